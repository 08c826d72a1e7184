/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request and a reply of HTTP, as CalDAV needs them, and their limits.
 */
#pragma once

#include <glib.h>

#define TERTIUS_HTTP_BYTES_MAX       33554432 /* 32 MiB, decoded */
#define TERTIUS_HTTP_CONNECT_SECONDS 10
#define TERTIUS_HTTP_SECONDS_MAX     60
#define TERTIUS_HTTP_SLOW_BYTES      50 /* a second, … */
#define TERTIUS_HTTP_SLOW_SECONDS    20 /* … for so long: given up */
#define TERTIUS_HTTP_LANES           4  /* requests at once */
#define TERTIUS_HTTP_PAUSE_MAX       5  /* seconds, when asked to be slower */

typedef struct {
	const char *method;
	const char *url;
	const char *depth; /* NULL: no such header; and so on */
	const char *type;  /* of the body */
	const char *body;
	const char *condition; /* a whole header: "If-Match: \"x\"" */
} TertiusHttpRequest;

typedef struct {
	long status;
	GString *body;
	char *etag; /* NULL: none, or a weak one */
	char *url;  /* that answered, without name and password */
} TertiusHttpReply;

void tertius_http_reply_clear(TertiusHttpReply *reply);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TertiusHttpReply, tertius_http_reply_clear)
