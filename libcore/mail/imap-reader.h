/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an IMAP server answers, taken apart into words: one response at a time,
 * as a flat list of tokens over one block of text.
 *
 * libetpan's own parser builds a tree of every answer, and a server or a
 * message's structure can crash it. We ask for a few plain things, so atoms,
 * strings and brackets are all we need; what they mean, the callers know.
 */
#pragma once

#include <gio/gio.h>

/* What is read of one response outside literals. The longest we ask for is a
 * list of message numbers. */
#define TERTIUS_IMAP_LINE_MAX     ((gsize) 1024 * 1024)
/* A literal is read to its end but kept up to this many bytes; the largest
 * asked for is a calendar (TERTIUS_IMAP_CALENDAR_MAX). */
#define TERTIUS_IMAP_KEPT_MAX     ((gsize) 3 * 1024 * 1024)
/* A server that announces more is lying. */
#define TERTIUS_IMAP_LITERAL_MAX  ((gsize) 64 * 1024 * 1024)
/* All of a response together. */
#define TERTIUS_IMAP_RESPONSE_MAX ((gsize) 8 * 1024 * 1024)
/* Tokens that are kept, and how deep they may nest; what lies deeper or comes
 * later is skipped, and the response marked as cut. */
#define TERTIUS_IMAP_TOKENS_MAX   100000
#define TERTIUS_IMAP_DEPTH_MAX    64
/* Bytes of a server's words that are shown. */
#define TERTIUS_IMAP_WORDS_MAX    200

typedef enum {
	TERTIUS_IMAP_ATOM,   /* FLAGS, 12, NIL, BODY[1]<0> */
	TERTIUS_IMAP_STRING, /* "quoted" or a literal */
	TERTIUS_IMAP_OPEN,
	TERTIUS_IMAP_CLOSE,
} TertiusImapTokenKind;

typedef struct {
	TertiusImapTokenKind kind;
	guint start, length; /* in the text; no NUL follows */
	guint next;          /* the token after this one, or after its close */
} TertiusImapToken;

typedef enum {
	TERTIUS_IMAP_DATA,     /* "* 12 FETCH (…)": has tokens, without "*" */
	TERTIUS_IMAP_STATUS,   /* "* OK …", NO, BAD, BYE, PREAUTH */
	TERTIUS_IMAP_DONE,     /* "tag OK …" */
	TERTIUS_IMAP_CONTINUE, /* "+ …" */
} TertiusImapResponseKind;

/* One response. All but DATA are plain lines: @text has them whole. */
typedef struct {
	TertiusImapResponseKind kind;
	GString *text;
	GArray *tokens; /* TertiusImapToken */
	gboolean is_cut;
} TertiusImapResponse;

/* Where the bytes come from: sets @bytes to what there is and returns its
 * length, above 0; 0 at the end, -1 with @error set. Valid until asked again. */
typedef gssize (*TertiusImapFill)(gpointer data, const char **bytes,
                                  GError **error);

typedef struct _TertiusImapReader TertiusImapReader;

TertiusImapReader *tertius_imap_reader_new(TertiusImapFill fill, gpointer data);
void tertius_imap_reader_free(TertiusImapReader *reader);

/* The next response, lent until asked again. NULL with
 * G_IO_ERROR_CONNECTION_CLOSED when the bytes end, or with what @fill says, TERTIUS_ERROR_MALFORMED when this
 * is not IMAP: nothing more can be read from this connection then. */
const TertiusImapResponse *tertius_imap_reader_next(TertiusImapReader *reader,
                                                    GError **error);

/* Whether more has come than was handed out. */
gboolean tertius_imap_reader_has_more(const TertiusImapReader *reader);

/* --- Looking at a response ------------------------------------------------ */

/* Token @i, or NULL past the end. */
const TertiusImapToken *
tertius_imap_response_token(const TertiusImapResponse *response, guint i);
/* The number of the token after token @i and all that is in it; a large number
 * past the end. */
guint tertius_imap_response_after(const TertiusImapResponse *response, guint i);
/* Its bytes; lends, not terminated. */
const char *tertius_imap_response_bytes(const TertiusImapResponse *response,
                                        const TertiusImapToken *token);
/* Letter case aside. FALSE for a token that is NULL or no atom or string. */
gboolean tertius_imap_response_is(const TertiusImapResponse *response, guint i,
                                  const char *word);
/* The same for the beginning of a word. */
gboolean tertius_imap_response_begins(const TertiusImapResponse *response,
                                      guint i, const char *word);
/* A copy of atom or string @i; NULL for NIL and for brackets. */
char *tertius_imap_response_dup(const TertiusImapResponse *response, guint i);
/* A number, or 0 where there is none that fits 32 bits. */
guint32 tertius_imap_response_number(const TertiusImapResponse *response,
                                     guint i);

/* Of a STATUS or DONE: "OK", "NO" …; and the number after a response code such
 * as "UIDVALIDITY", 0 when it is not there. */
gboolean tertius_imap_response_says(const TertiusImapResponse *response,
                                    const char *word);
gboolean tertius_imap_response_has_code(const TertiusImapResponse *response,
                                        const char *code);
guint32 tertius_imap_response_code_number(const TertiusImapResponse *response,
                                          const char *code);
/* What a code says, up to its bracket; NULL when it is not there. */
char *tertius_imap_response_dup_code(const TertiusImapResponse *response,
                                     const char *code);
/* The server's own words, made fit to show. */
char *tertius_imap_response_dup_words(const TertiusImapResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusImapReader, tertius_imap_reader_free)
