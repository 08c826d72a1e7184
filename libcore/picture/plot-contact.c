/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plots about one person: balance and rhythm.
 */
#include <glib/gi18n-lib.h>

#include "picture/markup.h"
#include "picture/panel.h"
#include "picture/plot.h"
#include "picture/words.h"

#define DAY        ((gint64) 24 * 60 * 60)
#define BAR_HEIGHT 26.0
#define SHORT_NAME 40 /* characters of a name in a heading */
/* A single ask is no long bar. */
#define FULL_BAR   5

/* --- Balance ------------------------------------------------------------- */

static const char *const gifts[TERTIUS_GIFT_N] = {
	[TERTIUS_GIFT_INTRODUCTION] = N_("Introductions"),
	[TERTIUS_GIFT_HELP] = N_("Help"),
	[TERTIUS_GIFT_OFFER] = N_("Offers"),
	[TERTIUS_GIFT_THANKS] = N_("Thanks"),
	[TERTIUS_GIFT_CONGRATULATION] = N_("Congratulations"),
	[TERTIUS_GIFT_ASK] = N_("Asks"),
};

static void
draw_side(TertiusSvg *svg, guint ink, const double box[4], const char *what,
          guint count)
{
	gboolean leftwards = ink == 1;
	g_autofree char *number = g_strdup_printf("%u", count);
	g_autofree char *title = g_strdup_printf("%s: %u", what, count);

	if (count > 0)
		tertius_svg_bar(svg, ink, box, title);
	tertius_svg_words(svg,
	                  count == 0  ? leftwards ? "quiet small end"
	                                          : "quiet small"
	                  : leftwards ? "small end"
	                              : "small",
	                  leftwards ? box[0] - 6 : box[0] + box[2] + 6,
	                  box[1] + 13, number);
}

/* Theirs to the left of the names, mine to the right. */
static void
draw_gifts(TertiusSvg *svg, const TertiusBalance *balance, double top)
{
	const double middle = TERTIUS_PLOT_WIDTH / 2;
	const double names = 70;
	const double reach = middle - names - TERTIUS_PLOT_MARGIN - 30;
	guint most = FULL_BAR;

	for (guint i = 0; i < TERTIUS_GIFT_N; i++)
		most = MAX(most, MAX(balance->given[i], balance->received[i]));
	for (guint i = 0; i < TERTIUS_GIFT_N; i++) {
		double y = top + BAR_HEIGHT * i;
		double from_them = reach * balance->received[i] / most;
		double by_me = reach * balance->given[i] / most;
		const double left[] = { middle - names - from_them, y,
			                from_them, 18 };
		const double right[] = { middle + names, y, by_me, 18 };

		tertius_svg_words(svg, "middle", middle, y + 14, _(gifts[i]));
		draw_side(svg, 1, left, _(gifts[i]), balance->received[i]);
		draw_side(svg, 0, right, _(gifts[i]), balance->given[i]);
	}
}

static void
draw_worlds(TertiusSvg *svg, const TertiusSeries *contact, double top)
{
	TertiusPanel panel = { TERTIUS_PLOT_MARGIN + 30, top + 66,
		               TERTIUS_PLOT_WIDTH - 2 * TERTIUS_PLOT_MARGIN -
		                       30,
		               110 };
	guint n = contact->names->len;
	guint ceiling =
		tertius_panel_ceiling(tertius_panel_find_most(contact, 0, n));
	double x = TERTIUS_PLOT_MARGIN;

	tertius_svg_words(svg, "quiet", TERTIUS_PLOT_MARGIN, top + 16,
	                  _("Mail and meetings by month. Personal: at private "
	                    "addresses, or outside your working hours."));
	for (guint i = 0; i < n; i++) {
		g_autofree char *key = g_strdup_printf(
			"%s (%u)", (const char *) contact->names->pdata[i],
			tertius_series_total(contact, i));

		x = tertius_panel_draw_key(svg, i, x, top + 44, key);
	}
	tertius_panel_draw_axis(svg, &panel, contact, ceiling);
	tertius_panel_draw_columns(svg, &panel, contact, ceiling, 0, n);
}

