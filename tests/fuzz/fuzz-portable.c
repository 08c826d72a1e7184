/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any line as one of an export.
 */
#include "engine/portable.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	g_autoptr(TertiusFacts) facts = NULL;
	g_autoptr(TertiusDecision) decision = NULL;
	g_autofree char *began = NULL;

	if (tertius_portable_read(text, &facts, &decision, &began, NULL))
		g_assert((facts != NULL) + (decision != NULL) +
		                 (began != NULL) ==
		         1);
	return 0;
}
