/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking facts in: what somebody asks later is kept, the rest is let go at once.
 * Until the seal the people of a letter are mentions, as unions may still come.
 */
#include "model/history-private.h"

#include <string.h>

#define CHUNK 65536 /* bytes of texts that are asked for at once */

static void
clear_meeting(gpointer data)
{
	TertiusHistoryMeeting *meeting = data;

	tertius_meeting_free(meeting->meeting);
	tertius_meeting_free(meeting->raw);
	tertius_person_free(meeting->bearer);
}

static guint
hash_mention(gconstpointer mention)
{
	const TertiusMention *said = mention;

	return g_direct_hash(said->address) * 31 + g_direct_hash(said->name);
}

/* Texts that are kept once are equal when they are the same. */
static gboolean
is_same_mention(gconstpointer a, gconstpointer b)
{
	const TertiusMention *x = a;
	const TertiusMention *y = b;

	return x->address == y->address && x->name == y->name;
}

static guint
hash_style(gconstpointer style)
{
	const TertiusStyle *x = style;

	return g_direct_hash(x->greeting) * 31 + g_direct_hash(x->closing);
}

/* As with mentions: equal texts are the same. */
static gboolean
is_same_style(gconstpointer a, gconstpointer b)
{
	const TertiusStyle *x = a;
	const TertiusStyle *y = b;

	return x->language == y->language && x->greeting == y->greeting &&
	       x->closing == y->closing && x->formality == y->formality &&
	       x->title == y->title;
}

void
tertius_history_start_taking(TertiusHistory *history)
{
	history->texts = g_string_chunk_new(CHUNK);
	history->pool = g_hash_table_new(g_str_hash, g_str_equal);
	history->mentions =
		g_array_new(FALSE, FALSE, sizeof(TertiusHistoryMention));
	history->by_mention = g_hash_table_new_full(
		hash_mention, is_same_mention, g_free, NULL);
	history->styles = g_hash_table_new(hash_style, is_same_style);
	history->meetings =
		g_array_new(FALSE, FALSE, sizeof(TertiusHistoryMeeting));
	g_array_set_clear_func(history->meetings, clear_meeting);
	history->fresh =
		g_array_new(FALSE, TRUE, sizeof(TertiusHistoryMeeting));
	g_array_set_clear_func(history->fresh, clear_meeting);
	history->regathered = tertius_meetings_new();
	history->grown = g_ptr_array_new();
}

