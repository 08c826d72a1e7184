/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the user set. Every key is a row of one table: where it lies, what it
 * is by default, which values it may have, and what it means.
 */
#include "engine/settings.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <stddef.h>
#include <string.h>

typedef enum {
	TERTIUS_SETTING_TEXT,
	TERTIUS_SETTING_LIST,
	TERTIUS_SETTING_NUMBER,
	TERTIUS_SETTING_FLAG,
	TERTIUS_SETTING_DAYS,  /* "1 2 3 4 5" or "mon tue" -> bits */
	TERTIUS_SETTING_CLOCK, /* "09:00" -> minutes */
	TERTIUS_SETTING_RING,  /* a name -> TertiusRing */
} Kind;

typedef struct {
	TertiusSettingRow row;
	Kind kind;
	gsize offset;
	int least, most; /* of numbers */
} Row;

#define AT(field) offsetof(TertiusSettings, field)

static const Row rows[] = {
	{ { "mail", "me", "",
	    N_("your addresses, separated by ';' (else learnt from sent mail)") },
	  TERTIUS_SETTING_LIST,
	  AT(me),
	  0,
	  0 },
	{ { "mail", "places", "",
	    N_("what `tertius scan` reads without a place, separated by ';'") },
	  TERTIUS_SETTING_LIST,
	  AT(places),
	  0,
	  0 },
	{ { "mail", "password-command", "",
	    N_("command whose first line of output is the password; it is run "
	       "for the accounts in places alone (for any, where there are "
	       "none), and finds in TERTIUS_USER and TERTIUS_HOST which of "
	       "them is meant") },
	  TERTIUS_SETTING_TEXT,
	  AT(password_command),
	  0,
	  0 },
	{ { "mail", "token-command", "",
	    N_("command whose first line of output is an OAuth 2 access token, "
	       "in place of a password; run as password-command is") },
	  TERTIUS_SETTING_TEXT,
	  AT(token_command),
	  0,
	  0 },
	{ { "mail", "ca-file", "",
	    N_("certificates to trust beside the system's (PEM)") },
	  TERTIUS_SETTING_TEXT,
	  AT(ca_file),
	  0,
	  0 },
	{ { "mail", "skip-folders", "",
	    N_("folders of the mail client that are not read, as it names them, "
	       "separated by ';'") },
	  TERTIUS_SETTING_LIST,
	  AT(skipped),
	  0,
	  0 },
	{ { "mail", "paused", "false",
	    N_("whether the mail client's plugin reads no mail for now") },
	  TERTIUS_SETTING_FLAG,
	  AT(is_paused),
	  0,
	  0 },
	{ { "working-time", "zone", "",
	    N_("IANA time zone, as Europe/Berlin (else the computer's)") },
	  TERTIUS_SETTING_TEXT,
	  AT(zone),
	  0,
	  0 },
	{ { "working-time", "days", "1 2 3 4 5",
	    N_("working days; 1 is Monday, 7 is Sunday") },
	  TERTIUS_SETTING_DAYS,
	  AT(days),
	  0,
	  0 },
	{ { "working-time", "from", "09:00",
	    N_("when reminders may begin to ring; not before 04:00") },
	  TERTIUS_SETTING_CLOCK,
	  AT(from),
	  0,
	  0 },
	{ { "working-time", "until", "17:00", N_("when they end") },
	  TERTIUS_SETTING_CLOCK,
	  AT(until),
	  0,
	  0 },
	{ { "working-time", "days-off", "",
	    N_("days without reminders, as 12-25 or 2027-04-05, separated by ';'") },
	  TERTIUS_SETTING_LIST,
	  AT(days_off),
	  0,
	  0 },
	{ { "plan", "per-day", "3", N_("reminders a day at most") },
	  TERTIUS_SETTING_NUMBER,
	  AT(per_day),
	  1,
	  100 },
	{ { "plan", "per-week", "5",
	    N_("reminders a week at most, but for thanks") },
	  TERTIUS_SETTING_NUMBER,
	  AT(per_week),
	  1,
	  500 },
	{ { "plan", "rest-days", "14",
	    N_("days between two friendly reminders about one person") },
	  TERTIUS_SETTING_NUMBER,
	  AT(rest_days),
	  0,
	  365 },
	{ { "plan", "silent-days", "7",
	    N_("days without an answer after which the introducer may be told") },
	  TERTIUS_SETTING_NUMBER,
	  AT(silent_days),
	  1,
	  90 },
	{ { "plan", "outcome-days", "14",
	    N_("days after which the introducer is told how it stands, when "
	       "neither a meeting nor a long reply came first") },
	  TERTIUS_SETTING_NUMBER,
	  AT(outcome_days),
	  1,
	  180 },
	{ { "plan", "check-in-newcomer-days", "30",
	    N_("days without contact after which to catch up with a newcomer; "
	       "three and six times as long later") },
	  TERTIUS_SETTING_NUMBER,
	  AT(check_in_newcomer_days),
	  7,
	  365 },
	{ { "calendar", "vdir", "",
	    N_("folder in which each reminder is kept as an .ics file, both ways "
	       "(else 'reminders' beside the ledger); or none") },
	  TERTIUS_SETTING_TEXT,
	  AT(vdir),
	  0,
	  0 },
	{ { "calendar", "feed", "",
	    N_("one .ics file with all reminders, for programs that subscribe "
	       "(else 'reminders.ics' beside the ledger); or none") },
	  TERTIUS_SETTING_TEXT,
	  AT(feed),
	  0,
	  0 },
	{ { "calendar", "url", "",
	    N_("CalDAV calendar or server for reminders, as "
	       "caldavs://dana@dav.example.org/; synced by "
	       "`tertius calendar sync`") },
	  TERTIUS_SETTING_TEXT,
	  AT(url),
	  0,
	  0 },
	{ { "calendar", "password-command", "",
	    N_("command whose first line of output is the password of url; it "
	       "finds user and host in TERTIUS_USER and TERTIUS_HOST") },
	  TERTIUS_SETTING_TEXT,
	  AT(calendar_password_command),
	  0,
	  0 },
	{ { "calendar", "token-command", "",
	    N_("command whose first line of output is an OAuth 2 access token "
	       "for url, in place of a password") },
	  TERTIUS_SETTING_TEXT,
	  AT(calendar_token_command),
	  0,
	  0 },
	{ { "calendar", "ca-file", "",
	    N_("certificates to trust for url, in place of the system's (PEM)") },
	  TERTIUS_SETTING_TEXT,
	  AT(calendar_ca_file),
	  0,
	  0 },
	{ { "calendar", "ring", "",
	    N_("who rings: tertius (new events have no alarm then), calendar or "
	       "both (else the calendar for what an account has, and tertius for "
	       "all else)") },
	  TERTIUS_SETTING_RING,
	  AT(ring),
	  0,
	  0 },
	{ { "calendar", "holidays", "",
	    N_(".ics files whose whole days are days off, separated by ';'; read "
	       "by `tertius scan`") },
	  TERTIUS_SETTING_LIST,
	  AT(holidays),
	  0,
	  0 },
	{ { "calendar", "as-task", "false",
	    N_("write tasks (VTODO) instead of events, into a list of their own; "
	       "what lies in a folder already stays what it is") },
	  TERTIUS_SETTING_FLAG,
	  AT(as_task),
	  0,
	  0 },
	{ { "calendar", "plain-titles", "false",
	    N_("titles without names, and no description") },
	  TERTIUS_SETTING_FLAG,
	  AT(is_plain),
	  0,
	  0 },
	{ { "calendar", "mail-program", "false",
	    N_("reminders also stand in the calendar inside the mail program "
	       "(Claws Mail's vCalendar), while that is loaded") },
	  TERTIUS_SETTING_FLAG,
	  AT(has_mirror),
	  0,
	  0 },
	{ { "language", "detect", "",
	    N_("languages of your mail, as en;de (else all that are known)") },
	  TERTIUS_SETTING_LIST,
	  AT(languages),
	  0,
	  0 },
	{ { "tact", "check", "true",
	    N_("whether drafts are looked at while they are written in the mail "
	       "client") },
	  TERTIUS_SETTING_FLAG,
	  AT(checks_drafts),
	  0,
	  0 },
	{ { "tact", "quiet", "",
	    N_("rules of the compose check that point nothing out, separated by "
	       "';'") },
	  TERTIUS_SETTING_LIST,
	  AT(quiet),
	  0,
	  0 },
};

