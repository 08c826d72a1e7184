/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What WebDAV adds to asking: answers about many things at once (RFC 4918).
 */
#pragma once

#include "calendar/caldav-http.h"
#include "calendar/caldav-xml.h"

#define TERTIUS_DAV_XML "application/xml; charset=utf-8"

/* Sends a request that a multistatus answers, and flattens that. @base and
 * @token (NULL allowed) get the URL that answered and the sync-token. Any
 * other status is TERTIUS_ERROR_MALFORMED. */
GPtrArray *tertius_dav_ask(TertiusHttp *http, const TertiusHttpRequest *request,
                           char **base, char **token, GError **error);

/* The status of a reply; of a 207, which is no success by itself, the first
 * refusal in it. */
long tertius_dav_status(const TertiusHttpReply *reply);
