/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One item's bytes into facts: the whole of what happens to a stranger's bytes.
 */
#include "engine/read-facts.h"

#include "base/text.h"
#include "calendar/read-calendar.h"
#include "mail/mime.h"

/* What comes from a reader is fitted to what a record may hold. */
static void
limit_problems(GPtrArray *problems)
{
	guint n = problems->len;

	if (n > TERTIUS_FACTS_PROBLEMS_MAX) {
		g_ptr_array_set_size(problems, TERTIUS_FACTS_PROBLEMS_MAX - 1);
		g_ptr_array_add(problems,
		                g_strdup_printf("and %u more like these",
		                                n - problems->len));
	}
	for (guint i = 0; i < problems->len; i++) {
		char *line = tertius_text_dup_line(problems->pdata[i],
		                                   TERTIUS_FACTS_PROBLEM_MAX);

		g_free(problems->pdata[i]);
		problems->pdata[i] = line;
	}
}

static void
read_calendars(TertiusFacts *facts)
{
	const TertiusMessage *message = facts->message;
	const char *sender =
		message->from != NULL ? message->from->address : NULL;
	TertiusIcalContext context = { .sender = sender };

	for (guint i = 0; i < message->calendars->len; i++) {
		g_autoptr(GError) error = NULL;
		gsize length;
		const char *bytes =
			g_bytes_get_data(message->calendars->pdata[i], &length);

		if (!tertius_ical_read(bytes, length, &context, facts->meetings,
		                       facts->problems, &error))
			g_ptr_array_add(facts->problems,
			                g_strdup(error->message));
	}
}

TertiusFacts *
tertius_facts_read_message(TertiusDetector *detector, const char *bytes,
                           gsize length, gint64 received, gboolean was_sent,
                           GError **error)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();

	facts->message =
		tertius_mime_read(bytes, length, received, was_sent, error);
	if (facts->message == NULL)
		return NULL;
	facts->edition = tertius_detector_edition();
	tertius_detector_read(detector, facts->message, facts);
	read_calendars(facts);
	limit_problems(facts->problems);
	return g_steal_pointer(&facts);
}

TertiusFacts *
tertius_facts_read_calendar(const char *bytes, gsize length, GError **error)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	const TertiusIcalContext context = { .sender = NULL };

	if (!tertius_calendar_read(bytes, length, &context, facts->meetings,
	                           facts->problems, error))
		return NULL;
	limit_problems(facts->problems);
	return g_steal_pointer(&facts);
}
