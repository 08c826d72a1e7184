/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the greeting to LOGOUT.
 */
#include "mail/imap-session.h"

#include "base/error.h"
#include "mail/imap-login.h"
#include "mail/imap-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TertiusImapSession {
	const TertiusImapPlace *place;
	mailimap *imap; /* knows the stream only until the login is done */
	mailstream *stream;
	TertiusImapReader *reader;
	gboolean is_lent;   /* the reader has what the stream holds */
	GString *abilities; /* " IMAP4rev1 ESEARCH … " */
	guint commands;
	gint64 asked;      /* when, while nothing of the answer has come */
	gint64 round_trip; /* the shortest; 0: not known yet */
};

/* --- Sending and reading -------------------------------------------------- */

/* For the reader: what libetpan's stream has read. */
static gssize
fill(gpointer data, const char **bytes, GError **error)
{
	TertiusImapSession *session = data;
	ssize_t length;

	if (session->is_lent)
		session->stream->read_buffer_len = 0;
	session->is_lent = TRUE;
	length = mailstream_feed_read_buffer(session->stream);
	if (length < 0)
		tertius_imap_stream_explain(session->stream, error);
	*bytes = session->stream->read_buffer;
	return length;
}

void
tertius_imap_session_name(TertiusImapSession *session,
                          char tag[TERTIUS_IMAP_TAG_MAX])
{
	(void) g_snprintf(tag, TERTIUS_IMAP_TAG_MAX, "T%u",
	                  ++session->commands);
}

gboolean
tertius_imap_session_say(TertiusImapSession *session,
                         const char *const pieces[], GError **error)
{
	mailstream *stream = session->stream;
	gboolean is_sent = TRUE;

	for (guint i = 0; is_sent && pieces[i] != NULL; i++)
		is_sent = mailstream_write(stream, pieces[i],
		                           strlen(pieces[i])) >= 0;
	if (is_sent && mailstream_write(stream, "\r\n", 2) >= 0 &&
	    mailstream_flush(stream) >= 0)
		return TRUE;
	tertius_imap_stream_explain(stream, error);
	return FALSE;
}

gboolean
tertius_imap_session_send(TertiusImapSession *session, const char *command,
                          char tag[TERTIUS_IMAP_TAG_MAX], GError **error)
{
	const char *const pieces[] = { tag, " ", command, NULL };

	tertius_imap_session_name(session, tag);
	return tertius_imap_session_say(session, pieces, error);
}

/* Many servers tell unasked what they can do once somebody is in. */
static void
note_abilities(TertiusImapSession *session, const TertiusImapResponse *response)
{
	g_autofree char *told = NULL;

	if (response->kind == TERTIUS_IMAP_DATA &&
	    tertius_imap_response_is(response, 0, "CAPABILITY"))
		told = g_strdup(response->text->str);
	else if (response->kind == TERTIUS_IMAP_DONE)
		told = tertius_imap_response_dup_code(response, "CAPABILITY");
	if (told != NULL)
		g_string_printf(session->abilities, " %s ", told);
}

const TertiusImapResponse *
tertius_imap_session_next(TertiusImapSession *session, GError **error)
{
	const TertiusImapResponse *response =
		tertius_imap_reader_next(session->reader, error);
	g_autofree char *words = NULL;

	if (response != NULL)
		note_abilities(session, response);
	if (response == NULL || response->kind != TERTIUS_IMAP_STATUS ||
	    !tertius_imap_response_says(response, "BYE"))
		return response;
	words = tertius_imap_response_dup_words(response);
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY, _("%s hung up: %s"),
	            session->place->host, words);
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
	static const char *const later[] = { "UNAVAILABLE", "INUSE", "LIMIT",
		                             "THROTTLED", "OVERQUOTA" };
	g_autofree char *words = NULL;

	if (tertius_imap_response_says(response, "OK"))
		return TRUE;
	words = tertius_imap_response_dup_words(response);
	for (gsize i = 0; i < G_N_ELEMENTS(later); i++) {
		if (!tertius_imap_response_has_code(response, later[i]))
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_BUSY,
		            _("the server asks to come back later: %s"), words);
		return FALSE;
	}
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
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
			return tertius_imap_response_check(response, error);
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