TertiusSvg *
tertius_plot_balance(const TertiusBalance *balance, const char *name)
{
	TertiusSvg *svg = tertius_svg_new(name, TERTIUS_PLOT_WIDTH, 470);
	g_autofree char *person =
		tertius_markup_dup_short(balance->person, SHORT_NAME);
	g_autofree char *title =
		g_strdup_printf(_("To and fro with %s, one year"), person);
	g_autoptr(GString) sentence = g_string_new(NULL);

	for (guint i = 0; i < TERTIUS_GIFT_N; i++)
		g_string_append_printf(sentence,
		                       _("%s%s: from them %u, from me %u."),
		                       i > 0 ? " " : "", _(gifts[i]),
		                       balance->received[i], balance->given[i]);
	for (guint i = 0; i < balance->contact->names->len; i++)
		g_string_append_printf(
			sentence, " %s: %u.",
			(const char *) balance->contact->names->pdata[i],
			tertius_series_total(balance->contact, i));
	tertius_svg_describe(svg, title, sentence->str);
	tertius_svg_words(svg, "heading", TERTIUS_PLOT_MARGIN, 30, title);
	tertius_svg_words(svg, "quiet end", TERTIUS_PLOT_WIDTH / 2 - 70, 66,
	                  _("from them"));
	tertius_svg_words(svg, "quiet", TERTIUS_PLOT_WIDTH / 2 + 70, 66,
	                  _("from me"));
	draw_gifts(svg, balance, 80);
	draw_worlds(svg, balance->contact, 90 + BAR_HEIGHT * TERTIUS_GIFT_N);
	return svg;
}

/* --- Rhythm -------------------------------------------------------------- */

#define LINE_Y 164.0
#define LEFT   TERTIUS_PLOT_MARGIN
#define RIGHT  (TERTIUS_PLOT_WIDTH - TERTIUS_PLOT_MARGIN)

static double
x_of(const TertiusRhythm *rhythm, gint64 date)
{
	return LEFT + (RIGHT - LEFT) * (double) (date - rhythm->from) /
	                      (double) (rhythm->until - rhythm->from);
}

static void
draw_gap(TertiusSvg *svg, const TertiusRhythm *rhythm, gint64 from,
         gint64 until)
{
	gint64 days = (until - from) / DAY;
	double x = x_of(rhythm, from);
	double width = x_of(rhythm, until) - x;
	g_autofree char *text = NULL;

	if (!tertius_rhythm_is_gap(rhythm, days))
		return;
	text = g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u day", "%u days",
	                                   (gulong) days),
	                       (guint) days);
	tertius_svg_start(svg, "rect", "gap");
	tertius_svg_set_number(svg, "x", x);
	tertius_svg_set_number(svg, "y", LINE_Y - 50);
	tertius_svg_set_number(svg, "width", width);
	tertius_svg_set_number(svg, "height", 100);
	tertius_svg_add_title(svg, text);
	tertius_svg_end(svg);
	tertius_svg_words(svg, "quiet small middle", x + width / 2, LINE_Y - 56,
	                  text);
}

static void
draw_gaps(TertiusSvg *svg, const TertiusRhythm *rhythm)
{
	gint64 from = rhythm->from;

	for (guint i = 0; i < rhythm->contacts->len; i++) {
		const TertiusBeat *contact =
			&g_array_index(rhythm->contacts, TertiusBeat, i);

		/* What lay before the first contact need not be a gap. */
		if (i > 0)
			draw_gap(svg, rhythm, from, contact->date);
		from = contact->date;
	}
	if (rhythm->contacts->len > 0)
		draw_gap(svg, rhythm, from, rhythm->until);
}

