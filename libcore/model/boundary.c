/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Boundaries and the gate.
 */
#include "model/boundary.h"

#include "model/message.h"
#include "model/person.h"

#include <string.h>

static const char *const names[TERTIUS_BOUNDARY_N] = {
	[TERTIUS_BOUNDARY_MUTED] = "muted",
	[TERTIUS_BOUNDARY_FRIEND_FIRST] = "friend-first",
	[TERTIUS_BOUNDARY_NO_ASKS] = "no-asks",
	[TERTIUS_BOUNDARY_NO_WORK] = "no-work",
	[TERTIUS_BOUNDARY_NOT_BEFORE] = "until",
	[TERTIUS_BOUNDARY_ADDRESS] = "address",
	[TERTIUS_BOUNDARY_REFUSED] = "refused",
	[TERTIUS_BOUNDARY_HESITATED] = "hesitated",
	[TERTIUS_BOUNDARY_AWAY] = "away",
	[TERTIUS_BOUNDARY_SWAMPED] = "swamped",
	[TERTIUS_BOUNDARY_SLOW] = "slow",
	[TERTIUS_BOUNDARY_BUSY] = "busy",
	[TERTIUS_BOUNDARY_OPEN_ASK] = "open-ask",
	[TERTIUS_BOUNDARY_FOLLOWED_UP] = "followed-up",
};

/* --- The gate ------------------------------------------------------------- */

/* A column a purpose, in the order of TertiusReminderKind and then of
 * TertiusPurpose: thank, answer, tell-silent, outcome, gift, congratulate,
 * promise, follow-up, check-in, occasion, introduce | ask, introduce,
 * opportunity.
 * '.' open, '-' later, 'x' closed. */
static const char table[TERTIUS_BOUNDARY_N][TERTIUS_PURPOSE_N + 1] = {
	[TERTIUS_BOUNDARY_MUTED] = "xxxxxxxxxxxxxx",
	[TERTIUS_BOUNDARY_FRIEND_FIRST] = "..xx...x.xxxxx",
	[TERTIUS_BOUNDARY_NO_ASKS] = "..x....x...xx.",
	[TERTIUS_BOUNDARY_NO_WORK] = "..xx...x.xxxxx",
	[TERTIUS_BOUNDARY_NOT_BEFORE] = "-.------------",
	[TERTIUS_BOUNDARY_ADDRESS] = "..............",
	[TERTIUS_BOUNDARY_REFUSED] = ".......x...-..",
	[TERTIUS_BOUNDARY_HESITATED] = ".......x..---.",
	[TERTIUS_BOUNDARY_AWAY] = "..-....-------",
	[TERTIUS_BOUNDARY_SWAMPED] = "..-....-------",
	[TERTIUS_BOUNDARY_SLOW] = ".......-..---.",
	[TERTIUS_BOUNDARY_BUSY] = "..-....-------",
	[TERTIUS_BOUNDARY_OPEN_ASK] = "...........xx.",
	[TERTIUS_BOUNDARY_FOLLOWED_UP] = ".......x...xx.",
};

TertiusGate
tertius_gate_rule(guint purpose, TertiusBoundaryKind kind)
{
	g_assert(purpose < TERTIUS_PURPOSE_N && kind < TERTIUS_BOUNDARY_N);
	switch (table[kind][purpose]) {
	case 'x':
		return TERTIUS_GATE_CLOSED;
	case '-':
		return TERTIUS_GATE_LATER;
	default:
		return TERTIUS_GATE_OPEN;
	}
}

/* What @boundary says to @purpose: a later one that knows no end is closed,
 * and one that is over is open. */
static TertiusGate
ask_one(const TertiusBoundary *boundary, guint purpose, const char *about,
        gint64 moment)
{
	TertiusGate gate = tertius_gate_rule(purpose, boundary->kind);

	if (boundary->kind == TERTIUS_BOUNDARY_REFUSED &&
	    gate != TERTIUS_GATE_OPEN && about != NULL &&
	    boundary->about != NULL &&
	    g_ascii_strcasecmp(about, boundary->about) == 0)
		return TERTIUS_GATE_CLOSED;
	if (moment < boundary->since ||
	    (boundary->until != 0 && boundary->until <= moment))
		return TERTIUS_GATE_OPEN;
	if (gate == TERTIUS_GATE_LATER && boundary->until == 0)
		return TERTIUS_GATE_CLOSED;
	return gate;
}

