/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a meeting happens.
 */
#include "model/series.h"

#include <string.h>

/* A hundred days before the end of the year 9999. */
#define DAY_MAX    3651959
#define MOMENT_MAX G_GINT64_CONSTANT(253402128000)
#define MOMENT_MIN G_GINT64_CONSTANT(-62135510400)

typedef struct {
	char *zone;
	GArray *rules;    /* TertiusRecurrence */
	GArray *added;    /* gint64 */
	GArray *excepted; /* gint64 */
} Series;

typedef struct {
	GTimeZone *zone;
	GDateTime *start;    /* in that zone */
	guint32 from, until; /* Julian days */
	GArray *moments;     /* gint64 */
} Expansion;

static void
clear_series(Series *series)
{
	g_free(series->zone);
	g_clear_pointer(&series->rules, g_array_unref);
	g_clear_pointer(&series->added, g_array_unref);
	g_clear_pointer(&series->excepted, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Series, clear_series)

/* --- As text ------------------------------------------------------------- */

gboolean
tertius_series_is_zone(const char *name)
{
	gsize length = strlen(name);

	if (length == 0 || length > TERTIUS_SERIES_ZONE_MAX || name[0] == '/' ||
	    strstr(name, "..") != NULL)
		return FALSE;
	for (const char *p = name; *p != '\0'; p++) {
		if (!g_ascii_isalnum(*p) && strchr("/_+-:,.<>", *p) == NULL)
			return FALSE;
	}
	return name[0] != ':' && name[0] != '.';
}

static gboolean
add_moment(GArray *moments, const char *text)
{
	gint64 moment;

	if (!g_ascii_string_to_signed(text, 10, MOMENT_MIN, MOMENT_MAX, &moment,
	                              NULL))
		return FALSE;
	g_array_append_val(moments, moment);
	return TRUE;
}

static gboolean
parse_word(const char *word, Series *series)
{
	TertiusRecurrence rule;

	if (word[0] == '+')
		return add_moment(series->added, word + 1);
	if (word[0] == '-')
		return add_moment(series->excepted, word + 1);
	if (series->rules->len == TERTIUS_SERIES_RULES_MAX ||
	    !tertius_recurrence_parse(word, &rule))
		return FALSE;
	g_array_append_val(series->rules, rule);
	return TRUE;
}

static gboolean
parse(const char *text, Series *series)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	gboolean is_good = words[0] != NULL && tertius_series_is_zone(words[0]);

	series->zone = g_strdup(is_good ? words[0] : "UTC");
	series->rules = g_array_new(FALSE, FALSE, sizeof(TertiusRecurrence));
	series->added = g_array_new(FALSE, FALSE, sizeof(gint64));
	series->excepted = g_array_new(FALSE, FALSE, sizeof(gint64));
	for (guint i = 1; is_good && words[i] != NULL; i++)
		is_good = parse_word(words[i], series);
	return is_good && series->added->len + series->excepted->len <=
	                          TERTIUS_SERIES_DATES_MAX;
}

gboolean
tertius_series_is_valid(const char *text)
{
	g_auto(Series) series = { 0 };

	return parse(text, &series);
}

static guint
add_moments(GString *text, const char *sign, const GArray *moments, guint room)
{
	guint n = MIN(moments->len, room);

	for (guint i = 0; i < n; i++)
		g_string_append_printf(text, " %s%" G_GINT64_FORMAT, sign,
		                       g_array_index(moments, gint64, i));
	return n;
}

char *
tertius_series_dup_text(const char *zone, const GArray *rules,
                        const GArray *added, const GArray *excepted,
                        gboolean *is_whole)
{
	GString *text = g_string_new(zone);
	guint room = TERTIUS_SERIES_DATES_MAX;

	for (guint i = 0; i < MIN(rules->len, TERTIUS_SERIES_RULES_MAX); i++) {
		g_autofree char *rule = tertius_recurrence_dup_text(
			&g_array_index(rules, TertiusRecurrence, i));

		g_string_append_printf(text, " %s", rule);
	}
	room -= add_moments(text, "+", added, room);
	(void) add_moments(text, "-", excepted, room);
	if (rules->len > TERTIUS_SERIES_RULES_MAX ||
	    added->len + excepted->len > TERTIUS_SERIES_DATES_MAX)
		*is_whole = FALSE;
	return g_string_free(text, FALSE);
}

