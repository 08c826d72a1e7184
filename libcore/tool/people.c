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

/* --- What the user said of one ------------------------------------------- */

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
