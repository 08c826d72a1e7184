/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing messages. By hand, since it is little: GMime stays in mail/.
 */
#include "write/rfc5322.h"

#include "base/error.h"
#include "base/text.h"
#include "model/message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_WANTED 76  /* RFC 5322 2.1.1 wants 78; RFC 2045 6.7 76 */
#define LINE_LIMIT  998 /* RFC 5322 2.1.1 */
/* Around an encoded word (RFC 2047 2), and before it on its line ("Bcc:"). */
#define WORD_AROUND 16
#define ATEXT       "!#$%&'*+-/=?^_`{|}~"

/* --- words ----------------------------------------------------------------- */

static gboolean
is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((guchar) *text >= 0x7f || (guchar) *text < ' ')
			return FALSE;
	}
	return TRUE;
}

static gboolean
is_atext(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr(ATEXT, c) != NULL);
}

static gsize
get_column(const GString *out)
{
	const char *start = strrchr(out->str, '\n');

	return start != NULL ? (gsize) (out->str + out->len - start - 1)
	                     : out->len;
}

/* Appends one character as RFC 2047 4.2 has it for words in a phrase. */
static void
append_q(GString *word, const char *start, const char *end)
{
	for (; start < end; start++) {
		if (*start == ' ')
			g_string_append_c(word, '_');
		else if (g_ascii_isalnum(*start))
			g_string_append_c(word, *start);
		else
			g_string_append_printf(word, "=%02X", (guchar) *start);
	}
}

/* Appends @text as encoded words, one a line, each of whole characters. Not in
 * base64: GMime loses what follows a padded word. */
static void
append_encoded(GString *out, const char *text)
{
	while (*text != '\0') {
		g_autoptr(GString) word = g_string_new(NULL);
		gsize room = LINE_WANTED - WORD_AROUND - get_column(out);

		while (*text != '\0' && word->len + 12 <= room) {
			const char *next = g_utf8_next_char(text);

			append_q(word, text, next);
			text = next;
		}
		g_string_append_printf(out, "=?UTF-8?Q?%s?=", word->str);
		if (*text != '\0')
			g_string_append(out, "\n ");
	}
}

/* Appends @word, on a line of its own when it would not fit. */
static void
append_word(GString *out, const char *word)
{
	if (get_column(out) + 1 + strlen(word) > LINE_WANTED)
		g_string_append(out, "\n ");
	else
		g_string_append_c(out, ' ');
	g_string_append(out, word);
}

static void
append_subject(GString *out, const char *subject)
{
	g_autofree char *line =
		tertius_text_dup_line(subject, TERTIUS_MESSAGE_SUBJECT_MAX);
	g_auto(GStrv) words = NULL;

	g_string_append(out, "Subject:");
	if (!is_ascii(line) || strstr(line, "=?") != NULL) {
		g_string_append_c(out, ' ');
		append_encoded(out, line);
	} else {
		words = g_strsplit(line, " ", -1);
		for (guint i = 0; words[i] != NULL; i++)
			append_word(out, words[i]);
	}
	g_string_append_c(out, '\n');
}

/* --- addresses ------------------------------------------------------------- */

static gboolean
is_dot_atom(const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		gboolean is_dot = text[i] == '.';

		if (is_dot && (i == 0 || i + 1 == length || text[i - 1] == '.'))
			return FALSE;
		/* RFC 6532 lets UTF-8 be atext. */
		if (!is_dot && !is_atext(text[i]) && (guchar) text[i] < 0x80)
			return FALSE;
	}
	return length > 0;
}

static gboolean
is_domain(const char *domain)
{
	gsize length = strlen(domain);

	if (length == 0 || domain[0] == '.' || domain[length - 1] == '.')
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isalnum(domain[i]) &&
		    strchr(".-_", domain[i]) == NULL)
			return FALSE;
	}
	return strstr(domain, "..") == NULL;
}

/* "local@domain" fit for a header, quoted where it must be; or NULL. */
static char *
dup_addr_spec(const char *address)
{
	g_autofree char *line = NULL;
	g_autofree char *domain = NULL;
	g_autofree char *local = NULL;
	char *at;

	if (address == NULL || strlen(address) > TERTIUS_PERSON_ADDRESS_MAX ||
	    !g_utf8_validate(address, -1, NULL))
		return NULL;
	line = tertius_text_dup_line(address, TERTIUS_PERSON_ADDRESS_MAX);
	at = strrchr(line, '@');
	if (at == NULL || at == line || strcmp(line, address) != 0)
		return NULL;
	domain = g_hostname_to_ascii(at + 1);
	if (domain == NULL || !is_domain(domain))
		return NULL;
	local = g_strndup(line, (gsize) (at - line));
	if (is_dot_atom(local, strlen(local)))
		return g_strconcat(local, "@", domain, NULL);
	if (!is_ascii(local) || strpbrk(local, "\"\\") != NULL)
		return NULL;
	return g_strdup_printf("\"%s\"@%s", local, domain);
}

