/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader: lines and literals in, tokens out. No recursion, and nothing is
 * copied but the bytes themselves.
 */
#include "mail/imap-reader.h"

#include "base/error.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LITERAL_DIGITS_MAX 16
#define KEPT_AT_REST       ((gsize) 256 * 1024) /* a larger block is given back */

struct _TertiusImapReader {
	TertiusImapFill fill;
	gpointer data;
	const char *bytes; /* lent by @fill */
	gsize left;
	TertiusImapResponse response;
	guint open[TERTIUS_IMAP_DEPTH_MAX]; /* the brackets around us */
	guint depth;
};

TertiusImapReader *
tertius_imap_reader_new(TertiusImapFill fill, gpointer data)
{
	TertiusImapReader *reader = g_new0(TertiusImapReader, 1);

	reader->fill = fill;
	reader->data = data;
	reader->response.text = g_string_new(NULL);
	reader->response.tokens =
		g_array_new(FALSE, FALSE, sizeof(TertiusImapToken));
	return reader;
}

void
tertius_imap_reader_free(TertiusImapReader *reader)
{
	if (reader == NULL)
		return;
	g_string_free(reader->response.text, TRUE);
	g_array_unref(reader->response.tokens);
	g_free(reader);
}

static gboolean
refuse(GError **error, const char *message)
{
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                    message);
	return FALSE;
}

static gboolean
have_bytes(TertiusImapReader *reader, GError **error)
{
	gssize length;

	if (reader->left > 0)
		return TRUE;
	length = reader->fill(reader->data, &reader->bytes, error);
	if (length == 0)
		g_set_error_literal(error, G_IO_ERROR,
		                    G_IO_ERROR_CONNECTION_CLOSED,
		                    _("the server closed the connection"));
	if (length <= 0)
		return FALSE;
	reader->left = (gsize) length;
	return TRUE;
}

/* Appends the rest of a line, without its end. */
static gboolean
read_line(TertiusImapReader *reader, GError **error)
{
	GString *text = reader->response.text;
	gsize begin = text->len;
	gboolean is_whole = FALSE;

	while (!is_whole) {
		const char *end;
		gsize length;

		if (!have_bytes(reader, error))
			return FALSE;
		end = memchr(reader->bytes, '\n', reader->left);
		is_whole = end != NULL;
		length =
			is_whole ? (gsize) (end - reader->bytes) : reader->left;
		if (text->len - begin + length > TERTIUS_IMAP_LINE_MAX)
			return refuse(error, _("an answer is too long"));
		g_string_append_len(text, reader->bytes, (gssize) length);
		length += is_whole ? 1 : 0;
		reader->bytes += length;
		reader->left -= length;
	}
	if (text->len > begin && text->str[text->len - 1] == '\r')
		g_string_truncate(text, text->len - 1);
	return TRUE;
}

static void
add_token(TertiusImapReader *reader, TertiusImapTokenKind kind, gsize start,
          gsize length)
{
	TertiusImapResponse *response = &reader->response;
	TertiusImapToken token = { kind, (guint) start, (guint) length,
		                   response->tokens->len + 1 };

	if (reader->depth > TERTIUS_IMAP_DEPTH_MAX ||
	    response->tokens->len >= TERTIUS_IMAP_TOKENS_MAX)
		response->is_cut = TRUE;
	else
		g_array_append_val(response->tokens, token);
}

static gboolean
read_literal(TertiusImapReader *reader, gsize size, GError **error)
{
	GString *text = reader->response.text;
	gsize start = text->len;

	if (size > TERTIUS_IMAP_LITERAL_MAX)
		return refuse(error, _("a piece is too large"));
	while (size > 0) {
		gsize length, kept;

		if (!have_bytes(reader, error))
			return FALSE;
		length = MIN(size, reader->left);
		kept = MIN(length, TERTIUS_IMAP_KEPT_MAX - (text->len - start));
		g_string_append_len(text, reader->bytes, (gssize) kept);
		reader->bytes += length;
		reader->left -= length;
		size -= length;
	}
	add_token(reader, TERTIUS_IMAP_STRING, start, text->len - start);
	return TRUE;
}

/* The deepest brackets are counted but not kept. */
static void
open_bracket(TertiusImapReader *reader, gsize at)
{
	if (reader->depth < TERTIUS_IMAP_DEPTH_MAX)
		reader->open[reader->depth] = reader->response.tokens->len;
	reader->depth++;
	add_token(reader, TERTIUS_IMAP_OPEN, at, 1);
}

static gboolean
close_bracket(TertiusImapReader *reader, gsize at, GError **error)
{
	GArray *tokens = reader->response.tokens;
	guint open;

	if (reader->depth == 0)
		return refuse(error, _("an answer has a bracket too many"));
	add_token(reader, TERTIUS_IMAP_CLOSE, at, 1);
	reader->depth--;
	if (reader->depth >= TERTIUS_IMAP_DEPTH_MAX)
		return TRUE;
	open = reader->open[reader->depth];
	if (open < tokens->len)
		g_array_index(tokens, TertiusImapToken, open).next =
			tokens->len;
	return TRUE;
}