void
tertius_history_stop_taking(TertiusHistory *history)
{
	g_clear_pointer(&history->pool, g_hash_table_unref);
	g_clear_pointer(&history->by_mention, g_hash_table_unref);
	g_clear_pointer(&history->mentions, g_array_unref);
	g_clear_pointer(&history->styles, g_hash_table_unref);
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

char *
tertius_history_keep_of_letter(TertiusHistory *history, const char *text)
{
	/* To know on disk which of them come again would take more memory than
	 * it saves there. */
	return tertius_shelf_is_on_disk(history->room)
	               ? tertius_shelf_take_text(history->room, text)
	               : tertius_history_keep(history, text);
}

/* --- Letters ------------------------------------------------------------- */

guint
tertius_history_take_mention(TertiusHistory *history,
                             const TertiusPerson *person)
{
	TertiusHistoryMention mention = { .address = TERTIUS_NOBODY,
		                          .next = TERTIUS_NOBODY };
	gpointer known;
	guint index = history->mentions->len;

	if (person == NULL || person->address == NULL)
		return TERTIUS_NOBODY;
	mention.said.address = tertius_history_keep(history, person->address);
	mention.said.name = tertius_history_keep(history, person->name);
	if (g_hash_table_lookup_extended(history->by_mention, &mention.said,
	                                 NULL, &known))
		return GPOINTER_TO_UINT(known);
	g_array_append_val(history->mentions, mention);
	g_hash_table_insert(history->by_mention,
	                    g_memdup2(&mention.said, sizeof mention.said),
	                    GUINT_TO_POINTER(index));
	return index;
}

/* Of a letter; those by hand are counted at once. */
static guint
count_mention(TertiusHistory *history, const TertiusPerson *person,
              guint message_flags)
{
	guint index = tertius_history_take_mention(history, person);

	if (index != TERTIUS_NOBODY &&
	    (message_flags & TERTIUS_MESSAGE_AUTOMATIC) == 0)
		g_array_index(history->mentions, TertiusHistoryMention, index)
			.said.by_hand++;
	return index;
}

static void
take_recipients(TertiusHistory *history, TertiusLetter *letter,
                const GPtrArray *people)
{
	TertiusRecipient *recipients = tertius_shelf_take(
		history->room, people->len * sizeof *recipients);

	letter->recipients = recipients;
	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *person = people->pdata[i];
		TertiusRecipient recipient = {
			.person = TERTIUS_NOBODY,
			.address =
				count_mention(history, person, letter->flags),
			.place = person->place,
		};

		if (recipient.address != TERTIUS_NOBODY)
			recipients[letter->n_recipients++] = recipient;
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

/* Most letters are written in the same few ways. */
static const TertiusStyle *
take_style(TertiusHistory *history, const TertiusStyle *style)
{
	TertiusStyle wanted = {
		.language = tertius_history_keep(history, style->language),
		.greeting = tertius_history_keep(history, style->greeting),
		.closing = tertius_history_keep(history, style->closing),
		.formality = style->formality,
		.title = tertius_history_keep(history, style->title),
	};
	TertiusStyle *known = g_hash_table_lookup(history->styles, &wanted);

	if (known == NULL) {
		known = tertius_shelf_take(history->room, sizeof *known);
		*known = wanted;
		g_hash_table_add(history->styles, known);
	}
	return known;
}

void
tertius_history_take_letter(TertiusHistory *history, const TertiusFacts *facts)
{
	const TertiusMessage *message = facts->message;
	TertiusLetter letter = {
		.id = tertius_shelf_take_text(history->room, message->id),
		.message_id = tertius_history_keep_of_letter(
			history, message->message_id),
		.in_reply_to = tertius_history_keep_of_letter(
			history, message->in_reply_to),
		.thread = tertius_history_keep_of_letter(history,
		                                         find_thread(message)),
		.subject = tertius_history_keep_of_letter(history,
		                                          message->subject),
		.date = message->date,
		.flags = message->flags,
		.from = TERTIUS_NOBODY,
		.from_address =
			count_mention(history, message->from, message->flags),
		.acts = tertius_history_copy_acts(history, facts->acts),
		.style = take_style(history, &facts->style),
		.words = facts->style.words,
	};

	take_recipients(history, &letter, message->recipients);
	tertius_history_append(history, &letter);
}

void
tertius_history_take(TertiusHistory *history, TertiusFacts *facts)
{
	g_autofree gpointer *meetings = NULL;
	gsize n_meetings = 0;

	g_assert(!history->is_sealed);
	if (facts->message != NULL)
		tertius_history_take_letter(history, facts);
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

guint
tertius_history_n_mentions(const TertiusHistory *history)
{
	g_assert(history->mentions != NULL);
	return history->mentions->len;
}

const TertiusMention *
tertius_history_mention(const TertiusHistory *history, guint index)
{
	g_assert(history->mentions != NULL && index < history->mentions->len);
	return &g_array_index(history->mentions, TertiusHistoryMention, index)
	                .said;
}

guint
tertius_history_n_taken(const TertiusHistory *history)
{
	return history->letters->len;
}

const TertiusLetter *
tertius_history_taken(const TertiusHistory *history, guint index,
                      const char **writer)
{
	const TertiusLetter *letter = tertius_history_at(history, index);

	*writer =
		letter->from_address == TERTIUS_NOBODY ? NULL
		: index < history->n_letters
			? g_array_index(history->addresses,
	                                TertiusHistoryAddress,
	                                letter->from_address)
				  .text
			: tertius_history_mention(history, letter->from_address)
				  ->address;
	return letter;
}