static gboolean
is_phrase(const char *name)
{
	for (const char *p = name; *p != '\0'; p++) {
		if (!is_atext(*p) && *p != ' ')
			return FALSE;
	}
	return strstr(name, "=?") == NULL;
}

static void
append_name(GString *out, const char *name)
{
	g_autofree char *line =
		tertius_text_dup_line(name, TERTIUS_PERSON_NAME_MAX);

	if (line[0] == '\0')
		return;
	if (is_phrase(line)) {
		g_string_append(out, line);
	} else if (is_ascii(line) && strlen(line) < LINE_WANTED - 10 &&
	           strstr(line, "=?") == NULL) {
		g_string_append_c(out, '"');
		for (const char *p = line; *p != '\0'; p++) {
			if (*p == '"' || *p == '\\')
				g_string_append_c(out, '\\');
			g_string_append_c(out, *p);
		}
		g_string_append_c(out, '"');
	} else {
		append_encoded(out, line);
	}
}

/* Appends one mailbox; FALSE, and nothing, when its address cannot be written.
 */
static gboolean
append_mailbox(GString *out, const TertiusPerson *person)
{
	g_autofree char *addr_spec = dup_addr_spec(person->address);
	g_autofree char *angle = NULL;
	gsize before = out->len;

	if (addr_spec == NULL)
		return FALSE;
	if (person->name != NULL)
		append_name(out, person->name);
	if (out->len == before) {
		g_string_append(out, addr_spec);
		return TRUE;
	}
	angle = g_strdup_printf("<%s>", addr_spec);
	append_word(out, angle);
	return TRUE;
}

static void
append_people(GString *out, const char *field, const GPtrArray *people)
{
	guint max = MIN(people->len, TERTIUS_RFC5322_RECIPIENTS_MAX);
	gboolean is_first = TRUE;

	for (guint i = 0; i < max; i++) {
		g_autoptr(GString) one = g_string_new(" ");

		if (!append_mailbox(one, people->pdata[i]))
			continue;
		if (is_first)
			g_string_append_printf(out, "%s:", field);
		else
			g_string_append(out, ",\n");
		g_string_append(out, one->str);
		is_first = FALSE;
	}
	if (!is_first)
		g_string_append_c(out, '\n');
}

/* --- ids and date ---------------------------------------------------------- */

static gboolean
is_message_id(const char *id)
{
	return id != NULL && id[0] != '\0' && is_ascii(id) &&
	       strlen(id) <= TERTIUS_MESSAGE_ID_MAX &&
	       strpbrk(id, "<> ") == NULL;
}

static void
append_references(GString *out, const GPtrArray *references)
{
	gboolean is_first = TRUE;

	for (guint i = 0; i < references->len; i++) {
		if (i >= TERTIUS_MESSAGE_REFERENCES_MAX ||
		    !is_message_id(references->pdata[i]))
			continue;
		g_string_append(out, is_first ? "References: " : "\n ");
		g_string_append_printf(out, "<%s>",
		                       (char *) references->pdata[i]);
		is_first = FALSE;
	}
	if (!is_first)
		g_string_append_c(out, '\n');
}

/* Not by g_date_time_format, whose names of days follow the locale. */
static void
append_date(GString *out, GDateTime *date)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu",
		                            "Fri", "Sat", "Sun" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
		                              "May", "Jun", "Jul", "Aug",
		                              "Sep", "Oct", "Nov", "Dec" };
	gint64 offset = g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE;

	g_string_append_printf(
		out, "Date: %s, %d %s %04d %02d:%02d:%02d %c%02d%02d\n",
		days[g_date_time_get_day_of_week(date) - 1],
		g_date_time_get_day_of_month(date),
		months[g_date_time_get_month(date) - 1],
		g_date_time_get_year(date), g_date_time_get_hour(date),
		g_date_time_get_minute(date), g_date_time_get_second(date),
		offset < 0 ? '-' : '+', (int) (ABS(offset) / 60),
		(int) (ABS(offset) % 60));
}

/* --- bodies ---------------------------------------------------------------- */

static gsize
find_longest_line(const char *text)
{
	gsize longest = 0;

	while (*text != '\0') {
		gsize length = strcspn(text, "\n");

		longest = MAX(longest, length);
		text += length + (text[length] == '\n' ? 1 : 0);
	}
	return longest;
}

/* RFC 2045 6.7. */
static void
append_quoted_printable(GString *out, const char *text)
{
	gsize column = 0;

	for (; *text != '\0'; text++) {
		guchar c = (guchar) *text;
		gboolean is_last = text[1] == '\n' || text[1] == '\0';
		gboolean is_plain = (c > ' ' && c < 0x7f && c != '=') ||
		                    (c == ' ' && !is_last);

		if (c == '\n') {
			g_string_append_c(out, '\n');
			column = 0;
			continue;
		}
		if (column + 3 > LINE_WANTED - 1) {
			g_string_append(out, "=\n");
			column = 0;
		}
		if (is_plain)
			g_string_append_c(out, *text);
		else
			g_string_append_printf(out, "=%02X", c);
		column += is_plain ? 1 : 3;
	}
}