/* Takes the backslashes out where the string stands. Returns where it ends in
 * the line, or 0 when it has no end. */
static gsize
read_quoted(TertiusImapReader *reader, gsize at)
{
	GString *text = reader->response.text;
	gsize to = at + 1;

	for (gsize from = at + 1; from < text->len; from++) {
		if (text->str[from] == '"') {
			add_token(reader, TERTIUS_IMAP_STRING, at + 1,
			          to - at - 1);
			return from + 1;
		}
		if (text->str[from] == '\\' && from + 1 < text->len)
			from++;
		text->str[to++] = text->str[from];
	}
	return 0;
}

/* Whether a name of a FETCH begins at @at that may have a section: elsewhere a
 * bracket of that shape is a letter like others, as in a keyword "todo[1". */
static gboolean
may_have_section(const TertiusImapReader *reader, gsize at)
{
	const char *name = reader->response.text->str + at;

	return reader->depth == 1 &&
	       (g_ascii_strncasecmp(name, "BODY", 4) == 0 ||
	        g_ascii_strncasecmp(name, "BINARY", 6) == 0) &&
	       tertius_imap_response_is(&reader->response, 1, "FETCH");
}

/* BODY[HEADER.FIELDS (A B)]<0> is one atom. */
static gsize
read_atom(TertiusImapReader *reader, gsize at)
{
	const GString *text = reader->response.text;
	gboolean is_inside = FALSE;
	gsize end = at;

	for (; end < text->len; end++) {
		char c = text->str[end];

		if (c == '[')
			is_inside = may_have_section(reader, at);
		else if (c == ']')
			is_inside = FALSE;
		else if (!is_inside && (c == ' ' || c == '(' || c == ')'))
			break;
	}
	add_token(reader, TERTIUS_IMAP_ATOM, at, end - at);
	return end;
}

static gboolean
tokenize(TertiusImapReader *reader, gsize at, GError **error)
{
	const GString *text = reader->response.text;

	while (at < text->len) {
		char c = text->str[at];

		if (c == ' ') {
			at++;
		} else if (c == '(') {
			open_bracket(reader, at++);
		} else if (c == ')') {
			if (!close_bracket(reader, at++, error))
				return FALSE;
		} else if (c == '"') {
			at = read_quoted(reader, at);
			if (at == 0)
				return refuse(error, _("a quoted string has no "
				                       "end"));
		} else {
			at = read_atom(reader, at);
		}
	}
	return TRUE;
}

/* Whether the line that began at @begin announces a literal; takes the "{12}"
 * away. */
static gboolean
take_literal_size(GString *text, gsize begin, gsize *size)
{
	gsize open = text->len - 1;

	if (text->len < begin + 3 || text->str[open] != '}')
		return FALSE;
	do
		open--;
	while (open > begin && g_ascii_isdigit(text->str[open]) &&
	       text->len - open < LITERAL_DIGITS_MAX);
	if (text->str[open] != '{' || open + 2 == text->len)
		return FALSE;
	*size = (gsize) g_ascii_strtoull(text->str + open + 1, NULL, 10);
	if (open > begin && text->str[open - 1] == '~')
		open--; /* literal8, RFC 3516 */
	g_string_truncate(text, open);
	return TRUE;
}

static gboolean
has_prefix(const char *text, const char *word)
{
	gsize length = strlen(word);

	return g_ascii_strncasecmp(text, word, length) == 0 &&
	       (text[length] == ' ' || text[length] == '\0');
}

static TertiusImapResponseKind
classify(const char *text)
{
	static const char *const words[] = { "OK", "NO", "BAD", "BYE",
		                             "PREAUTH" };

	if (*text == '+')
		return TERTIUS_IMAP_CONTINUE;
	if (!g_str_has_prefix(text, "* "))
		return TERTIUS_IMAP_DONE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (has_prefix(text + 2, words[i]))
			return TERTIUS_IMAP_STATUS;
	return TERTIUS_IMAP_DATA;
}

static void
reset(TertiusImapReader *reader)
{
	TertiusImapResponse *response = &reader->response;

	if (response->text->allocated_len > KEPT_AT_REST) {
		g_string_free(response->text, TRUE);
		response->text = g_string_new(NULL);
	}
	g_string_truncate(response->text, 0);
	g_array_set_size(response->tokens, 0);
	response->is_cut = FALSE;
	reader->depth = 0;
}