const TertiusSettingRow *
tertius_settings_row(guint i)
{
	return i < G_N_ELEMENTS(rows) ? &rows[i].row : NULL;
}

/* --- Reading values ------------------------------------------------------ */

/* Numbers of a date or a clock: @n of them, divided by @divider, and nothing
 * else in @text. */
static gboolean
parse_parts(const char *text, const char *divider, guint n, int *parts)
{
	g_auto(GStrv) words = g_strsplit(text, divider, -1);

	if (g_strv_length(words) != n)
		return FALSE;
	for (guint i = 0; i < n; i++) {
		gint64 number = 0;

		if (!g_ascii_string_to_signed(words[i], 10, 0, 9999, &number,
		                              NULL))
			return FALSE;
		parts[i] = (int) number;
	}
	return TRUE;
}

static gboolean
parse_clock(const char *text, int *minutes)
{
	int parts[2];

	if (!parse_parts(text, ":", 2, parts) || parts[0] > 23 || parts[1] > 59)
		return FALSE;
	*minutes = parts[0] * 60 + parts[1];
	return TRUE;
}

static gboolean
parse_days(const char *text, guint *days)
{
	guint bits = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (strchr(" ,;", *p) != NULL)
			continue;
		if (*p < '1' || *p > '7')
			return FALSE;
		bits |= 1u << (*p - '0');
	}
	*days = bits;
	return bits != 0;
}

