/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the greeting to LOGOUT.
 */
#include "mail/imap-session.h"

#include "base/error.h"
#include "base/text.h"
#include "mail/imap-login.h"
#include "mail/imap-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TertiusImapSession {
	const TertiusImapPlace *place;
	TertiusImapStream *stream;
	TertiusImapReader *reader;
	GString *abilities; /* " IMAP4rev1 ESEARCH … " */
	gboolean has_told;  /* them, since the latest command */
	gboolean is_in;     /* logged in */
	guint commands;
	guint answers;     /* since the latest of them */
	guint remarks;     /* the last so many of these say only OK */
	gint64 asked;      /* when, while nothing of the answer has come */
	gint64 round_trip; /* the shortest; 0: not known yet */
};

/* --- Sending and reading -------------------------------------------------- */

static gssize
fill(gpointer data, const char **bytes, GError **error)
{
	TertiusImapSession *session = data;

	return tertius_imap_stream_read(session->stream, bytes, error);
}

/* FALSE when the server only says that it is there, as one does which takes long. */
static gboolean
gets_on(TertiusImapSession *session, const TertiusImapResponse *response,
        GError **error)
{
	session->remarks = response->kind == TERTIUS_IMAP_STATUS
	                           ? session->remarks + 1
	                           : 0;
	if (session->remarks <= TERTIUS_IMAP_REMARKS_MAX)
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	            _("%s says again and again that it is there, and does not "
	              "answer"),
	            session->place->host);
	return FALSE;
}

/* The next answer, whatever it says. */
static const TertiusImapResponse *
read_answer(TertiusImapSession *session, GError **error)
{
	const TertiusImapResponse *response;

	if (++session->answers > TERTIUS_IMAP_ANSWERS_MAX) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            _("%s answers without end"), session->place->host);
		return NULL;
	}
	tertius_imap_stream_expect(session->stream);
	response = tertius_imap_reader_next(session->reader, error);
	return response != NULL && gets_on(session, response, error) ? response
	                                                             : NULL;
}

void
tertius_imap_session_name(TertiusImapSession *session,
                          char tag[TERTIUS_IMAP_TAG_MAX])
{
	(void) g_snprintf(tag, TERTIUS_IMAP_TAG_MAX, "T%u",
	                  ++session->commands);
	session->has_told = FALSE;
	session->answers = session->remarks = 0;
}

gboolean
tertius_imap_session_say(TertiusImapSession *session,
                         const char *const pieces[], GError **error)
{
	gsize length = strlen("\r\n");
	g_autofree char *line = NULL;
	char *end;
	gboolean is_sent;

	for (guint i = 0; pieces[i] != NULL; i++)
		length += strlen(pieces[i]);
	end = line = g_malloc(length + 1);
	for (guint i = 0; pieces[i] != NULL; i++)
		end = g_stpcpy(end, pieces[i]);
	(void) g_stpcpy(end, "\r\n");
	is_sent = tertius_imap_stream_write(session->stream, line, error);
	explicit_bzero(line, length);
	return is_sent;
}

gboolean
tertius_imap_session_send(TertiusImapSession *session, const char *command,
                          char tag[TERTIUS_IMAP_TAG_MAX], GError **error)
{
	const char *const pieces[] = { tag, " ", command, NULL };

	tertius_imap_session_name(session, tag);
	return tertius_imap_session_say(session, pieces, error);
}

/* Many servers tell unasked what they can do, in the greeting and once somebody is
 * in. */
static void
note_abilities(TertiusImapSession *session, const TertiusImapResponse *response)
{
	g_autofree char *told = NULL;

	if (response->kind == TERTIUS_IMAP_DATA &&
	    tertius_imap_response_is(response, 0, "CAPABILITY"))
		told = g_strdup(response->text->str);
	else if (response->kind == TERTIUS_IMAP_DONE ||
	         response->kind == TERTIUS_IMAP_STATUS)
		told = tertius_imap_response_dup_code(response, "CAPABILITY");
	if (told == NULL)
		return;
	session->has_told = TRUE;
	g_string_printf(session->abilities, " %s ", told);
}

/* What was told before counts no more. */
static gboolean
ask_abilities(TertiusImapSession *session, GError **error)
{
	g_string_truncate(session->abilities, 0);
	return tertius_imap_session_run(session, "CAPABILITY", NULL, NULL,
	                                error);
}

static gboolean
asks_to_come_back(const TertiusImapResponse *response)
{
	static const char *const codes[] = { "UNAVAILABLE", "INUSE", "LIMIT",
		                             "THROTTLED", "OVERQUOTA" };

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (tertius_imap_response_has_code(response, codes[i]))
			return TRUE;
	return FALSE;
}

