/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences with slots. phrases/en.ini says how a template is read.
 */
#pragma once

#include <glib.h>

#define TERTIUS_SLOT_MAX 400 /* bytes of one value; longer ones are cut */

typedef struct {
	const char *name;
	const char *value; /* NULL and "" are empty */
} TertiusSlot;

/* How the choices in a template fall. */
typedef struct {
	gboolean is_formal;
	guint turn; /* drafts of different parity never read alike */
	guint seed; /* picks among the other alternatives */
} TertiusManners;

/* Fills @template; @slots ends with a NULL name. Values come last and are made
 * one clean line each: nothing in them is read as a template. Fails with
 * MALFORMED on an unknown slot, or on an empty one that is not in <…>. */
char *tertius_template_fill(const char *template, const TertiusSlot *slots,
                            const TertiusManners *manners, GError **error);
