/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Birthdays in address books.
 */
#include "calendar/read-vcard.h"

#include "base/error.h"
#include "base/text.h"
#include "calendar/content-line.h"
#include "calendar/read-ical.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	char *uid;
	char *name;           /* FN, else out of N */
	GPtrArray *addresses; /* char *, the preferred one first */
	char *birthday;
	char *anniversary;
} Card;

static void
clear_card(Card *card)
{
	g_free(card->uid);
	g_free(card->name);
	g_clear_pointer(&card->addresses, g_ptr_array_unref);
	g_free(card->birthday);
	g_free(card->anniversary);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Card, clear_card)

/* --- Days ---------------------------------------------------------------- */

static gboolean
take_digits(const char **p, guint n, int *number)
{
	*number = 0;
	for (guint i = 0; i < n; i++, (*p)++) {
		if (!g_ascii_isdigit(**p))
			return FALSE;
		*number = *number * 10 + (**p - '0');
	}
	return TRUE;
}

gboolean
tertius_vcard_parse_day(const char *text, int *year, int *month, int *day)
{
	const char *p = text + strspn(text, " ");

	*year = TERTIUS_VCARD_NO_YEAR;
	if (g_str_has_prefix(p, "--"))
		p += 2;
	else if (!take_digits(&p, 4, year))
		return FALSE;
	p += *p == '-' ? 1 : 0;
	if (!take_digits(&p, 2, month))
		return FALSE;
	p += *p == '-' ? 1 : 0;
	if (!take_digits(&p, 2, day) || g_ascii_isdigit(*p))
		return FALSE;
	return *year > 0 && *month > 0 && *day > 0 && *month <= 12 &&
	       *day <= 31 &&
	       g_date_valid_dmy((GDateDay) *day, (GDateMonth) *month,
	                        *year == TERTIUS_VCARD_NO_YEAR
	                                ? 2000
	                                : (GDateYear) *year);
}

static gint64
find_wall(int year, int month, int day)
{
	g_autoptr(GDateTime) time =
		g_date_time_new_utc(year, month, day, 0, 0, 0);

	return time != NULL ? g_date_time_to_unix(time) : 0;
}

/* --- One card ------------------------------------------------------------ */

/* "item1.EMAIL;TYPE=INTERNET" is EMAIL; a group may stand before it. */
static gboolean
is_property(const TertiusContentLine *line, const char *name)
{
	const char *text = line->text;
	gsize length = strcspn(text, ";:");
	const char *dot = memchr(text, '.', length);
	const char *start = dot != NULL ? dot + 1 : text;

	length -= (gsize) (start - text);
	return strlen(name) == length &&
	       g_ascii_strncasecmp(start, name, length) == 0;
}

/* vCard 2.1 wraps what is no ASCII as mail does. */
static char *
decode_quoted(const char *value)
{
	GString *text = g_string_new(NULL);

	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '=' && g_ascii_isxdigit(p[1]) &&
		    g_ascii_isxdigit(p[2])) {
			g_string_append_c(
				text, (char) (g_ascii_xdigit_value(p[1]) * 16 +
			                      g_ascii_xdigit_value(p[2])));
			p += 2;
		} else {
			g_string_append_c(text, *p);
		}
	}
	return g_string_free(text, FALSE);
}

static char *
dup_value(const TertiusContentLine *line)
{
	gsize head = (gsize) (line->value - line->text);
	g_autofree char *parameters = g_ascii_strup(line->text, (gssize) head);
	g_autofree char *plain =
		strstr(parameters, "QUOTED-PRINTABLE") != NULL
			? decode_quoted(line->value)
			: tertius_content_text_unescape(line->value);

	return tertius_text_dup_line(plain, TERTIUS_VCARD_VALUE_MAX);
}

/* "Okafor;Dana;;Dr.;" */
static char *
dup_name_of_parts(const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, ";", -1);
	const char *family = parts[0] != NULL ? parts[0] : "";
	const char *given =
		parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
	g_autofree char *name = g_strdup_printf("%s %s", given, family);

	return tertius_text_dup_line(g_strstrip(name), TERTIUS_VCARD_VALUE_MAX);
}

static void
take_address(Card *card, const TertiusContentLine *line)
{
	gsize head = (gsize) (line->value - line->text);
	g_autofree char *parameters = g_ascii_strup(line->text, (gssize) head);
	g_autofree char *address = dup_value(line);

	if (strchr(address, '@') == NULL ||
	    card->addresses->len == TERTIUS_VCARD_ADDRESSES_MAX)
		return;
	g_ptr_array_insert(card->addresses,
	                   strstr(parameters, "PREF") != NULL ? 0 : -1,
	                   g_steal_pointer(&address));
}

static void
take_text(char **field, char *text)
{
	g_free(*field);
	*field = text;
}

static gboolean
is_anniversary(const TertiusContentLine *line)
{
	return is_property(line, "ANNIVERSARY") ||
	       is_property(line, "X-ANNIVERSARY") ||
	       is_property(line, "X-EVOLUTION-ANNIVERSARY");
}

