/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a server's answers, in pieces of any size; and what it asks at a
 * login.
 */
#include "mail/imap-reader.h"
#include "mail/imap-sasl.h"

#include <gio/gio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

typedef struct {
	const char *bytes;
	gsize left;
	gsize step; /* bytes that come at once */
} Line;

static gssize
fill(gpointer data, const char **bytes, GError **error)
{
	Line *line = data;
	gsize n = MIN(line->left, line->step);

	(void) error;
	*bytes = line->bytes;
	line->bytes += n;
	line->left -= n;
	return (gssize) n;
}

static void
look_at(const TertiusImapResponse *response)
{
	g_autofree char *words = tertius_imap_response_dup_words(response);

	g_assert(g_utf8_validate(words, -1, NULL));
	(void) tertius_imap_response_says(response, "OK");
	(void) tertius_imap_response_has_code(response, "CLOSED");
	(void) tertius_imap_response_code_number(response, "UIDNEXT");
	g_free(tertius_imap_response_dup_code(response, "CAPABILITY"));
	for (guint i = 0; tertius_imap_response_token(response, i) != NULL;
	     i++) {
		g_autofree char *text = tertius_imap_response_dup(response, i);

		(void) tertius_imap_response_number(response, i);
		g_assert(tertius_imap_response_after(response, i) > i);
		(void) tertius_imap_response_is(response, i,
		                                text != NULL ? text : "");
	}
}

static void
answer(TertiusSasl *sasl, const TertiusImapResponse *response)
{
	const char *blank = strchr(response->text->str, ' ');

	tertius_sasl_answer_free(tertius_sasl_dup_answer(
		sasl, blank != NULL ? blank + 1 : "", NULL));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	static const TertiusSaslLogin login = { .user = "ada",
		                                .secret = "secret",
		                                .host = "example.org",
		                                .nonce = "n" };
	g_autoptr(TertiusSasl) scram = tertius_sasl_new("SCRAM-SHA-1", &login);
	g_autoptr(TertiusSasl) cram = tertius_sasl_new("CRAM-MD5", &login);
	Line line = { (const char *) data + 1, size - 1, 0 };
	g_autoptr(TertiusImapReader) reader = NULL;
	const TertiusImapResponse *response;

	if (size == 0)
		return 0;
	line.step = (gsize) data[0] + 1;
	reader = tertius_imap_reader_new(fill, &line);
	tertius_sasl_answer_free(tertius_sasl_dup_answer(scram, NULL, NULL));
	while ((response = tertius_imap_reader_next(reader, NULL)) != NULL) {
		look_at(response);
		if (response->kind != TERTIUS_IMAP_CONTINUE)
			continue;
		answer(scram, response);
		answer(cram, response);
	}
	return 0;
}
