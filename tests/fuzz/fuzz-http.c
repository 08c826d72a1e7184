/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any lines as the head of a calendar server's reply, as libcurl hands them on.
 */
#include "calendar/caldav-transfer.h"
#include "calendar/caldav-url.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

#define HOME "https://dav.example.org/dana/"

static void
judge(const TertiusTransfer *transfer)
{
	const char *etag = transfer->reply->etag;
	g_autofree char *next = NULL;

	if (etag != NULL)
		g_assert(!g_str_has_prefix(etag, "W/") &&
		         strpbrk(etag, "\r\n") == NULL);
	if (transfer->location == NULL)
		return;
	g_assert(strpbrk(transfer->location, "\r\n") == NULL);
	next = tertius_url_resolve(HOME, transfer->location);
	if (next != NULL && tertius_url_is_trusted(next, HOME))
		g_assert(g_str_has_prefix(next, "https://"));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	TertiusHttpReply reply = { .body = g_string_new(NULL) };
	TertiusTransfer transfer = { .reply = &reply };

	for (gsize at = 0; at < size;) {
		const guint8 *end = memchr(data + at, '\n', size - at);
		gsize length =
			end != NULL ? (gsize) (end - data) + 1 - at : size - at;
		/* libcurl's line ends nowhere but where it says. */
		g_autofree char *line = g_memdup2(data + at, length);

		g_assert(tertius_transfer_take_header(line, 1, length,
		                                      &transfer) == length);
		at += length;
	}
	judge(&transfer);
	tertius_transfer_clear(&transfer);
	tertius_http_reply_clear(&reply);
	return 0;
}