static gboolean
parse_number(const char *text, const Row *row, guint *number)
{
	gint64 value = 0;

	if (!g_ascii_string_to_signed(text, 10, row->least, row->most, &value,
	                              NULL))
		return FALSE;
	*number = (guint) value;
	return TRUE;
}

static gboolean
parse_flag(const char *text, gboolean *flag)
{
	*flag = strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;
	return *flag || strcmp(text, "false") == 0 || strcmp(text, "no") == 0;
}

static gboolean
parse_ring(const char *text, TertiusRing *ring)
{
	static const char *const names[] = {
		[TERTIUS_RING_AUTOMATIC] = "",
		[TERTIUS_RING_TERTIUS] = "tertius",
		[TERTIUS_RING_CALENDAR] = "calendar",
		[TERTIUS_RING_BOTH] = "both",
	};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strcmp(names[i], text) != 0)
			continue;
		*ring = (TertiusRing) i;
		return TRUE;
	}
	return FALSE;
}

static char **
split_list(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; parts[i] != NULL; i++) {
		g_strstrip(parts[i]);
		if (*parts[i] != '\0')
			g_ptr_array_add(list, g_strdup(parts[i]));
	}
	g_ptr_array_add(list, NULL);
	return (char **) g_ptr_array_free(list, FALSE);
}

static gboolean
set_value(TertiusSettings *settings, const Row *row, const char *text)
{
	gpointer field = G_STRUCT_MEMBER_P(settings, row->offset);

	switch (row->kind) {
	case TERTIUS_SETTING_TEXT:
		g_free(*(char **) field);
		*(char **) field = *text != '\0' ? g_strdup(text) : NULL;
		return TRUE;
	case TERTIUS_SETTING_LIST:
		g_strfreev(*(char ***) field);
		*(char ***) field = split_list(text);
		return TRUE;
	case TERTIUS_SETTING_NUMBER:
		return parse_number(text, row, field);
	case TERTIUS_SETTING_FLAG:
		return parse_flag(text, field);
	case TERTIUS_SETTING_DAYS:
		return parse_days(text, field);
	case TERTIUS_SETTING_CLOCK:
		return parse_clock(text, field);
	case TERTIUS_SETTING_RING:
		return parse_ring(text, field);
	}
	return FALSE;
}

static char *
dup_allowed(const Row *row)
{
	switch (row->kind) {
	case TERTIUS_SETTING_NUMBER:
		return g_strdup_printf(_("a number from %d to %d"), row->least,
		                       row->most);
	case TERTIUS_SETTING_FLAG:
		return g_strdup(_("true or false"));
	case TERTIUS_SETTING_DAYS:
		return g_strdup(_("days from 1 to 7"));
	case TERTIUS_SETTING_CLOCK:
		return g_strdup(_("a time such as 09:00"));
	case TERTIUS_SETTING_RING:
		return g_strdup(_("tertius, calendar or both"));
	case TERTIUS_SETTING_TEXT:
	case TERTIUS_SETTING_LIST:
		break;
	}
	return g_strdup(_("text"));
}

/* --- The file ------------------------------------------------------------ */

static const Row *
find_row(const char *group, const char *key)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (strcmp(rows[i].row.group, group) == 0 &&
		    strcmp(rows[i].row.key, key) == 0)
			return &rows[i];
	}
	return NULL;
}