/* --- The days ------------------------------------------------------------ */

static guint32
find_day(gint64 moment)
{
	/* Julian day 719163 was 1 January 1970. */
	return (guint32) CLAMP(719163 + moment / 86400, 1, DAY_MAX);
}

static guint32
find_date(GDateTime *time)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay) g_date_time_get_day_of_month(time),
	               (GDateMonth) g_date_time_get_month(time),
	               (GDateYear) g_date_time_get_year(time));
	return g_date_get_julian(&date);
}

/* The moment of the series on a day; its hour by the clock stays. */
static gint64
find_moment(const Expansion *expansion, guint32 julian)
{
	g_autoptr(GDateTime) time = NULL;
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, julian);
	time = g_date_time_new(expansion->zone, g_date_get_year(&date),
	                       (int) g_date_get_month(&date),
	                       g_date_get_day(&date),
	                       g_date_time_get_hour(expansion->start),
	                       g_date_time_get_minute(expansion->start),
	                       g_date_time_get_second(expansion->start));
	return time != NULL ? g_date_time_to_unix(time) : G_MININT64;
}

static void
add_rule(Expansion *expansion, const TertiusRecurrence *rule, guint *budget)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(guint32));
	/* A day late, as the zone may be west of where UNTIL was meant. */
	guint32 last =
		rule->until == G_MAXINT64 ? DAY_MAX : find_day(rule->until) + 1;

	(void) tertius_recurrence_expand(
		rule, find_date(expansion->start), expansion->from,
		MIN(expansion->until, last), budget, days);
	for (guint i = 0; i < days->len; i++) {
		gint64 moment =
			find_moment(expansion, g_array_index(days, guint32, i));

		if (moment != G_MININT64 && moment <= rule->until)
			g_array_append_val(expansion->moments, moment);
	}
}

static void
add_dates(Expansion *expansion, const GArray *added)
{
	for (guint i = 0; i < added->len; i++) {
		gint64 moment = g_array_index(added, gint64, i);
		guint32 day = find_day(moment);

		if (day >= expansion->from && day <= expansion->until)
			g_array_append_val(expansion->moments, moment);
	}
}