TertiusPassage
tertius_gate_pass(const GPtrArray *boundaries, guint purpose, const char *about,
                  gint64 moment)
{
	TertiusPassage passage = { .gate = TERTIUS_GATE_OPEN };

	for (guint i = 0; boundaries != NULL && i < boundaries->len; i++) {
		const TertiusBoundary *boundary = boundaries->pdata[i];
		TertiusGate gate = ask_one(boundary, purpose, about, moment);

		if (gate < passage.gate || gate == TERTIUS_GATE_OPEN ||
		    (gate == passage.gate && boundary->until <= passage.from))
			continue;
		passage = (TertiusPassage){ .gate = gate,
			                    .from = boundary->until,
			                    .boundary = boundary };
	}
	return passage;
}

gboolean
tertius_gate_may_use(guint message_flags)
{
	return (message_flags & TERTIUS_MESSAGE_CONFIDENTIAL) == 0;
}

/* --- Rules ---------------------------------------------------------------- */

/* The start of the day "2026-09-01" in @zone; 0: is none. */
static gint64
parse_day(const char *text, GTimeZone *zone)
{
	g_autofree char *whole = g_strconcat(text, "T00:00:00", NULL);
	g_autoptr(GDateTime) day =
		strlen(text) == strlen("2026-09-01")
			? g_date_time_new_from_iso8601(whole, zone)
			: NULL;

	return day != NULL ? g_date_time_to_unix(day) : 0;
}

static gboolean
parse_kind(const char *text, GTimeZone *zone, TertiusBoundaryRule *rule)
{
	if (strcmp(text, "no-asks") == 0) {
		rule->kind = TERTIUS_BOUNDARY_NO_ASKS;
		return TRUE;
	}
	if (strcmp(text, "no-work") == 0) {
		rule->kind = TERTIUS_BOUNDARY_NO_WORK;
		return TRUE;
	}
	if (g_str_has_prefix(text, "until")) {
		rule->kind = TERTIUS_BOUNDARY_NOT_BEFORE;
		rule->until = text[5] == ' ' ? parse_day(text + 6, zone) : 0;
		return rule->until != 0 || (rule->is_lifted && text[5] == '\0');
	}
	if (g_str_has_prefix(text, "address")) {
		rule->kind = TERTIUS_BOUNDARY_ADDRESS;
		if (text[7] == ' ' && strchr(text, '@') != NULL)
			rule->address = tertius_person_dup_lower(text + 8);
		return rule->address != NULL ||
		       (rule->is_lifted && text[7] == '\0');
	}
	return FALSE;
}

gboolean
tertius_boundary_rule_parse(const char *text, GTimeZone *zone,
                            TertiusBoundaryRule *rule)
{
	g_autofree char *line = g_strstrip(g_strdup(text));
	const char *rest = line;

	*rule = (TertiusBoundaryRule){ .kind = TERTIUS_BOUNDARY_N };
	if (strcmp(line, "none") == 0 || *line == '\0') {
		rule->is_lifted = TRUE;
		return TRUE;
	}
	if (g_str_has_prefix(line, "not ")) {
		rule->is_lifted = TRUE;
		rest = line + strlen("not ");
	}
	return parse_kind(rest, zone, rule);
}

void
tertius_boundary_rule_clear(TertiusBoundaryRule *rule)
{
	g_clear_pointer(&rule->address, g_free);
}

/* --- Records -------------------------------------------------------------- */

TertiusBoundary *
tertius_boundary_new(TertiusBoundaryKind kind, gint64 since, gint64 until)
{
	TertiusBoundary *boundary = g_new0(TertiusBoundary, 1);

	boundary->kind = kind;
	boundary->since = since;
	boundary->until = until;
	return boundary;
}

void
tertius_boundary_free(TertiusBoundary *boundary)
{
	if (boundary == NULL)
		return;
	g_free(boundary->about);
	g_free(boundary->source);
	g_free(boundary->message_id);
	g_free(boundary->quote);
	g_free(boundary->because);
	g_free(boundary);
}

const char *
tertius_boundary_name(TertiusBoundaryKind kind)
{
	g_assert(kind < TERTIUS_BOUNDARY_N);
	return names[kind];
}
