/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * caldav-ask URL: asks for the calendars of a server and says what came of it,
 * in one line: "calendars N" or the error's code.
 */
#include "base/error.h"
#include "calendar/caldav.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	const TertiusHttpAccount account = { .url = argc > 1 ? argv[1] : "",
		                             .user = "alice",
		                             .password = "secret" };
	static const char *const codes[] = { "malformed", "unreachable",
		                             "denied",    "store",
		                             "too-new",   "settings" };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) calendars = tertius_caldav_find(&account, &error);

	if (calendars != NULL) {
		printf("calendars %u\n", calendars->len);
		return 0;
	}
	printf("%s %s\n", codes[error->code], error->message);
	return 1;
}