const TertiusImapResponse *
tertius_imap_session_next(TertiusImapSession *session, GError **error)
{
	const TertiusImapResponse *response = read_answer(session, error);
	g_autofree char *words = NULL;

	if (response != NULL)
		note_abilities(session, response);
	if (response == NULL || response->kind != TERTIUS_IMAP_STATUS ||
	    !tertius_imap_response_says(response, "BYE"))
		return response;
	words = tertius_imap_response_dup_words(response);
	g_set_error(error, G_IO_ERROR,
	            asks_to_come_back(response) ? G_IO_ERROR_BUSY
	                                        : G_IO_ERROR_CLOSED,
	            _("%s hung up: %s"), session->place->host, words);
	return NULL;
}

gboolean
tertius_imap_response_is_end_of(const TertiusImapResponse *response,
                                const char *tag)
{
	gsize length = strlen(tag);

	return response->kind == TERTIUS_IMAP_DONE &&
	       strncmp(response->text->str, tag, length) == 0 &&
	       response->text->str[length] == ' ';
}

gboolean
tertius_imap_response_check(const TertiusImapResponse *response, GError **error)
{
	g_autofree char *words = NULL;

	if (tertius_imap_response_says(response, "OK"))
		return TRUE;
	words = tertius_imap_response_dup_words(response);
	if (asks_to_come_back(response))
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY,
		            _("the server asks to come back later: %s"), words);
	else
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("the server says: %s"), words);
	return FALSE;
}

/* BAD to a command that is right means a server in trouble: Exchange answers so
 * when it throttles ("BAD Request is throttled. Suggested Backoff Time: …"). */
gboolean
tertius_imap_response_check_command(const TertiusImapResponse *response,
                                    GError **error)
{
	g_autofree char *words = NULL;

	if (!tertius_imap_response_says(response, "BAD"))
		return tertius_imap_response_check(response, error);
	words = tertius_imap_response_dup_words(response);
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
	            _("the server says: %s"), words);
	return FALSE;
}

/* After the first word of an answer. */
static void
note_round_trip(TertiusImapSession *session)
{
	gint64 took = g_get_monotonic_time() - session->asked;

	if (session->asked != 0 &&
	    (session->round_trip == 0 || took < session->round_trip))
		session->round_trip = took;
	session->asked = 0;
}

static gboolean
receive(TertiusImapSession *session, const char *tag, TertiusImapTake take,
        gpointer data, GError **error)
{
	const TertiusImapResponse *response;

	for (;;) {
		response = tertius_imap_session_next(session, error);
		if (response == NULL)
			return FALSE;
		note_round_trip(session);
		if (tertius_imap_response_is_end_of(response, tag))
			return tertius_imap_response_check_command(response,
			                                           error);
		if (take != NULL)
			take(response, data);
	}
}

gboolean
tertius_imap_session_run(TertiusImapSession *session, const char *command,
                         TertiusImapTake take, gpointer data, GError **error)
{
	char tag[TERTIUS_IMAP_TAG_MAX];

	session->asked = g_get_monotonic_time();
	return tertius_imap_session_send(session, command, tag, error) &&
	       receive(session, tag, take, data, error);
}

gboolean
tertius_imap_session_run_both(TertiusImapSession *session,
                              const char *const commands[2],
                              TertiusImapTake take, gpointer data,
                              GError **error)
{
	char first[TERTIUS_IMAP_TAG_MAX], second[TERTIUS_IMAP_TAG_MAX];

	session->asked = g_get_monotonic_time();
	return tertius_imap_session_send(session, commands[0], first, error) &&
	       tertius_imap_session_send(session, commands[1], second, error) &&
	       receive(session, first, take, data, error) &&
	       receive(session, second, take, data, error);
}

/* --- Beginning ------------------------------------------------------------ */

/* A server that waits for us to begin with TLS. */
static void
explain_silence(const TertiusImapPlace *place, GError **error)
{
	g_set_error(
		error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		_("%s says nothing at port %u; if it is for TLS, as 993 is, "
	          "write imaps:// instead"),
		place->host, place->port);
}

/* Whoever greets with BYE has no room now (RFC 3501 7.1.5). */
static gboolean
judge_greeting(TertiusImapSession *session, const TertiusImapResponse *greeting,
               GError **error)
{
	gboolean is_status = greeting->kind == TERTIUS_IMAP_STATUS;
	gboolean is_bye =
		is_status && tertius_imap_response_says(greeting, "BYE");
	g_autofree char *words = NULL;

	note_abilities(session, greeting);
	session->is_in =
		is_status && tertius_imap_response_says(greeting, "PREAUTH");
	if (session->is_in ||
	    (is_status && tertius_imap_response_says(greeting, "OK")))
		return TRUE;
	words = is_status ? tertius_imap_response_dup_words(greeting)
	                  : tertius_text_dup_line(greeting->text->str,
	                                          TERTIUS_IMAP_WORDS_MAX);
	g_set_error(error, G_IO_ERROR,
	            is_bye ? G_IO_ERROR_BUSY : G_IO_ERROR_CONNECTION_CLOSED,
	            is_bye ? _("%s asks to come back later: %s")
	                   : _("%s does not speak IMAP as it should: %s"),
	            session->place->host, words);
	return FALSE;
}

