/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passed with one person.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_by_hand(const TertiusLetter *letter)
{
	return (letter->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0 &&
	       letter->n_recipients <= TERTIUS_EXCHANGE_MASS;
}

static const TertiusRecipient *
find_recipient(const TertiusLetter *letter, guint person)
{
	for (guint i = 0; i < letter->n_recipients; i++) {
		if (letter->recipients[i].person == person)
			return &letter->recipients[i];
	}
	return NULL;
}

/* Lends; NULL: none. */
static const char *
get_title(const TertiusLetter *letter)
{
	const char *title = letter->style->title;

	return title != NULL && *title != '\0' &&
	                       tertius_gate_may_use(letter->flags)
	               ? title
	               : NULL;
}

G_STATIC_ASSERT(TERTIUS_ACT_N <= 32);

static guint
find_likely(const GPtrArray *acts)
{
	guint likely = 0;

	for (guint i = 0; acts != NULL && i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		if (act->score >= TERTIUS_SCORE_LIKELY)
			likely |= 1U << act->kind;
	}
	return likely;
}

static void
add_letters(const TertiusRelating *relating, guint person, GArray *contacts)
{
	guint n;
	const guint *list =
		tertius_history_letters_of(relating->history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(relating->history, list[i]);
		gboolean is_mine = letter->from == relating->me;
		const TertiusRecipient *to;
		TertiusContact contact = { .date = letter->date,
			                   .letter = letter };

		if (!is_by_hand(letter) || (!is_mine && letter->from != person))
			continue;
		to = find_recipient(letter, is_mine ? person : relating->me);
		if (to == NULL)
			continue;
		contact.kind = is_mine ? TERTIUS_TOUCH_I_WROTE
		                       : TERTIUS_TOUCH_THEY_WROTE;
		contact.address = is_mine ? to->address : letter->from_address;
		contact.n_people = letter->n_recipients - 1;
		contact.acts = letter->acts;
		contact.likely = find_likely(letter->acts);
		contact.title = is_mine ? NULL : get_title(letter);
		g_array_append_val(contacts, contact);
	}
}

static void
add_meetings(const TertiusRelating *relating, guint person, GArray *contacts)
{
	guint n;
	const guint *list =
		tertius_history_gatherings_of(relating->history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(relating->history, list[i]);
		const TertiusMeeting *meeting = gathering->meeting;
		gint64 length = meeting->end - meeting->start;
		TertiusContact contact = {
			.kind = TERTIUS_TOUCH_MET,
			.meeting = meeting,
			.address = TERTIUS_NOBODY,
			.n_people = gathering->n_people > 2
			                    ? gathering->n_people - 2
			                    : 0,
		};

		if (!tertius_gathering_joins(relating->history, gathering,
		                             relating->me, person))
			continue;
		for (guint j = 0; j < meeting->instances->len; j++) {
			contact.date =
				g_array_index(meeting->instances, gint64, j) +
				length;
			if (tertius_history_is_past(relating->history,
			                            contact.date))
				g_array_append_val(contacts, contact);
		}
	}
}

static int
compare_contacts(gconstpointer a, gconstpointer b)
{
	const TertiusContact *x = a;
	const TertiusContact *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->letter != NULL ? x->letter->id : x->meeting->id,
	              y->letter != NULL ? y->letter->id : y->meeting->id);
}

void
tertius_contacts_find(const TertiusRelating *relating, guint person,
                      GArray *contacts)
{
	guint n_letters;

	g_array_set_size(contacts, 0);
	if (relating->me == TERTIUS_NOBODY || person == relating->me)
		return;
	add_letters(relating, person, contacts);
	n_letters = contacts->len;
	add_meetings(relating, person, contacts);
	if (contacts->len > n_letters)
		g_array_sort(contacts, compare_contacts);
}