const TertiusImapResponse *
tertius_imap_reader_next(TertiusImapReader *reader, GError **error)
{
	TertiusImapResponse *response = &reader->response;
	gsize begin = 0, size = 0;
	gboolean has_literal = TRUE;

	reset(reader);
	if (!read_line(reader, error))
		return NULL;
	response->kind = classify(response->text->str);
	if (response->kind != TERTIUS_IMAP_DATA)
		return response;
	begin = strlen("* ");
	while (has_literal) {
		has_literal = take_literal_size(response->text, begin, &size);
		if (!tokenize(reader, begin, error))
			return NULL;
		if (!has_literal)
			break;
		if (!read_literal(reader, size, error))
			return NULL;
		begin = response->text->len;
		if (!read_line(reader, error))
			return NULL;
		if (begin > TERTIUS_IMAP_RESPONSE_MAX) {
			(void) refuse(error, _("an answer is too long"));
			return NULL;
		}
	}
	if (reader->depth > 0) {
		(void) refuse(error, _("an answer has a bracket too few"));
		return NULL;
	}
	return response;
}

gboolean
tertius_imap_reader_has_more(const TertiusImapReader *reader)
{
	return reader->left > 0;
}

/* --- Looking at a response ------------------------------------------------ */

const TertiusImapToken *
tertius_imap_response_token(const TertiusImapResponse *response, guint i)
{
	if (i >= response->tokens->len)
		return NULL;
	return &g_array_index(response->tokens, TertiusImapToken, i);
}

guint
tertius_imap_response_after(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i);

	return token == NULL ? G_MAXUINT / 2 : token->next;
}

const char *
tertius_imap_response_bytes(const TertiusImapResponse *response,
                            const TertiusImapToken *token)
{
	return response->text->str + token->start;
}

static const TertiusImapToken *
get_word(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token =
		tertius_imap_response_token(response, i);

	if (token == NULL || token->kind == TERTIUS_IMAP_OPEN ||
	    token->kind == TERTIUS_IMAP_CLOSE)
		return NULL;
	return token;
}

gboolean
tertius_imap_response_begins(const TertiusImapResponse *response, guint i,
                             const char *word)
{
	const TertiusImapToken *token = get_word(response, i);
	gsize length = strlen(word);

	return token != NULL && token->length >= length &&
	       g_ascii_strncasecmp(tertius_imap_response_bytes(response, token),
	                           word, length) == 0;
}

gboolean
tertius_imap_response_is(const TertiusImapResponse *response, guint i,
                         const char *word)
{
	const TertiusImapToken *token = get_word(response, i);

	return token != NULL && token->length == strlen(word) &&
	       tertius_imap_response_begins(response, i, word);
}

char *
tertius_imap_response_dup(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token = get_word(response, i);

	if (token == NULL || (token->kind == TERTIUS_IMAP_ATOM &&
	                      tertius_imap_response_is(response, i, "NIL")))
		return NULL;
	return g_strndup(tertius_imap_response_bytes(response, token),
	                 token->length);
}

static guint32
read_number(const char *text, gsize length)
{
	guint64 value = 0;

	for (gsize i = 0; i < length && g_ascii_isdigit(text[i]); i++) {
		value = value * 10 + (guint64) (text[i] - '0');
		if (value > G_MAXUINT32)
			return 0;
	}
	return (guint32) value;
}

guint32
tertius_imap_response_number(const TertiusImapResponse *response, guint i)
{
	const TertiusImapToken *token = get_word(response, i);

	if (token == NULL)
		return 0;
	return read_number(tertius_imap_response_bytes(response, token),
	                   token->length);
}

/* What comes after "* " or the tag. */
static const char *
get_status(const TertiusImapResponse *response)
{
	const char *blank = strchr(response->text->str, ' ');

	return blank == NULL ? "" : blank + 1;
}

gboolean
tertius_imap_response_says(const TertiusImapResponse *response,
                           const char *word)
{
	return has_prefix(get_status(response), word);
}

/* What comes after "[CODE", or NULL. */
static const char *
find_code(const TertiusImapResponse *response, const char *code)
{
	const char *open = strchr(get_status(response), ' ');
	gsize length = strlen(code);

	if (open == NULL || open[1] != '[' ||
	    g_ascii_strncasecmp(open + 2, code, length) != 0)
		return NULL;
	open += 2 + length;
	return *open == ' ' || *open == ']' ? open : NULL;
}

gboolean
tertius_imap_response_has_code(const TertiusImapResponse *response,
                               const char *code)
{
	return find_code(response, code) != NULL;
}

guint32
tertius_imap_response_code_number(const TertiusImapResponse *response,
                                  const char *code)
{
	const char *found = find_code(response, code);

	if (found == NULL || *found != ' ')
		return 0;
	return read_number(found + 1, strlen(found + 1));
}

char *
tertius_imap_response_dup_code(const TertiusImapResponse *response,
                               const char *code)
{
	const char *found = find_code(response, code);

	return found == NULL || *found != ' '
	               ? NULL
	               : g_strndup(found + 1, strcspn(found + 1, "]"));
}

char *
tertius_imap_response_dup_words(const TertiusImapResponse *response)
{
	return tertius_text_dup_line(get_status(response),
	                             TERTIUS_IMAP_WORDS_MAX);
}
