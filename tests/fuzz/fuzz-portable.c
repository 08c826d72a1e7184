/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any line as one of an export, and any XML as a calendar server's answer: the
 * first byte says which.
 */
#include "calendar/caldav-xml.h"
#include "engine/portable.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(TertiusDecision) decision = NULL;
	g_autofree char *began = NULL;
	g_autofree char *token = NULL;

	if (text[0] == '<') {
		g_autoptr(GPtrArray) items =
			tertius_dav_parse(text, strlen(text), &token, NULL);

		return items == NULL ? 0 : -(items->len == G_MAXUINT);
	}
	if (tertius_portable_read(text, &facts, &decision, &began, NULL))
		g_assert((facts != NULL) + (decision != NULL) +
		                 (began != NULL) ==
		         1);
	return 0;
}
