/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request and its reply through one of libcurl's handles, within the limits
 * of caldav-message.h. Whether it may be sent is for the caller to know.
 */
#pragma once

#include "calendar/caldav-message.h"

#include <curl/curl.h>

typedef struct {
	char *user;
	char *password;
	char *token;
	char *ca_file;
	long method; /* how the server wants to be logged in to; 0: not known */
} TertiusLogin;

typedef struct {
	CURL *curl; /* lent; kept for one server, as it knows the way in */
	struct curl_slist *headers;
	TertiusHttpReply *reply; /* lent */
	char *location;          /* where the reply leads; or NULL */
	gboolean is_too_big;
} TertiusTransfer;

/* Makes the handle of @transfer ready to ask @url; the reply goes to @reply,
 * which is cleared first. @request must live until it is over. */
void tertius_transfer_prepare(TertiusTransfer *transfer,
                              const TertiusLogin *login,
                              const TertiusHttpRequest *request,
                              const char *url, TertiusHttpReply *reply);

/* Takes what came of it into the reply; learns the way in for @login. Fails as
 * tertius_http_send does when @code says so. */
gboolean tertius_transfer_finish(TertiusTransfer *transfer, TertiusLogin *login,
                                 CURLcode code, GError **error);

/* One line of the reply's head, of @size times @n bytes, as libcurl calls it with
 * the transfer as @data: the first of a reply forgets what came before. Returns
 * the bytes that were taken, which are all. */
size_t tertius_transfer_take_header(char *line, size_t size, size_t n,
                                    void *data);

/* Clears all but the handle. */
void tertius_transfer_clear(TertiusTransfer *transfer);