static gboolean
greet(TertiusImapSession *session, GError **error)
{
	GError *why = NULL;
	const TertiusImapResponse *greeting = read_answer(session, &why);

	if (greeting != NULL)
		return judge_greeting(session, greeting, error);
	if (!session->place->is_tls &&
	    tertius_imap_stream_received(session->stream) == 0 &&
	    g_error_matches(why, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
		g_error_free(why);
		explain_silence(session->place, error);
	} else {
		g_propagate_error(error, why);
	}
	return FALSE;
}

static gboolean
ask_for_tls(TertiusImapSession *session, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (tertius_imap_session_run(session, "STARTTLS", NULL, NULL, &why))
		return TRUE;
	if (g_error_matches(why, TERTIUS_ERROR, TERTIUS_ERROR_DENIED) ||
	    g_error_matches(why, G_IO_ERROR, G_IO_ERROR_FAILED))
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s refuses encryption here; no password was "
		              "sent; use imaps:// instead"),
		            session->place->host);
	else
		g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

/* What came with the answer was said by anybody, and would be taken for what is said
 * in secret. */
static gboolean
has_said_no_more(TertiusImapSession *session, GError **error)
{
	if (!tertius_imap_reader_has_more(session->reader))
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("%s, or somebody between, sent plain text where TLS was "
	              "to begin; nothing was sent; use imaps:// instead"),
	            session->place->host);
	return FALSE;
}

/* RFC 3501 6.2.1: what was announced before TLS counts no more. */
static gboolean
start_tls(TertiusImapSession *session, GError **error)
{
	if (session->is_in || !tertius_imap_session_can(session, "STARTTLS")) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s offers no encryption here, or somebody "
		              "between takes it away; no password was sent; "
		              "use imaps:// instead"),
		            session->place->host);
		return FALSE;
	}
	return ask_for_tls(session, error) &&
	       has_said_no_more(session, error) &&
	       tertius_imap_stream_start_tls(session->stream, error) &&
	       ask_abilities(session, error);
}

static gboolean
make_secret(TertiusImapSession *session, const TertiusSourceOptions *options,
            GError **error)
{
	if (!session->has_told && !ask_abilities(session, error))
		return FALSE;
	if (tertius_imap_stream_is_secret(session->stream))
		return TRUE;
	if (options->allow_plaintext &&
	    tertius_imap_stream_is_local(session->stream))
		return TRUE;
	return start_tls(session, error);
}

/* --- Logging in ----------------------------------------------------------- */

static gboolean
log_in(TertiusImapSession *session, TertiusImapSecret *secret, GError **error)
{
	const char *text;

	if (session->is_in)
		return TRUE;
	text = tertius_imap_secret_get(secret, error);
	session->is_in =
		text != NULL &&
		tertius_imap_login(session, session->place, text,
	                           tertius_imap_secret_is_token(secret), error);
	/* Whoever is in may do more. */
	return session->is_in &&
	       (session->has_told || ask_abilities(session, error));
}

static gboolean
begin(TertiusImapSession *session, const TertiusSourceOptions *options,
      TertiusImapSecret *secret, GError **error)
{
	return greet(session, error) && make_secret(session, options, error) &&
	       log_in(session, secret, error);
}

TertiusImapSession *
tertius_imap_session_open(const TertiusImapPlace *place,
                          const TertiusSourceOptions *options,
                          TertiusImapSecret *secret, GError **error)
{
	g_autoptr(TertiusImapSession) session = NULL;
	TertiusImapStream *stream;

	/* Finding the host, connecting, a program that knows the password. */
	tertius_source_tell_wait(options, 0);
	stream = tertius_imap_stream_open(place, options, error);
	if (stream == NULL)
		return NULL;
	session = g_new0(TertiusImapSession, 1);
	session->place = place;
	session->stream = stream;
	session->abilities = g_string_new(NULL);
	session->reader = tertius_imap_reader_new(fill, session);
	if (!begin(session, options, secret, error))
		return NULL;
	return g_steal_pointer(&session);
}

gboolean
tertius_imap_session_can(const TertiusImapSession *session, const char *word)
{
	g_autofree char *padded = g_strconcat(" ", word, " ", NULL);
	g_autofree char *upper = g_ascii_strup(session->abilities->str, -1);

	return strstr(upper, padded) != NULL;
}

guint64
tertius_imap_session_received(TertiusImapSession *session)
{
	return tertius_imap_stream_received(session->stream);
}

gint64
tertius_imap_session_round_trip(const TertiusImapSession *session)
{
	return session->round_trip;
}

gint64
tertius_imap_session_waited(const TertiusImapSession *session)
{
	return tertius_imap_stream_waited(session->stream);
}

void
tertius_imap_session_free(TertiusImapSession *session)
{
	char tag[TERTIUS_IMAP_TAG_MAX];

	if (session == NULL)
		return;
	(void) tertius_imap_session_send(session, "LOGOUT", tag, NULL);
	tertius_imap_stream_close(session->stream);
	tertius_imap_reader_free(session->reader);
	g_string_free(session->abilities, TRUE);
	g_free(session);
}
