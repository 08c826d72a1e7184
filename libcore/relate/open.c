/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is open between us, and whose turn it is.
 */
#include "relate/relate.h"

#include <glib/gi18n-lib.h>

/* An ask goes to one person, with at most one in copy. */
#define ASKED_MAX 1

static TertiusOpen *
add_open(TertiusRelation *relation, TertiusOpenKind kind, gboolean is_mine,
         const TertiusLetter *letter)
{
	TertiusOpen *open = g_new0(TertiusOpen, 1);

	open->kind = kind;
	open->is_mine = is_mine;
	open->date = letter->date;
	open->source = g_strdup(letter->id);
	open->message_id = g_strdup(letter->message_id);
	tertius_relation_take_open(relation, open);
	return open;
}

static gboolean
is_stale(const TertiusRelating *relating, gint64 date)
{
	return tertius_relate_is_older(
		relating, date, relating->rules->stale * TERTIUS_DAY + 1);
}

/* The contacts after the last one that is an answer to asks of one side: what
 * the other side wrote, or a meeting, where one could have spoken of it. */
static guint
find_last_answer(const GArray *contacts, TertiusTouch asker)
{
	for (guint i = contacts->len; i > 0; i--) {
		if (g_array_index(contacts, TertiusContact, i - 1).kind !=
		    asker)
			return i;
	}
	return 0;
}

static gboolean
is_ask(const TertiusContact *contact, guint person)
{
	return contact->n_people <= ASKED_MAX &&
	       tertius_contact_asks(contact, person);
}

/* How to call a letter in a sentence: by its subject, unless it is to be kept to
 * oneself. */
static const char *
name_letter(const TertiusLetter *letter)
{
	return tertius_gate_may_use(letter->flags) && *letter->subject != '\0'
	               ? letter->subject
	               : "…";
}

/* --- Mine ----------------------------------------------------------------- */

static void
word_my_ask(const TertiusRelating *relating, TertiusRelation *relation,
            TertiusOpen *open)
{
	g_autofree char *day = tertius_relate_dup_day(relating, open->date);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);

	open->words = g_strdup_printf(
		open->rests ? _("You asked %s on %s and came back to it; it "
	                        "rests now.")
			    : _("You asked %s on %s; there is no answer yet."),
		name, day);
}

static void
relate_my_asks(const TertiusRelating *relating, TertiusRelation *relation,
               const GArray *contacts)
{
	guint i = find_last_answer(contacts, TERTIUS_TOUCH_I_WROTE);
	const TertiusLetter *asked = NULL;
	TertiusOpen *open;
	guint follow_ups = 0;

	for (; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);

		if (asked == NULL && is_ask(contact, relation->person)) {
			asked = contact->letter;
			tertius_relation_change_balance(relation)->open_asks++;
			/* It is the one gentle reminder itself. */
			follow_ups += tertius_contact_reminds(contact) ? 1 : 0;
		} else if (asked != NULL &&
		           tertius_letter_is_in_thread(
				   tertius_contact_look(relating, contact),
				   asked)) {
			follow_ups++;
		} else if (is_ask(contact, relation->person)) {
			tertius_relation_change_balance(relation)->open_asks++;
		}
	}
	if (asked == NULL)
		return;
	open = add_open(relation, TERTIUS_OPEN_ASK, FALSE, asked);
	open->follow_ups = follow_ups;
	open->by = asked->date + relating->rules->follow_up * TERTIUS_DAY;
	open->rests = follow_ups > 0 || is_stale(relating, asked->date);
	word_my_ask(relating, relation, open);
}

/* --- Theirs --------------------------------------------------------------- */

static void
relate_their_asks(const TertiusRelating *relating, TertiusRelation *relation,
                  const GArray *contacts)
{
	guint i = find_last_answer(contacts, TERTIUS_TOUCH_THEY_WROTE);
	g_autofree char *name = NULL;
	g_autofree char *day = NULL;
	TertiusOpen *open;

	for (; i < contacts->len; i++) {
		if (is_ask(&g_array_index(contacts, TertiusContact, i),
		           relating->me))
			break;
	}
	if (i == contacts->len)
		return;
	open = add_open(relation, TERTIUS_OPEN_ASK, TRUE,
	                g_array_index(contacts, TertiusContact, i).letter);
	open->by = open->date + TERTIUS_DAY;
	open->rests = is_stale(relating, open->date);
	name = tertius_relate_dup_first_name(relating, relation->person);
	day = tertius_relate_dup_day(relating, open->date);
	/* TRANSLATORS: who, on which day, in which mail */
	open->words = g_strdup_printf(
		_("%s asked you on %s: “%s”"), name, day,
		name_letter(g_array_index(contacts, TertiusContact, i).letter));
}