static void
draw_contact(TertiusSvg *svg, const TertiusRhythm *rhythm,
             const TertiusBeat *contact)
{
	static const char *const classes[] = {
		[TERTIUS_CONTACT_BY_ME] = "ink0",
		[TERTIUS_CONTACT_BY_THEM] = "ink1",
		[TERTIUS_CONTACT_MEETING] = "ink2",
	};
	double x = x_of(rhythm, contact->date);
	GString *path = g_string_new(NULL);
	g_autofree char *d = NULL;

	switch (contact->kind) {
	case TERTIUS_CONTACT_MEETING:
		g_string_append_printf(path, "M%d %dl6 6-6 6-6-6z", (int) x,
		                       (int) LINE_Y - 6);
		break;
	case TERTIUS_CONTACT_BY_ME:
		g_string_append_printf(path, "M%d %dv-34h2v34z", (int) x,
		                       (int) LINE_Y);
		break;
	case TERTIUS_CONTACT_BY_THEM:
		g_string_append_printf(path, "M%d %dv34h2v-34z", (int) x,
		                       (int) LINE_Y);
		break;
	}
	d = g_string_free(path, FALSE);
	tertius_svg_start(svg, "path", classes[contact->kind]);
	tertius_svg_set(svg, "d", d);
	tertius_svg_end(svg);
}

static void
draw_months(TertiusSvg *svg, const TertiusRhythm *rhythm, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(rhythm->from);
	g_autoptr(GDateTime) from =
		utc != NULL ? g_date_time_to_timezone(utc, zone) : NULL;

	for (int i = 1; from != NULL && i <= 12; i++) {
		g_autoptr(GDateTime) day = g_date_time_add_days(
			from, 1 - g_date_time_get_day_of_month(from));
		g_autoptr(GDateTime) month = g_date_time_add_months(day, i);
		g_autofree char *text = g_date_time_format(month, "%b");
		double x = x_of(rhythm, g_date_time_to_unix(month));

		tertius_svg_line(svg, "grid", x, LINE_Y + 50, x, LINE_Y + 56);
		tertius_svg_words(svg, "quiet small middle", x, LINE_Y + 70,
		                  text);
	}
}

static char *
dup_rhythm_sentence(const TertiusRhythm *rhythm)
{
	guint n = rhythm->contacts->len;
	GString *sentence;
	guint last;

	if (n == 0)
		return g_strdup(_("No contact in this year."));
	last = (guint) ((rhythm->until -
	                 g_array_index(rhythm->contacts, TertiusBeat, n - 1)
	                         .date) /
	                DAY);
	sentence = g_string_new(NULL);
	g_string_append_printf(
		sentence,
		g_dngettext(GETTEXT_PACKAGE, "%u contact", "%u contacts", n),
		n);
	if (rhythm->usual > 0)
		g_string_append_printf(
			sentence,
			g_dngettext(GETTEXT_PACKAGE, ", usually %u day apart",
		                    ", usually %u days apart", rhythm->usual),
			rhythm->usual);
	if (last == 0)
		g_string_append(sentence, _("; the last today."));
	else
		g_string_append_printf(
			sentence,
			g_dngettext(GETTEXT_PACKAGE, "; the last %u day ago.",
		                    "; the last %u days ago.", last),
			last);
	return g_string_free(sentence, FALSE);
}

TertiusSvg *
tertius_plot_rhythm(const TertiusRhythm *rhythm, const char *name,
                    GTimeZone *zone)
{
	TertiusSvg *svg = tertius_svg_new(name, TERTIUS_PLOT_WIDTH, 254);
	g_autofree char *person =
		tertius_markup_dup_short(rhythm->person, SHORT_NAME);
	g_autofree char *title =
		g_strdup_printf(_("Contact with %s, one year"), person);
	g_autofree char *sentence = dup_rhythm_sentence(rhythm);
	double x = LEFT;

	tertius_panel_draw_heading(svg, title, sentence);
	x = tertius_panel_draw_key(svg, 0, x, 80, _("from me (up)"));
	x = tertius_panel_draw_key(svg, 1, x, 80, _("from them (down)"));
	(void) tertius_panel_draw_key(svg, 2, x, 80, _("met (diamond)"));
	draw_gaps(svg, rhythm);
	tertius_svg_line(svg, "axis", LEFT, LINE_Y, RIGHT, LINE_Y);
	for (guint i = 0; i < rhythm->contacts->len; i++)
		draw_contact(svg, rhythm,
		             &g_array_index(rhythm->contacts, TertiusBeat, i));
	draw_months(svg, rhythm, zone);
	return svg;
}
