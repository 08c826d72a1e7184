/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second connection for a folder, where it helps: where it makes reading faster
 * and the server lets us.
 */
#pragma once

#include "mail/imap-folder.h"
#include "mail/imap-place.h"
#include "mail/imap-secret.h"
#include "mail/imap-session.h"
#include "mail/source.h"

typedef enum {
	TERTIUS_IMAP_HELP_NONE,  /* not yet */
	TERTIUS_IMAP_HELP_TRIAL, /* it is being tried */
	TERTIUS_IMAP_HELP_GOOD,
	TERTIUS_IMAP_HELP_NEVER, /* the server refuses, or it is no faster */
} TertiusImapHelpState;

/* A plain record. */
typedef struct {
	const TertiusImapPlace *place;
	TertiusImapSecret *secret;    /* lent */
	TertiusSourceOptions options; /* with less patience */
	TertiusImapHelpState state;
	gint64 began;  /* monotonic, microseconds; 0: not yet. Since then … */
	gint64 waited; /* … we have waited so many microseconds … */
	guint messages; /* … for so many messages */
	double alone;   /* messages a microsecond with one connection */
} TertiusImapHelp;

/* All must outlive it. */
void tertius_imap_help_init(TertiusImapHelp *help,
                            const TertiusImapPlace *place,
                            const TertiusSourceOptions *options,
                            TertiusImapSecret *secret);

/* Another folder follows. */
void tertius_imap_help_begin(TertiusImapHelp *help);

/* The first session has ended; what took how long counts anew. */
void tertius_imap_help_rest(TertiusImapHelp *help);

/* After each message: calls or sends away the helper of @reading. What cannot be
 * had is done without. */
void tertius_imap_help_consider(TertiusImapHelp *help,
                                const TertiusImapSession *session,
                                TertiusImapReading *reading);
