/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of a history.
 */
#include "tool/people.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/dates.h"
#include "engine/json.h"
#include "tool/table.h"

typedef struct {
	guint person;
	TertiusExchange exchange;
} Contact;

static int
compare_contacts(gconstpointer a, gconstpointer b)
{
	const Contact *first = a;
	const Contact *second = b;

	if (first->exchange.latest != second->exchange.latest)
		return first->exchange.latest > second->exchange.latest ? -1
		                                                        : 1;
	return first->person < second->person ? -1 : 1;
}

static GArray *
find_contacts(const TertiusHistory *history, guint with, gint64 since)
{
	GArray *contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
	guint me = tertius_history_get_me(history);
	guint n = tertius_history_n_people(history);

	for (guint i = 0; me != TERTIUS_NOBODY && i < n; i++) {
		Contact contact = { .person = i };

		if (i == me || (with != TERTIUS_NOBODY && i != with))
			continue;
		contact.exchange = tertius_history_exchange(
			history, me, i, tertius_history_get_now(history) + 1);
		if (contact.exchange.latest != 0 &&
		    contact.exchange.latest >= since)
			g_array_append_val(contacts, contact);
	}
	g_array_sort(contacts, compare_contacts);
	return contacts;
}

static void
print_contact(TertiusRun *run, const TertiusHistory *history,
              const Contact *contact)
{
	TertiusJson *json = tertius_json_begin();
	GTimeZone *zone = tertius_run_get_zone(run);

	tertius_json_text(json, "name",
	                  tertius_history_name(history, contact->person));
	tertius_json_text(json, "address",
	                  tertius_history_address(history, contact->person));
	tertius_json_integer(json, "to_them", contact->exchange.from_first);
	tertius_json_integer(json, "from_them", contact->exchange.from_second);
	tertius_json_integer(json, "meetings", contact->exchange.meetings);
	tertius_json_time(json, "first", contact->exchange.earliest, zone);
	tertius_json_time(json, "latest", contact->exchange.latest, zone);
	tertius_output_take_json(run->output, tertius_json_end(json));
}

static void
add_contact(TertiusRun *run, TertiusTable *table, const TertiusHistory *history,
            const Contact *contact)
{
	const TertiusExchange *exchange = &contact->exchange;
	const char *name = tertius_history_name(history, contact->person);
	g_autofree char *latest = tertius_dates_dup_kind(
		exchange->latest, tertius_run_get_now(run),
		tertius_run_get_zone(run));
	g_autofree char *to = g_strdup_printf("%u", exchange->from_first);
	g_autofree char *from = g_strdup_printf("%u", exchange->from_second);
	g_autofree char *met = g_strdup_printf("%u", exchange->meetings);
	const char *cells[] = { name != NULL ? name : "",
		                tertius_history_address(history,
		                                        contact->person),
		                latest,
		                to,
		                from,
		                met };

	tertius_table_add(table, cells);
}

guint
tertius_people_list(TertiusRun *run, const TertiusConclusions *all, guint with,
                    gint64 since)
{
	const char *const headings[] = {
		_("NAME"),      _("ADDRESS"), _("LATEST"), _("TO THEM"),
		_("FROM THEM"), _("MET"),     NULL
	};
	g_autoptr(TertiusTable) table =
		tertius_table_new(headings, 1 << 0 | 1 << 1);
	g_autoptr(GArray) contacts = find_contacts(all->history, with, since);

	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = &g_array_index(contacts, Contact, i);

		if (run->output->is_json)
			print_contact(run, all->history, contact);
		else
			add_contact(run, table, all->history, contact);
	}
	tertius_table_print(table, run->output);
	return contacts->len;
}

/* --- What happened with one ---------------------------------------------- */

static int
compare_events(gconstpointer a, gconstpointer b)
{
	const TertiusEvent *first = a;
	const TertiusEvent *second = b;

	if (first->date != second->date)
		return first->date < second->date ? -1 : 1;
	return (int) first->kind - (int) second->kind;
}

static gboolean
has_part(const TertiusConclusions *all, const TertiusIntroduction *introduction,
         guint person)
{
	if (introduction->introducer != NULL &&
	    tertius_history_resolve(all->history, introduction->introducer) ==
	            person)
		return TRUE;
	for (guint i = 0; i < introduction->introduced->len; i++) {
		if (tertius_history_resolve(
			    all->history, introduction->introduced->pdata[i]) ==
		    person)
			return TRUE;
	}
	return FALSE;
}

