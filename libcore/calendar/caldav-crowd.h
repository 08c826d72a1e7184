/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several requests to one server at once. Only plain answers count here: what
 * goes wrong stops the rest, and is left for the careful way, one at a time.
 */
#pragma once

#include "calendar/caldav-transfer.h"

typedef struct {
	TertiusLogin *login;
	const TertiusHttpRequest *requests;
	char *const *urls; /* of each, whole and trusted */
	TertiusHttpReply *replies;
	guint n;
	/* What came of it: */
	guint n_sent;
	long pause; /* seconds to wait, as the server asked to be slower; or 0 */
	/* While it runs: */
	guint next;
	guint n_busy;
	gboolean is_over;
} TertiusCrowd;

/* Fills in a reply for each request that had a plain answer (a status from 200
 * on and below 500, which asks for no redirect, login or patience); the status
 * of the others is 0, whether the server did what they ask or not. */
void tertius_crowd_send(TertiusCrowd *crowd);
