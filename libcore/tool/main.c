/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The `tertius` command.
 */
#include <glib.h>

int
main(void)
{
	g_print("tertius %s\n", TERTIUS_VERSION);
	return 0;
}
