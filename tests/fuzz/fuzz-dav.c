/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any XML as a calendar server's answer, and any line as an address that it
 * sends us to: the password goes to no other owner's host.
 */
#include "calendar/caldav-url.h"
#include "calendar/caldav-xml.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

#define HOME "https://dav.example.org/dana/"

static void
follow(const char *reference)
{
	g_autofree char *url = tertius_url_resolve(HOME, reference);

	if (url == NULL)
		return;
	g_assert(strpbrk(url, "\r\n ") == NULL);
	if (tertius_url_is_trusted(url, HOME))
		g_assert(g_str_has_prefix(url, "https://") &&
		         tertius_url_is_usable(url));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *text = g_strndup((const char *) data, size);
	g_autofree char *token = NULL;
	g_autoptr(GPtrArray) items = NULL;

	if (text[0] != '<') {
		follow(text);
		return 0;
	}
	items = tertius_dav_parse(text, strlen(text), &token, NULL);
	for (guint i = 0; items != NULL && i < items->len; i++) {
		const TertiusDavItem *item = items->pdata[i];

		if (item->href != NULL)
			follow(item->href);
	}
	return 0;
}