static int
compare_moments(gconstpointer a, gconstpointer b)
{
	const gint64 *x = a;
	const gint64 *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
remove_exceptions(GArray *moments, const GArray *excepted)
{
	for (guint i = 0; i < excepted->len; i++) {
		gint64 moment = g_array_index(excepted, gint64, i);
		guint place;

		while (g_array_binary_search(moments, &moment, compare_moments,
		                             &place))
			g_array_remove_index(moments, place);
	}
}

/* Ascending, each once: @first where it is one of them, and the latest. */
static void
keep_latest(const GArray *moments, gint64 first, GArray *instances)
{
	guint room = TERTIUS_MEETING_INSTANCES_MAX - 1;
	guint skip = moments->len > room ? moments->len - room : 0;

	for (guint i = 0; i < moments->len; i++) {
		gint64 moment = g_array_index(moments, gint64, i);
		gboolean is_known = instances->len > 0 &&
		                    moment == g_array_index(instances, gint64,
		                                            instances->len - 1);

		if (!is_known && (i >= skip || moment == first))
			g_array_append_val(instances, moment);
	}
}

/* A whole day, or a time by whichever clock, is reckoned as if in UTC. */
static GTimeZone *
open_zone(const char *name)
{
	GTimeZone *zone = strcmp(name, TERTIUS_SERIES_LOCAL) == 0
	                          ? NULL
	                          : g_time_zone_new_identifier(name);

	return zone != NULL ? zone : g_time_zone_new_utc();
}

/* The day that is taken for the present: the last at which the days that are
 * looked at moved on. */
static guint32
find_present(const TertiusMeeting *meeting, gint64 now)
{
	guint32 today = find_day(now);
	guint32 step = TERTIUS_SERIES_DAYS_STEP;
	guint32 late =
		(today % step + step - find_day(meeting->start) % step) % step;

	return today > late ? today - late : 1;
}

static void
expand(const Series *series, gint64 now, guint after, guint *budget,
       TertiusMeeting *meeting)
{
	g_autoptr(GTimeZone) zone = open_zone(series->zone);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(
		CLAMP(meeting->start, MOMENT_MIN, MOMENT_MAX));
	g_autoptr(GDateTime) start = g_date_time_to_timezone(utc, zone);
	g_autoptr(GArray) moments = g_array_new(FALSE, FALSE, sizeof(gint64));
	guint32 present = find_present(meeting, now);
	guint32 until = present + TERTIUS_SERIES_DAYS_STEP - 1 + after;
	Expansion expansion = {
		.zone = zone,
		.start = start,
		.from = MAX(present, TERTIUS_SERIES_DAYS_BEFORE + 1) -
		        TERTIUS_SERIES_DAYS_BEFORE,
		.until = MIN(until, DAY_MAX),
		.moments = moments,
	};

	for (guint i = 0; i < series->rules->len; i++)
		add_rule(&expansion,
		         &g_array_index(series->rules, TertiusRecurrence, i),
		         budget);
	add_dates(&expansion, series->added);
	g_array_append_val(moments, meeting->start);
	g_array_sort(moments, compare_moments);
	remove_exceptions(moments, series->excepted);
	keep_latest(moments, meeting->start, meeting->instances);
}

gint64
tertius_series_wall_to_moment(gint64 wall, GTimeZone *local)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(
		CLAMP(wall, MOMENT_MIN, MOMENT_MAX));
	g_autoptr(GDateTime) time = g_date_time_new(
		local, g_date_time_get_year(utc), g_date_time_get_month(utc),
		g_date_time_get_day_of_month(utc), g_date_time_get_hour(utc),
		g_date_time_get_minute(utc), g_date_time_get_seconds(utc));

	return time != NULL ? g_date_time_to_unix(time) : wall;
}

static void
move_to_zone(TertiusMeeting *meeting, GTimeZone *local)
{
	meeting->start = tertius_series_wall_to_moment(meeting->start, local);
	meeting->end = tertius_series_wall_to_moment(meeting->end, local);
	meeting->end = MAX(meeting->end, meeting->start);
	for (guint i = 0; i < meeting->instances->len; i++) {
		gint64 *moment = &g_array_index(meeting->instances, gint64, i);

		*moment = tertius_series_wall_to_moment(*moment, local);
	}
}

void
tertius_series_settle(TertiusMeeting *meeting, GTimeZone *local, gint64 now,
                      guint *budget)
{
	gboolean is_yearly = (meeting->flags & TERTIUS_MEETING_BIRTHDAY) != 0;
	g_auto(Series) series = { 0 };

	g_array_set_size(meeting->instances, 0);
	if (meeting->series != NULL && parse(meeting->series, &series))
		expand(&series, now,
		       is_yearly ? TERTIUS_SERIES_YEAR_AFTER
		                 : TERTIUS_SERIES_DAYS_AFTER,
		       budget, meeting);
	else
		g_array_append_val(meeting->instances, meeting->start);
	if ((meeting->flags &
	     (TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_FLOATING)) != 0)
		move_to_zone(meeting, local);
}

gboolean
tertius_series_has_moved(const TertiusMeeting *meeting, gint64 before,
                         gint64 now)
{
	return meeting->series != NULL &&
	       find_present(meeting, before) != find_present(meeting, now);
}
