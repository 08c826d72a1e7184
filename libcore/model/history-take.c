/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking facts in: what somebody asks later is kept, the rest is let go at once.
 * Until the seal the people of a letter are mentions, as unions may still come.
 */
#include "model/history-private.h"

#include <string.h>

#define CHUNK 65536 /* bytes of texts that are asked for at once */

static void
clear_meeting(gpointer meeting)
{
	tertius_meeting_free(((TertiusHistoryMeeting *) meeting)->meeting);
}

static guint
hash_mention(gconstpointer mention)
{
	const TertiusPerson *person = mention;

	return g_direct_hash(person->address) * 31 +
	       g_direct_hash(person->name);
}

/* Texts that are kept once are equal when they are the same. */
static gboolean
is_same_mention(gconstpointer a, gconstpointer b)
{
	const TertiusPerson *x = a;
	const TertiusPerson *y = b;

	return x->address == y->address && x->name == y->name;
}

void
tertius_history_start_taking(TertiusHistory *history)
{
	history->texts = g_string_chunk_new(CHUNK);
	history->pool = g_hash_table_new(g_str_hash, g_str_equal);
	history->mentions = g_array_new(FALSE, FALSE, sizeof(TertiusPerson));
	history->by_mention = g_hash_table_new_full(
		hash_mention, is_same_mention, g_free, NULL);
	history->blocks = g_ptr_array_new_with_free_func(g_free);
	history->meetings =
		g_array_new(FALSE, FALSE, sizeof(TertiusHistoryMeeting));
	g_array_set_clear_func(history->meetings, clear_meeting);
}

void
tertius_history_stop_taking(TertiusHistory *history)
{
	g_clear_pointer(&history->pool, g_hash_table_unref);
	g_clear_pointer(&history->mentions, g_array_unref);
	g_clear_pointer(&history->by_mention, g_hash_table_unref);
}

char *
tertius_history_keep(TertiusHistory *history, const char *text)
{
	char *kept;

	if (text == NULL)
		return NULL;
	kept = g_hash_table_lookup(history->pool, text);
	if (kept == NULL) {
		kept = g_string_chunk_insert(history->texts, text);
		g_hash_table_add(history->pool, kept);
	}
	return kept;
}

/* --- Letters ------------------------------------------------------------- */

/* The number of the mention, or TERTIUS_NOBODY without an address. */
static guint
take_mention(TertiusHistory *history, const TertiusPerson *person)
{
	TertiusPerson mention = { 0 };
	gpointer known;
	guint index = history->mentions->len;

	if (person == NULL || person->address == NULL)
		return TERTIUS_NOBODY;
	mention.address = tertius_history_keep(history, person->address);
	mention.name = tertius_history_keep(history, person->name);
	if (g_hash_table_lookup_extended(history->by_mention, &mention, NULL,
	                                 &known))
		return GPOINTER_TO_UINT(known);
	g_array_append_val(history->mentions, mention);
	g_hash_table_insert(history->by_mention,
	                    g_memdup2(&mention, sizeof mention),
	                    GUINT_TO_POINTER(index));
	return index;
}

static void
take_recipients(TertiusHistory *history, TertiusLetter *letter,
                const GPtrArray *people)
{
	/* The array may still move: its offset now, its address at the end. */
	letter->recipients = GUINT_TO_POINTER(history->recipients->len);
	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];
		TertiusRecipient recipient = {
			.person = TERTIUS_NOBODY,
			.address = take_mention(history, person),
			.place = person->place,
		};

		if (recipient.address == TERTIUS_NOBODY)
			continue;
		g_array_append_val(history->recipients, recipient);
		letter->n_recipients++;
	}
}

static const char *
find_thread(const TertiusMessage *message)
{
	if (message->references->len > 0)
		return message->references->pdata[0];
	if (message->in_reply_to != NULL)
		return message->in_reply_to;
	return message->message_id != NULL ? message->message_id : "";
}

static TertiusStyle
take_style(TertiusHistory *history, const TertiusStyle *style)
{
	return (TertiusStyle){
		.language = tertius_history_keep(history, style->language),
		.greeting = tertius_history_keep(history, style->greeting),
		.closing = tertius_history_keep(history, style->closing),
		.formality = style->formality,
		.words = style->words,
	};
}

static void
take_letter(TertiusHistory *history, const TertiusFacts *facts)
{
	const TertiusMessage *message = facts->message;
	TertiusLetter letter = {
		.id = g_string_chunk_insert(history->texts, message->id),
		.message_id =
			tertius_history_keep(history, message->message_id),
		.in_reply_to =
			tertius_history_keep(history, message->in_reply_to),
		.thread = tertius_history_keep(history, find_thread(message)),
		.subject = tertius_history_keep(history, message->subject),
		.date = message->date,
		.flags = message->flags,
		.from = TERTIUS_NOBODY,
		.from_address = take_mention(history, message->from),
		.acts = tertius_history_copy_acts(history, facts->acts),
		.style = take_style(history, &facts->style),
	};

	take_recipients(history, &letter, message->recipients);
	g_array_append_val(history->letters, letter);
}

void
tertius_history_take(TertiusHistory *history, TertiusFacts *facts)
{
	g_autofree gpointer *meetings = NULL;
	gsize n_meetings = 0;

	g_assert(!history->is_sealed);
	if (facts->message != NULL)
		take_letter(history, facts);
	meetings = g_ptr_array_steal(facts->meetings, &n_meetings);
	for (gsize i = 0; i < n_meetings; i++) {
		TertiusHistoryMeeting meeting = {
			.meeting = meetings[i],
			.in_calendar = facts->in_calendar,
		};

		g_array_append_val(history->meetings, meeting);
	}
	tertius_facts_free(facts);
}

static const TertiusPerson *
get_mention(const TertiusHistory *history, guint index)
{
	g_assert(!history->is_sealed && index < history->mentions->len);
	return &g_array_index(history->mentions, TertiusPerson, index);
}

const TertiusPerson *
tertius_history_writer(const TertiusHistory *history,
                       const TertiusLetter *letter)
{
	return letter->from_address == TERTIUS_NOBODY
	               ? NULL
	               : get_mention(history, letter->from_address);
}

const TertiusPerson *
tertius_history_reader(const TertiusHistory *history,
                       const TertiusLetter *letter, guint recipient)
{
	const TertiusRecipient *recipients =
		&g_array_index(history->recipients, TertiusRecipient,
	                       GPOINTER_TO_UINT(letter->recipients));

	return get_mention(history, recipients[recipient].address);
}
