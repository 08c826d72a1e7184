/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading places, with progress, and telling what was found; for `scan` and
 * `demo`.
 */
#pragma once

#include "tool/run.h"

typedef struct {
	gint64 since;
	const char *folders; /* or NULL */
	const char *ca_file; /* or NULL */
	gboolean is_dry;
	gboolean allow_plaintext;
} TertiusScanRequest;

/* Reads all @places; when one cannot be read, the others are, and the status of
 * @run says so. Prints what was read and what is new. */
gboolean tertius_scan_places(TertiusRun *run, const char *const *places,
                             const TertiusScanRequest *request, GError **error);
