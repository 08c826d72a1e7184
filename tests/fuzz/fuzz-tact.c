/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text, in any of the languages, is judged; and any strings become a
 * message and a link that hold no line or field of their own.
 */
#include "write/phrases.h"
#include "write/rfc5322.h"
#include "write/tact.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
judge(const char *text, guint language)
{
	static TertiusTact *tact;
	const TertiusTactContext context = {
		.language = tertius_phrases_languages[language % 7],
		.has_new_eyes = TRUE,
	};
	g_autoptr(TertiusMessage) draft = tertius_message_new();
	g_autoptr(GPtrArray) remarks = NULL;

	if (tact == NULL)
		tact = tertius_tact_new();
	draft->text = g_utf8_make_valid(text, -1);
	remarks = tertius_tact_check(tact, draft, draft->text,
	                             language >= 128 ? NULL : &context);
	for (guint i = 0; i < remarks->len; i++) {
		const TertiusRemark *remark = remarks->pdata[i];

		g_assert(g_utf8_validate(remark->quote, -1, NULL));
		g_assert(strpbrk(remark->quote, "\r\n\x1b") == NULL);
	}
}

/* The fields of a header are those that we wrote. */
static void
check_header(const char *text)
{
	static const char *const fields[] = { "Date",
		                              "From",
		                              "To",
		                              "Subject",
		                              "In-Reply-To",
		                              "References",
		                              "MIME-Version",
		                              "Content-Type",
		                              "Content-Transfer-Encoding",
		                              NULL };
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);

	for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
		g_autofree char *field =
			g_strndup(lines[i], strcspn(lines[i], ":"));

		g_assert(strpbrk(lines[i], "\r\n") == NULL);
		g_assert(lines[i][0] == ' ' || g_strv_contains(fields, field));
	}
}

static void
write_out(const char *text)
{
	g_autoptr(TertiusDraft) draft = tertius_draft_new();
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(0);
	TertiusPerson *person = g_new0(TertiusPerson, 1);
	g_auto(GStrv) parts = g_strsplit(text, "|", 4);
	guint n = g_strv_length(parts);
	g_autofree char *message = NULL;
	g_autofree char *uri = NULL;

	person->name = g_strdup(n > 0 ? parts[0] : "");
	person->address = g_strdup(n > 1 ? parts[1] : "a@example.org");
	g_ptr_array_add(draft->to, person);
	draft->from =
		tertius_person_new("A", "a@example.org", TERTIUS_PLACE_FROM);
	draft->subject = g_strdup(n > 2 ? parts[2] : text);
	draft->in_reply_to = g_strdup(n > 1 ? parts[1] : text);
	g_ptr_array_add(draft->references, g_strdup(text));
	draft->body = g_strdup(n > 3 ? parts[3] : text);
	message = tertius_rfc5322_format(draft, date, "\r\n", NULL);
	check_header(message);
	uri = tertius_rfc5322_format_mailto(draft);
	g_assert(strpbrk(uri, "\r\n <>\"") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = NULL;

	if (size == 0)
		return 0;
	text = g_strndup((const char *) data + 1, size - 1);
	judge(text, data[0]);
	write_out(text);
	return 0;
}
