/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Circles packed side by side.
 */
#include "picture/pack.h"

#include <math.h>

/* Lays @c against @a and @b, on the left of the way from @b to @a. */
static void
touch(const TertiusDisc *b, const TertiusDisc *a, TertiusDisc *c)
{
	double dx = b->x - a->x;
	double dy = b->y - a->y;
	double square = dx * dx + dy * dy;
	double to_a = (a->radius + c->radius) * (a->radius + c->radius);
	double to_b = (b->radius + c->radius) * (b->radius + c->radius);
	double along, aside;

	if (square < 1e-9) {
		c->x = a->x + a->radius + c->radius;
		c->y = a->y;
		return;
	}
	along = (square + to_a - to_b) / (2 * square);
	aside = sqrt(MAX(to_a / square - along * along, 0));
	c->x = a->x + along * dx - aside * dy;
	c->y = a->y + along * dy + aside * dx;
}

static gboolean
overlap(const TertiusDisc *a, const TertiusDisc *b)
{
	double reach = a->radius + b->radius - 1e-3;
	double dx = b->x - a->x;
	double dy = b->y - a->y;

	return reach * reach > dx * dx + dy * dy;
}

static void
link_discs(TertiusDisc *discs, guint before, guint after)
{
	discs[before].next = after;
	discs[after].previous = before;
}

/* How far from the middle a circle between @at and the next would lie. */
static double
distance_at(const TertiusDisc *discs, guint at)
{
	const TertiusDisc *a = &discs[at];
	const TertiusDisc *b = &discs[a->next];
	double both = a->radius + b->radius;
	double x = (a->x * b->radius + b->x * a->radius) / both;
	double y = (a->y * b->radius + b->y * a->radius) / both;

	return x * x + y * y;
}

static guint
find_nearest(const TertiusDisc *discs, guint start)
{
	guint best = start;
	double nearest = distance_at(discs, start);

	for (guint at = discs[start].next; at != start; at = discs[at].next) {
		double distance = distance_at(discs, at);

		if (distance < nearest) {
			nearest = distance;
			best = at;
		}
	}
	return best;
}

/* The gap between @a and the next is too narrow for disc @c: takes out of the
 * front all up to the nearest disc that is in the way, seen along the front to
 * both sides. Returns FALSE when none is; else @a is where the gap begins. */
static gboolean
widen(TertiusDisc *discs, guint *a, guint c)
{
	guint b = discs[*a].next;
	guint ahead = discs[b].next;
	guint behind = discs[*a].previous;
	double far_ahead = discs[b].radius;
	double far_behind = discs[*a].radius;

	do {
		gboolean look_ahead = far_ahead <= far_behind;
		guint at = look_ahead ? ahead : behind;

		if (overlap(&discs[at], &discs[c])) {
			if (look_ahead)
				b = at;
			else
				*a = at;
			link_discs(discs, *a, b);
			return TRUE;
		}
		if (look_ahead) {
			far_ahead += discs[at].radius;
			ahead = discs[at].next;
		} else {
			far_behind += discs[at].radius;
			behind = discs[at].previous;
		}
	} while (ahead != discs[behind].next);
	return FALSE;
}

void
tertius_pack(TertiusDisc *discs, guint n)
{
	guint a = 0;

	discs[0].x = discs[0].y = 0;
	if (n > 1) {
		discs[1].x = discs[0].radius + discs[1].radius;
		discs[1].y = 0;
	}
	if (n < 3)
		return;
	touch(&discs[1], &discs[0], &discs[2]);
	link_discs(discs, 0, 1);
	link_discs(discs, 1, 2);
	link_discs(discs, 2, 0);
	for (guint c = 3; c < n; c++) {
		/* Each round takes one disc off the front. */
		do
			touch(&discs[a], &discs[discs[a].next], &discs[c]);
		while (widen(discs, &a, c));
		link_discs(discs, c, discs[a].next);
		link_discs(discs, a, c);
		a = find_nearest(discs, a);
	}
}