/* Most letters do nothing: of these no more is looked at. */
static const TertiusAct *
find_act(const GPtrArray *acts, TertiusActKind kind)
{
	for (guint i = 0; acts != NULL && i < acts->len; i++) {
		const TertiusAct *act = acts->pdata[i];

		if (act->kind == kind && act->score >= TERTIUS_SCORE_LIKELY)
			return act;
	}
	return NULL;
}

const TertiusAct *
tertius_letter_find_act(const TertiusLetter *letter, TertiusActKind kind)
{
	return letter == NULL ? NULL : find_act(letter->acts, kind);
}

gboolean
tertius_contact_does(const TertiusContact *contact, TertiusActKind kind)
{
	return (contact->likely & (1U << kind)) != 0;
}

const TertiusAct *
tertius_contact_find_act(const TertiusContact *contact, TertiusActKind kind)
{
	return tertius_contact_does(contact, kind)
	               ? find_act(contact->acts, kind)
	               : NULL;
}

gboolean
tertius_acts_thank(const GPtrArray *acts)
{
	return find_act(acts, TERTIUS_ACT_THANKS) != NULL ||
	       find_act(acts, TERTIUS_ACT_THANKS_FOR_HELP) != NULL;
}

gboolean
tertius_contact_thanks(const TertiusContact *contact)
{
	return tertius_contact_does(contact, TERTIUS_ACT_THANKS) ||
	       tertius_contact_does(contact, TERTIUS_ACT_THANKS_FOR_HELP);
}

const TertiusLetter *
tertius_contact_look(const TertiusRelating *relating,
                     const TertiusContact *contact)
{
	if (contact->letter != NULL)
		tertius_history_look(relating->history, contact->letter);
	return contact->letter;
}

gboolean
tertius_contact_is_ask(const TertiusContact *contact)
{
	return tertius_contact_does(contact, TERTIUS_ACT_ASK) ||
	       tertius_contact_does(contact, TERTIUS_ACT_INTRO_REQUEST);
}

static gboolean
reminds(const TertiusAct *act)
{
	for (guint i = 0; act != NULL && i < act->evidence->len; i++) {
		const TertiusEvidence *evidence = act->evidence->pdata[i];

		if (strcmp(evidence->rule, TERTIUS_ASK_REMINDS) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_contact_reminds(const TertiusContact *contact)
{
	return reminds(tertius_contact_find_act(contact, TERTIUS_ACT_ASK)) ||
	       reminds(tertius_contact_find_act(contact,
	                                        TERTIUS_ACT_INTRO_REQUEST));
}

gboolean
tertius_contact_asks(const TertiusContact *contact, guint person)
{
	TertiusPlace place = TERTIUS_PLACE_TO;

	return tertius_contact_is_ask(contact) &&
	       (!tertius_letter_has_recipient(contact->letter, person,
	                                      &place) ||
	        place != TERTIUS_PLACE_CC);
}

gboolean
tertius_letter_is_in_thread(const TertiusLetter *letter,
                            const TertiusLetter *other)
{
	return *letter->thread != '\0' &&
	       (strcmp(letter->thread, other->thread) == 0 ||
	        g_strcmp0(letter->in_reply_to, other->message_id) == 0);
}

gboolean
tertius_relate_is_older(const TertiusRelating *relating, gint64 date,
                        gint64 age)
{
	return tertius_history_is_past(relating->history, date + age);
}

char *
tertius_relate_dup_day(const TertiusRelating *relating, gint64 moment)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) local =
		utc == NULL ? NULL
			    : g_date_time_to_timezone(
				      utc, tertius_working_time_get_zone(
						   relating->hours));

	/* TRANSLATORS: a day in a sentence, as "3 June"; see date(1). */
	return local == NULL ? g_strdup("")
	                     : g_date_time_format(local, _("%-e %B"));
}

char *
tertius_relate_dup_first_name(const TertiusRelating *relating, guint person)
{
	g_autoptr(TertiusPerson) record =
		tertius_history_dup_person(relating->history, person);

	return tertius_person_dup_first_name(record);
}
