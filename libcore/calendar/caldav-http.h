/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTP for CalDAV, suspicious of the server: nothing it sends can make us talk
 * to somebody else, wait for ever, or hold more than we chose.
 */
#pragma once

#include "calendar/caldav-message.h"

#define TERTIUS_HTTP_REDIRECTS_MAX 5

typedef struct {
	const char *url;      /* https; http only to this computer */
	const char *user;     /* NULL: without a name */
	const char *password; /* NULL: without */
	const char *token;    /* OAuth2 bearer, instead of both; or NULL */
	const char *ca_file;  /* NULL: those of the system */
} TertiusHttpAccount;

typedef struct _TertiusHttp TertiusHttp;

/* Fails with TERTIUS_ERROR_SETTINGS when the URL cannot be used. */
TertiusHttp *tertius_http_new(const TertiusHttpAccount *account,
                              GError **error);
void tertius_http_free(TertiusHttp *http);

/* Any status but these is a reply; @reply is cleared first. Fails with
 * TERTIUS_ERROR_DENIED for 401 (nothing is asked after one), for a way that
 * leads to another host and for a certificate that is not good; with
 * TERTIUS_ERROR_UNREACHABLE for 429, 503 and all that may pass; with
 * TERTIUS_ERROR_MALFORMED when it is too big. */
gboolean tertius_http_send(TertiusHttp *http, const TertiusHttpRequest *request,
                           TertiusHttpReply *reply, GError **error);

/* Sends all of @requests, several at once, for as long as all goes well: the
 * reply of one that had no plain answer has status 0, and it is to be sent again
 * one at a time, which tells why. The server may have done what it asks. A
 * server that asks to be slower (429, 503) gets a pause, and one at a time from
 * then on. */
void tertius_http_send_many(TertiusHttp *http,
                            const TertiusHttpRequest *requests,
                            TertiusHttpReply *replies, guint n);

/* How many requests were sent, redirects too. */
guint tertius_http_count(const TertiusHttp *http);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusHttp, tertius_http_free)