void
tertius_relate_asks(const TertiusRelating *relating, TertiusRelation *relation,
                    const GArray *contacts)
{
	relate_my_asks(relating, relation, contacts);
	relate_their_asks(relating, relation, contacts);
}

/* --- Help and thanks ------------------------------------------------------ */

static void
add_thanks(const TertiusRelating *relating, TertiusRelation *relation,
           const TertiusLetter *helped)
{
	TertiusOpen *open =
		add_open(relation, TERTIUS_OPEN_THANKS, TRUE, helped);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);
	g_autofree char *day = tertius_relate_dup_day(relating, helped->date);

	open->by = helped->date + 2 * TERTIUS_DAY;
	open->rests = is_stale(relating, helped->date);
	open->words = g_strdup_printf(
		_("%s helped you on %s; thanks are still to be said."), name,
		day);
}

/* Any later thanks of mine are for all help before it. */
static void
relate_thanks(const TertiusRelating *relating, TertiusRelation *relation,
              const GArray *contacts)
{
	g_autoptr(GArray) helped = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < contacts->len; i++) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i);

		if (contact->kind == TERTIUS_TOUCH_I_WROTE &&
		    tertius_contact_thanks(contact))
			g_array_set_size(helped, 0);
		else if (contact->kind == TERTIUS_TOUCH_THEY_WROTE &&
		         !tertius_relate_is_older(relating, contact->date,
		                                  365 * TERTIUS_DAY) &&
		         contact->n_people <= ASKED_MAX &&
		         tertius_contact_does(contact, TERTIUS_ACT_HELP))
			g_array_append_val(helped, i);
	}
	for (guint i = 0; i < helped->len; i++)
		add_thanks(relating, relation,
		           g_array_index(contacts, TertiusContact,
		                         g_array_index(helped, guint, i))
		                   .letter);
}

/* --- Promises ------------------------------------------------------------- */

static gboolean
keeps(const TertiusContact *contact, const TertiusContact *promise)
{
	return contact->kind == promise->kind &&
	       (tertius_letter_is_in_thread(contact->letter, promise->letter) ||
	        tertius_contact_does(contact, TERTIUS_ACT_HELP));
}

static gboolean
is_kept(const GArray *contacts, guint index)
{
	const TertiusContact *promise =
		&g_array_index(contacts, TertiusContact, index);

	for (guint i = index + 1; i < contacts->len; i++) {
		if (keeps(&g_array_index(contacts, TertiusContact, i), promise))
			return TRUE;
	}
	return FALSE;
}

static void
add_promise(const TertiusRelating *relating, TertiusRelation *relation,
            const TertiusContact *contact, const TertiusAct *act)
{
	gboolean is_mine = contact->kind == TERTIUS_TOUCH_I_WROTE;
	TertiusOpen *open = add_open(relation, TERTIUS_OPEN_PROMISE, is_mine,
	                             contact->letter);
	g_autofree char *name =
		tertius_relate_dup_first_name(relating, relation->person);
	g_autofree char *day = tertius_relate_dup_day(relating, open->date);

	open->by = act->until;
	open->rests = act->until == 0 || is_stale(relating, act->until);
	/* TRANSLATORS: who, on which day, in which mail */
	open->words = g_strdup_printf(
		is_mine ? _("You promised %s something on %s: “%s”")
			: _("%s promised you something on %s: “%s”"),
		name, day, name_letter(contact->letter));
}

/* Only the latest of each side within a quarter: older ones are over, whether
 * or not mail shows it. */
#define PROMISE_AGE (90 * TERTIUS_DAY)

static void
relate_promises(const TertiusRelating *relating, TertiusRelation *relation,
                const GArray *contacts)
{
	gboolean is_found[TERTIUS_TOUCH_MET + 1] = { FALSE };

	for (guint i = contacts->len; i > 0; i--) {
		const TertiusContact *contact =
			&g_array_index(contacts, TertiusContact, i - 1);
		const TertiusAct *act =
			tertius_contact_find_act(contact, TERTIUS_ACT_PROMISE);

		if (tertius_relate_is_older(relating, contact->date,
		                            PROMISE_AGE + 1))
			return;
		if (act == NULL || contact->n_people > ASKED_MAX ||
		    is_found[contact->kind])
			continue;
		is_found[contact->kind] = TRUE;
		if (!is_kept(contacts, i - 1))
			add_promise(relating, relation, contact, act);
	}
}

void
tertius_relate_debts(const TertiusRelating *relating, TertiusRelation *relation,
                     const GArray *contacts)
{
	relate_thanks(relating, relation, contacts);
	relate_promises(relating, relation, contacts);
}
