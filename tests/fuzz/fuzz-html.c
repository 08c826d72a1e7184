/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes are HTML; text comes out, within its limit.
 */
#include "mail/html.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	gsize max = size > 0 ? (gsize) data[0] * 16 : 100;
	g_autofree char *text =
		tertius_html_to_text((const char *) data, size, max);

	g_assert(strlen(text) <= max);
	g_assert(g_utf8_validate(text, -1, NULL));
	return 0;
}