static void
append_text(GString *out, const char *body)
{
	g_autofree char *text = tertius_text_dup_lines(
		body, -1, (gsize) TERTIUS_MESSAGE_TEXT_MAX);
	gboolean is_short = find_longest_line(text) <= LINE_LIMIT;
	const char *encoding = !is_short              ? "quoted-printable"
	                       : g_str_is_ascii(text) ? "7bit"
	                                              : "8bit";

	g_string_append_printf(out,
	                       "Content-Type: text/plain; charset=utf-8\n"
	                       "Content-Transfer-Encoding: %s\n\n",
	                       encoding);
	if (is_short)
		g_string_append(out, text);
	else
		append_quoted_printable(out, text);
	if (out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
}

static void
append_invitation(GString *out, const char *invitation)
{
	g_autofree char *base64 = g_base64_encode((const guchar *) invitation,
	                                          strlen(invitation));

	g_string_append(
		out,
		"Content-Type: text/calendar; charset=utf-8; method=REQUEST\n"
		"Content-Transfer-Encoding: base64\n\n");
	for (gsize i = 0, length = strlen(base64); i < length; i += LINE_WANTED)
		g_string_append_printf(out, "%.*s\n", LINE_WANTED, base64 + i);
}

/* Plain text, or both as two forms of one thing (RFC 6047 2.4). */
static void
append_content(GString *out, const char *body, const char *invitation)
{
	g_autofree char *sum = NULL;

	if (invitation == NULL) {
		append_text(out, body);
		return;
	}
	sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, body, -1);
	g_string_append_printf(out,
	                       "Content-Type: multipart/alternative;\n"
	                       " boundary=\"=_%.32s\"\n\n--=_%.32s\n",
	                       sum, sum);
	append_text(out, body);
	g_string_append_printf(out, "--=_%.32s\n", sum);
	append_invitation(out, invitation);
	g_string_append_printf(out, "--=_%.32s--\n", sum);
}

char *
tertius_rfc5322_format(const TertiusDraft *draft, GDateTime *date,
                       const char *end_of_line, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) from = g_string_new("From: ");

	if (draft->from == NULL || !append_mailbox(from, draft->from)) {
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_SETTINGS,
		                    _("no address of yours is known"));
		return NULL;
	}
	append_date(out, date);
	g_string_append_printf(out, "%s\n", from->str);
	append_people(out, "To", draft->to);
	append_people(out, "Cc", draft->cc);
	append_people(out, "Bcc", draft->bcc);
	append_subject(out, draft->subject);
	if (is_message_id(draft->in_reply_to))
		g_string_append_printf(out, "In-Reply-To: <%s>\n",
		                       draft->in_reply_to);
	append_references(out, draft->references);
	g_string_append(out, "MIME-Version: 1.0\n");
	append_content(out, draft->body, draft->invitation);
	if (strcmp(end_of_line, "\n") != 0)
		g_string_replace(out, "\n", end_of_line, 0);
	return g_strdup(out->str);
}

/* --- mailto ---------------------------------------------------------------- */

static void
append_uri(GString *uri, const char *text, const char *also)
{
	g_autofree char *escaped = g_uri_escape_string(text, also, FALSE);

	g_string_append(uri, escaped);
}

static void
append_uri_people(GString *uri, const char *before, const GPtrArray *people)
{
	guint max = MIN(people->len, TERTIUS_RFC5322_RECIPIENTS_MAX);
	const char *separator = before;

	for (guint i = 0; i < max; i++) {
		const TertiusPerson *person = people->pdata[i];
		g_autofree char *addr_spec = dup_addr_spec(person->address);

		if (addr_spec == NULL)
			continue;
		g_string_append(uri, separator);
		append_uri(uri, addr_spec, "@");
		separator = ",";
	}
}

char *
tertius_rfc5322_format_mailto(const TertiusDraft *draft)
{
	g_autoptr(GString) uri = g_string_new("mailto:");
	g_autoptr(GString) body = NULL;
	g_autofree char *text = NULL;
	g_autofree char *subject = tertius_text_dup_line(
		draft->subject, TERTIUS_MESSAGE_SUBJECT_MAX);

	append_uri_people(uri, "", draft->to);
	g_string_append(uri, "?subject=");
	append_uri(uri, subject, NULL);
	append_uri_people(uri, "&cc=", draft->cc);
	append_uri_people(uri, "&bcc=", draft->bcc);
	if (is_message_id(draft->in_reply_to)) {
		g_string_append(uri, "&in-reply-to=%3C");
		append_uri(uri, draft->in_reply_to, "@");
		g_string_append(uri, "%3E");
	}
	text = tertius_text_dup_lines(draft->body, -1,
	                              (gsize) TERTIUS_MESSAGE_TEXT_MAX);
	body = g_string_new(text);
	g_string_replace(body, "\n", "\r\n", 0);
	g_string_append(uri, "&body=");
	append_uri(uri, body->str, NULL);
	return g_strdup(uri->str);
}