static void
add_letters(GArray *events, const TertiusConclusions *all, guint person)
{
	guint n = 0;
	const guint *letters =
		tertius_history_letters_of(all->history, person, &n);

	for (guint i = 0; i < n; i++) {
		const TertiusLetter *letter =
			tertius_history_letter(all->history, letters[i]);
		TertiusEvent event = { .kind = TERTIUS_EVENT_LETTER,
			               .date = letter->date,
			               .letter = letter };

		g_array_append_val(events, event);
	}
}

static void
add_meetings(GArray *events, const TertiusConclusions *all, guint person)
{
	guint n = tertius_history_n_gatherings(all->history);

	for (guint i = 0; i < n; i++) {
		const TertiusGathering *gathering =
			tertius_history_gathering(all->history, i);
		TertiusEvent event = { .kind = TERTIUS_EVENT_MEETING,
			               .date = gathering->meeting->start,
			               .meeting = gathering->meeting };
		gboolean attends = FALSE;

		for (guint j = 0; j < gathering->n_people; j++)
			attends |= gathering->people[j] == person;
		if (attends)
			g_array_append_val(events, event);
	}
}

GArray *
tertius_people_timeline(const TertiusConclusions *all, guint person)
{
	GArray *events = g_array_new(FALSE, FALSE, sizeof(TertiusEvent));

	add_letters(events, all, person);
	add_meetings(events, all, person);
	for (guint i = 0; i < all->introductions->len; i++) {
		const TertiusIntroduction *introduction =
			all->introductions->pdata[i];
		TertiusEvent event = { .kind = TERTIUS_EVENT_INTRODUCTION,
			               .date = introduction->date,
			               .introduction = introduction };

		if (introduction->state != TERTIUS_STATE_DISMISSED &&
		    introduction->level == TERTIUS_LEVEL_LIKELY &&
		    has_part(all, introduction, person))
			g_array_append_val(events, event);
	}
	g_array_sort(events, compare_events);
	return events;
}

static char *
dup_letter(const TertiusConclusions *all, guint person,
           const TertiusLetter *letter)
{
	guint me = tertius_history_get_me(all->history);
	gboolean is_mine = letter->from == me;
	gboolean is_theirs = letter->from == person;

	if (is_mine)
		return g_strdup_printf(_("you wrote “%s”"), letter->subject);
	if (is_theirs && me != TERTIUS_NOBODY &&
	    tertius_letter_has_recipient(letter, me, NULL))
		return g_strdup_printf(_("wrote to you “%s”"), letter->subject);
	if (is_theirs)
		return g_strdup_printf(_("wrote “%s”"), letter->subject);
	return g_strdup_printf(_("had a copy of “%s”"), letter->subject);
}

static char *
dup_introduction(const TertiusIntroduction *introduction)
{
	const char *first =
		introduction->introduced->len > 0
			? tertius_person_label(
				  introduction->introduced->pdata[0])
			: "";

	if (introduction->kind == TERTIUS_INTRODUCTION_GIVEN)
		return g_strdup_printf(_("you introduced %s"), first);
	if (introduction->introducer == NULL)
		return g_strdup_printf(_("%s was introduced"), first);
	return g_strdup_printf(_("%s introduced %s"),
	                       tertius_person_label(introduction->introducer),
	                       first);
}

char *
tertius_people_dup_event(const TertiusConclusions *all, guint person,
                         const TertiusEvent *event)
{
	switch (event->kind) {
	case TERTIUS_EVENT_LETTER:
		return dup_letter(all, person, event->letter);
	case TERTIUS_EVENT_MEETING:
		return g_strdup_printf(_("meeting “%s”"),
		                       event->meeting->summary);
	case TERTIUS_EVENT_INTRODUCTION:
	default:
		return dup_introduction(event->introduction);
	}
}

GPtrArray *
tertius_people_decisions(const TertiusConclusions *all, guint person)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < all->decisions->len; i++) {
		TertiusDecision *decision = all->decisions->pdata[i];

		if (strchr(decision->subject, '@') != NULL &&
		    tertius_history_find(all->history, decision->subject) ==
		            person)
			g_ptr_array_add(found, decision);
	}
	return found;
}
