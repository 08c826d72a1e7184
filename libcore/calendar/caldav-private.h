/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of CalDAV share.
 */
#pragma once

#include "calendar/caldav-http.h"
#include "calendar/caldav-xml.h"
#include "calendar/collection.h"

#define TERTIUS_DAV_XML "application/xml; charset=utf-8"

/* Sends a request that a multistatus answers, and flattens that. @base and
 * @token (NULL allowed) get the URL that answered and the sync-token. Any
 * other status is TERTIUS_ERROR_MALFORMED. */
GPtrArray *tertius_dav_ask(TertiusHttp *http, const TertiusHttpRequest *request,
                           char **base, char **token, GError **error);

/* The status of a reply; of a 207, the first refusal in it. */
long tertius_dav_status(const TertiusHttpReply *reply);

/* Takes @http. @url ends in a slash. */
TertiusCollection *tertius_caldav_collection_new(TertiusHttp *http,
                                                 const char *url);