static void
take_line(Card *card, const TertiusContentLine *line)
{
	if (is_property(line, "UID"))
		take_text(&card->uid, dup_value(line));
	else if (is_property(line, "FN"))
		take_text(&card->name, dup_value(line));
	else if (is_property(line, "N") && card->name == NULL)
		card->name = dup_name_of_parts(line->value);
	else if (is_property(line, "EMAIL"))
		take_address(card, line);
	else if (is_property(line, "BDAY"))
		take_text(&card->birthday, dup_value(line));
	else if (is_anniversary(line))
		take_text(&card->anniversary, dup_value(line));
}

static TertiusMeeting *
make_meeting(const Card *card, const char *kind, int year, int month, int day)
{
	TertiusMeeting *meeting = tertius_meeting_new();
	g_autofree char *uid = g_strdup_printf(
		"vcard:%s-%s", card->uid != NULL ? card->uid : card->name,
		kind);
	g_autofree char *seed = NULL;

	meeting->uid = tertius_text_dup_line(uid, TERTIUS_MEETING_UID_MAX);
	seed = g_strjoin("\n", "meeting", meeting->uid, "", NULL);
	meeting->id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, seed, -1);
	meeting->recurrence_id = g_strdup("");
	meeting->summary =
		tertius_text_dup_line(card->name, TERTIUS_MEETING_SUMMARY_MAX);
	meeting->start = find_wall(year, month, day);
	meeting->end = meeting->start + 86400;
	/* Also in years without a 29 February. */
	meeting->series =
		g_strdup(month == 2 && day == 29
	                         ? "- FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
	                         : "- FREQ=YEARLY");
	meeting->flags = TERTIUS_MEETING_ALL_DAY | TERTIUS_MEETING_BIRTHDAY |
	                 TERTIUS_MEETING_SERIES | TERTIUS_MEETING_TRANSPARENT;
	return meeting;
}

static void
add_people(const Card *card, TertiusMeeting *meeting)
{
	for (guint i = 0; i < MAX(card->addresses->len, 1); i++)
		tertius_meeting_take_attendee(
			meeting,
			tertius_person_new(card->name,
		                           card->addresses->len > 0
		                                   ? card->addresses->pdata[i]
		                                   : NULL,
		                           TERTIUS_PLACE_TEXT),
			TERTIUS_ATTENDANCE_UNKNOWN);
}

static void
add_day(const Card *card, const char *text, guint flags, GPtrArray *meetings,
        GPtrArray *problems)
{
	TertiusMeeting *meeting;
	int year, month, day;

	if (text == NULL || *text == '\0')
		return;
	if (!tertius_vcard_parse_day(text, &year, &month, &day)) {
		if (problems->len < TERTIUS_ICAL_PROBLEMS_MAX)
			g_ptr_array_add(problems,
			                g_strdup_printf("left out: '%.40s' is "
			                                "no day",
			                                text));
		return;
	}
	meeting = make_meeting(card, flags != 0 ? "anniversary" : "birthday",
	                       year, month, day);
	meeting->flags |= flags;
	add_people(card, meeting);
	g_ptr_array_add(meetings, meeting);
}

/* --- All cards ----------------------------------------------------------- */

static void
read_card(const GArray *lines, guint first, guint last, GPtrArray *meetings,
          GPtrArray *problems)
{
	g_auto(Card) card = { 0 };

	card.addresses = g_ptr_array_new_with_free_func(g_free);
	for (guint i = first; i < last; i++)
		take_line(&card, &g_array_index(lines, TertiusContentLine, i));
	if (card.name == NULL || *card.name == '\0')
		return;
	add_day(&card, card.birthday, 0, meetings, problems);
	add_day(&card, card.anniversary, TERTIUS_MEETING_ANNIVERSARY, meetings,
	        problems);
}

/* The end of the card that begins at @start; NULL: it is cut off. */
static const char *
find_end(const char *start, const char *limit)
{
	for (const char *p = start; p < limit; p++) {
		if ((p == start || p[-1] == '\n') && limit - p >= 9 &&
		    g_ascii_strncasecmp(p, "END:VCARD", 9) == 0)
			return p + 9;
	}
	return NULL;
}

static gboolean
refuse(GError **error, const char *why)
{
	g_set_error_literal(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED, why);
	return FALSE;
}

static void
read_text(const char *text, gsize length, GPtrArray *meetings,
          GPtrArray *problems)
{
	g_autoptr(GArray) lines = tertius_content_lines_new(text, length, NULL);

	if (lines != NULL)
		read_card(lines, 0, lines->len, meetings, problems);
	else if (problems->len < TERTIUS_ICAL_PROBLEMS_MAX)
		g_ptr_array_add(problems,
		                g_strdup("left out: a card that is too long"));
}

gboolean
tertius_vcard_read(const char *bytes, gsize length, GPtrArray *meetings,
                   GPtrArray *problems, GError **error)
{
	g_autofree char *text = NULL;
	const char *start, *limit, *end;
	guint n = 0;

	if (length > TERTIUS_VCARD_BYTES_MAX)
		return refuse(error, _("this address book is too big"));
	text = tertius_text_dup_lines(bytes, (gssize) length, length * 3 + 1);
	start = text;
	limit = text + strlen(text);
	while ((end = find_end(start, limit)) != NULL &&
	       n++ < TERTIUS_VCARD_CARDS_MAX) {
		if (end - start <= TERTIUS_VCARD_CARD_MAX)
			read_text(start, (gsize) (end - start), meetings,
			          problems);
		start = end;
	}
	return n > 0 || refuse(error, _("this is no whole vCard"));
}