static gboolean
read_key(TertiusSettings *settings, GKeyFile *file, const char *path,
         const char *group, const char *key, GError **error)
{
	const Row *row = find_row(group, key);
	g_autofree char *text = NULL;
	g_autofree char *allowed = NULL;

	if (row == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("'%s': there is no setting '%s' in [%s]; see "
		              "tertius(5)"),
		            path, key, group);
		return FALSE;
	}
	text = g_key_file_get_value(file, group, key, NULL);
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("'%s': %s in [%s] is not written in UTF-8"), path,
		            key, group);
		return FALSE;
	}
	g_strstrip(text);
	if (set_value(settings, row, text))
		return TRUE;
	allowed = dup_allowed(row);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
	            _("'%s': %s in [%s] cannot be '%s'; it takes %s"), path,
	            key, group, text, allowed);
	return FALSE;
}

static gboolean
read_groups(TertiusSettings *settings, GKeyFile *file, const char *path,
            GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

	for (guint i = 0; groups[i] != NULL; i++) {
		g_auto(GStrv) keys =
			g_key_file_get_keys(file, groups[i], NULL, NULL);

		for (guint j = 0; keys != NULL && keys[j] != NULL; j++) {
			if (!read_key(settings, file, path, groups[i], keys[j],
			              error))
				return FALSE;
		}
	}
	return TRUE;
}

TertiusSettings *
tertius_settings_parse(GKeyFile *file, const char *path, GError **error)
{
	g_autoptr(TertiusSettings) settings = g_new0(TertiusSettings, 1);

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		(void) set_value(settings, &rows[i], rows[i].row.standard);
	if (!read_groups(settings, file, path, error))
		return NULL;
	return g_steal_pointer(&settings);
}

TertiusSettings *
tertius_settings_load(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) inner = NULL;

	if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &inner) &&
	    !g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("cannot read the settings '%s': %s"), path,
		            inner->message);
		return NULL;
	}
	return tertius_settings_parse(file, path, error);
}

void
tertius_settings_free(TertiusSettings *settings)
{
	if (settings == NULL)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		gpointer field = G_STRUCT_MEMBER_P(settings, rows[i].offset);

		if (rows[i].kind == TERTIUS_SETTING_TEXT)
			g_free(*(char **) field);
		else if (rows[i].kind == TERTIUS_SETTING_LIST)
			g_strfreev(*(char ***) field);
	}
	g_free(settings);
}

/* --- Working time -------------------------------------------------------- */

static gboolean
is_day(int year, int month, int day)
{
	return year > 0 && month > 0 && day > 0 && day <= 31 && month <= 12 &&
	       g_date_valid_dmy((GDateDay) day, (GDateMonth) month,
	                        (GDateYear) year);
}

static gboolean
add_day_off(TertiusWorkingTime *time, const char *text, int this_year)
{
	int date[3], day[2];

	if (parse_parts(text, "-", 3, date) &&
	    is_day(date[0], date[1], date[2])) {
		tertius_working_time_add_day_off(time, date[0], date[1],
		                                 date[2]);
		return TRUE;
	}
	/* 29 February is a day, though not of every year. */
	if (!parse_parts(text, "-", 2, day) || !is_day(2024, day[0], day[1]))
		return FALSE;
	for (int year = this_year - 1; year <= this_year + 2; year++) {
		if (is_day(year, day[0], day[1]))
			tertius_working_time_add_day_off(time, year, day[0],
			                                 day[1]);
	}
	return TRUE;
}

TertiusWorkingTime *
tertius_settings_working_time(const TertiusSettings *settings, gint64 now,
                              GError **error)
{
	g_autoptr(GTimeZone) zone =
		settings->zone != NULL
			? g_time_zone_new_identifier(settings->zone)
			: g_time_zone_new_local();
	g_autoptr(TertiusWorkingTime) time = NULL;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now);

	if (zone == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
		            _("there is no time zone '%s'; it is written as "
		              "Europe/Berlin"),
		            settings->zone);
		return NULL;
	}
	time = tertius_working_time_new(zone);
	if (!tertius_working_time_set_hours(time, settings->days,
	                                    settings->from, settings->until)) {
		g_set_error(
			error, TERTIUS_ERROR, TERTIUS_ERROR_SETTINGS,
			_("working time must begin at 04:00 or later and end "
		          "after it begins"));
		return NULL;
	}
	for (guint i = 0; settings->days_off[i] != NULL; i++) {
		if (!add_day_off(time, settings->days_off[i],
		                 g_date_time_get_year(utc))) {
			g_set_error(error, TERTIUS_ERROR,
			            TERTIUS_ERROR_SETTINGS,
			            _("'%s' is no day off; write 12-25 or "
			              "2027-04-05"),
			            settings->days_off[i]);
			return NULL;
		}
	}
	return g_steal_pointer(&time);
}