static gboolean
greet(TertiusImapSession *session, GError **error)
{
	int code = mailimap_connect(session->imap, session->stream);
	GError *why = NULL;

	if (code == MAILIMAP_NO_ERROR_AUTHENTICATED ||
	    code == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return TRUE;
	tertius_imap_login_explain(session->imap, session->stream, code,
	                           session->place, &why);
	if (!session->place->is_tls &&
	    g_error_matches(why, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
		g_error_free(why);
		explain_silence(session->place, error);
	} else {
		g_propagate_error(error, why);
	}
	return FALSE;
}

static gboolean
ask_abilities(TertiusImapSession *session, GError **error)
{
	struct mailimap_capability_data *data = NULL;
	int code = mailimap_capability(session->imap, &data);

	if (code == MAILIMAP_NO_ERROR) {
		mailimap_capability_data_free(data);
		return TRUE;
	}
	tertius_imap_login_explain(session->imap, session->stream, code,
	                           session->place, error);
	return FALSE;
}

/* RFC 3501 6.2.1: what was announced before TLS counts no more. */
static gboolean
start_tls(TertiusImapSession *session, GError **error)
{
	int code;

	if (session->imap->imap_state == MAILIMAP_STATE_AUTHENTICATED ||
	    !tertius_imap_login_can(session->imap, "STARTTLS")) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s offers no encryption here, or somebody "
		              "between takes it away; no password was sent; "
		              "use imaps:// instead"),
		            session->place->host);
		return FALSE;
	}
	code = mailimap_starttls(session->imap);
	/* Debian's libetpan also says so when more came than the answer. */
	if (code == MAILIMAP_ERROR_STARTTLS &&
	    session->stream->read_buffer_len == 0) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s refuses encryption here; no password was "
		              "sent; use imaps:// instead"),
		            session->place->host);
		return FALSE;
	}
	if (code != MAILIMAP_NO_ERROR && code != MAILIMAP_ERROR_STARTTLS) {
		tertius_imap_login_explain(session->imap, session->stream, code,
		                           session->place, error);
		return FALSE;
	}
	return tertius_imap_stream_start_tls(session->stream, error) &&
	       ask_abilities(session, error);
}

static gboolean
make_secret(TertiusImapSession *session, const TertiusSourceOptions *options,
            GError **error)
{
	/* Many greetings bring them. */
	if (session->imap->imap_connection_info->imap_capability == NULL &&
	    !ask_abilities(session, error))
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
	gboolean is_in;

	if (session->imap->imap_state == MAILIMAP_STATE_AUTHENTICATED)
		return TRUE;
	text = tertius_imap_secret_get(secret, error);
	if (text == NULL)
		return FALSE;
	is_in = tertius_imap_login(session, session->imap, session->place, text,
	                           tertius_imap_secret_is_token(secret), error);
	explicit_bzero(session->stream->write_buffer,
	               session->stream->buffer_max_size);
	return is_in;
}

static gboolean
begin(TertiusImapSession *session, const TertiusSourceOptions *options,
      TertiusImapSecret *secret, GError **error)
{
	return greet(session, error) && make_secret(session, options, error) &&
	       log_in(session, secret, error) &&
	       (session->abilities->len > 0 ||
	        tertius_imap_session_run(session, "CAPABILITY", NULL, NULL,
	                                 error));
}

TertiusImapSession *
tertius_imap_session_open(const TertiusImapPlace *place,
                          const TertiusSourceOptions *options,
                          TertiusImapSecret *secret, GError **error)
{
	g_autoptr(TertiusImapSession) session = NULL;
	mailstream *stream;

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
	session->imap = mailimap_new(0, NULL);
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
	/* libetpan would log out too, and wait for the answer. */
	session->imap->imap_stream = NULL;
	mailimap_free(session->imap);
	tertius_imap_stream_close(session->stream);
	tertius_imap_reader_free(session->reader);
	g_string_free(session->abilities, TRUE);
	g_free(session);
}
