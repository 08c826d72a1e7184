/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Connections as facts: read in the worker, as they are a stranger's bytes.
 */
#include "engine/read-connections.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum {
	TERTIUS_COLUMN_FIRST,
	TERTIUS_COLUMN_LAST,
	TERTIUS_COLUMN_EMAIL,
	TERTIUS_COLUMN_DATE,
	TERTIUS_N_COLUMNS
};

static const char *const headings[TERTIUS_N_COLUMNS] = {
	"First Name", "Last Name", "Email Address", "Connected On"
};

/* --- CSV (RFC 4180) ------------------------------------------------------- */

/* The next cell; @at moves behind it and its comma. @is_last: it ended a row. */
static char *
take_cell(const char **at, gboolean *is_last)
{
	GString *cell = g_string_new("");
	const char *c = *at;
	gboolean is_quoted = *c == '"';

	if (is_quoted)
		c++;
	while (*c != '\0') {
		if (is_quoted && c[0] == '"' && c[1] == '"') {
			c++;
		} else if (is_quoted && *c == '"') {
			is_quoted = FALSE;
			c++;
			continue;
		} else if (!is_quoted && (*c == ',' || *c == '\n')) {
			break;
		}
		g_string_append_c(cell, *c++);
	}
	*is_last = *c != ',';
	*at = *c != '\0' ? c + 1 : c;
	return g_strstrip(g_string_free(cell, FALSE));
}

/* The cells of a row, with NULL at the end. */
static GStrv
take_row(const char **at)
{
	GPtrArray *cells = g_ptr_array_new();
	gboolean is_last = FALSE;

	while (!is_last) {
		char *cell = take_cell(at, &is_last);

		if (cells->len < TERTIUS_CONNECTIONS_CELLS_MAX)
			g_ptr_array_add(cells, cell);
		else
			g_free(cell);
	}
	g_ptr_array_add(cells, NULL);
	return (GStrv) g_ptr_array_free(cells, FALSE);
}

/* Where the columns are; FALSE when the row does not name them. */
static gboolean
read_headings(char **cells, int *columns)
{
	for (int i = 0; i < TERTIUS_N_COLUMNS; i++) {
		columns[i] = -1;
		for (int j = 0; cells[j] != NULL; j++) {
			if (g_ascii_strcasecmp(cells[j], headings[i]) == 0)
				columns[i] = j;
		}
	}
	return columns[TERTIUS_COLUMN_FIRST] >= 0 &&
	       columns[TERTIUS_COLUMN_LAST] >= 0 &&
	       columns[TERTIUS_COLUMN_DATE] >= 0;
}

/* --- Facts ---------------------------------------------------------------- */

/* "12 Mar 2024" or "2024-03-12"; 0: neither. */
static gint64
parse_day(const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) day = NULL;
	g_autofree char *iso = NULL;
	const char *month;

	if (g_strv_length(words) == 3) {
		month = strlen(words[1]) == 3 ? strstr(months, words[1]) : NULL;
		if (month == NULL || (month - months) % 3 != 0)
			return 0;
		day = g_date_time_new(
			utc, (int) g_ascii_strtoll(words[2], NULL, 10),
			(int) (month - months) / 3 + 1,
			(int) g_ascii_strtoll(words[0], NULL, 10), 12, 0, 0);
	} else {
		iso = g_strconcat(text, "T12:00:00", NULL);
		day = g_date_time_new_from_iso8601(iso, utc);
	}
	return day != NULL ? g_date_time_to_unix(day) : 0;
}

static const char *
get_cell(char **cells, int column)
{
	int n = (int) g_strv_length(cells);

	return column >= 0 && column < n ? cells[column] : "";
}

static TertiusFacts *
make_facts(char **cells, const int *columns)
{
	g_autofree char *name = g_strdup_printf(
		"%s %s", get_cell(cells, columns[TERTIUS_COLUMN_FIRST]),
		get_cell(cells, columns[TERTIUS_COLUMN_LAST]));
	const char *email = get_cell(cells, columns[TERTIUS_COLUMN_EMAIL]);
	gint64 date = parse_day(get_cell(cells, columns[TERTIUS_COLUMN_DATE]));
	g_autoptr(TertiusPerson) person = tertius_person_new(
		name, *email != '\0' ? email : NULL, TERTIUS_PLACE_TO);
	TertiusFacts *facts;
	TertiusMessage *message;
	g_autofree char *key = NULL;
	g_autofree char *hash = NULL;

	if (date <= 0 || person == NULL || person->name == NULL)
		return NULL;
	facts = tertius_facts_new();
	message = facts->message = tertius_message_new();
	key = g_strdup_printf("%s\n%" G_GINT64_FORMAT, person->name, date);
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	message->message_id =
		g_strdup_printf("connection-%.32s@tertius.invalid", hash);
	message->date = date;
	message->subject =
		g_strdup_printf("%s accepted your invitation", person->name);
	message->flags = TERTIUS_MESSAGE_ROBOT | TERTIUS_MESSAGE_BULK;
	if (person->address != NULL)
		g_ptr_array_add(message->recipients, g_steal_pointer(&person));
	message->id = tertius_message_compute_id(message, date);
	return facts;
}

TertiusFacts *
tertius_connections_read(const char *bytes, gsize length, GError **error)
{
	g_autofree char *text = g_strndup(bytes, length);
	g_autoptr(TertiusFacts) all = tertius_facts_new();
	const char *at = text;
	int columns[TERTIUS_N_COLUMNS];
	gboolean has_headings = FALSE;

	for (guint i = 0; *at != '\0' && i < TERTIUS_CONNECTIONS_ROWS_MAX;
	     i++) {
		g_auto(GStrv) cells = take_row(&at);
		TertiusFacts *note;

		if (!has_headings) {
			has_headings = read_headings(cells, columns);
			continue;
		}
		note = make_facts(cells, columns);
		if (note != NULL)
			tertius_facts_take_more(all, note);
	}
	if (has_headings)
		return g_steal_pointer(&all);
	g_set_error_literal(
		error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		_("it has no line with 'First Name', 'Last Name' and "
	          "'Connected On'"));
	return NULL;
}
