/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a second connection is tried, and when it is kept.
 */
#include "mail/imap-help.h"

/* It is tried where so many seconds are left (logging in takes some round trips)
 * and we have waited for the server in more than half of the time; and kept when it
 * makes reading so much faster. Looked at each so many messages. As the first
 * stands still while the second is asked for, it gets few seconds of silence
 * only. */
#define LEFT     4
#define MESSAGES 1000
#define GAIN     1.2
#define PATIENCE 5

void
tertius_imap_help_init(TertiusImapHelp *help, const TertiusImapPlace *place,
                       const TertiusSourceOptions *options,
                       TertiusImapSecret *secret)
{
	*help = (TertiusImapHelp){
		.place = place,
		.secret = secret,
		.options = *options,
	};
	if (options->network_timeout == 0 ||
	    options->network_timeout > PATIENCE)
		help->options.network_timeout = PATIENCE;
}

void
tertius_imap_help_begin(TertiusImapHelp *help)
{
	if (help->state != TERTIUS_IMAP_HELP_NEVER)
		help->state = TERTIUS_IMAP_HELP_NONE;
}

void
tertius_imap_help_rest(TertiusImapHelp *help)
{
	help->began = 0;
	help->messages = 0;
}

static void
count_anew(TertiusImapHelp *help, const TertiusImapSession *session)
{
	help->began = g_get_monotonic_time();
	help->waited = tertius_imap_session_waited(session);
	help->messages = 0;
}

static gboolean
call(TertiusImapHelp *help, TertiusImapReading *reading)
{
	TertiusImapSession *helper = tertius_imap_session_open(
		help->place, &help->options, help->secret, NULL);

	return helper != NULL && tertius_imap_reading_help(reading, helper);
}

static TertiusImapHelpState
judge(TertiusImapHelp *help, TertiusImapReading *reading, double took,
      double waited)
{
	double rate = help->messages / MAX(took, 1);
	double left = tertius_imap_reading_left(reading) / rate;

	if (help->state == TERTIUS_IMAP_HELP_TRIAL) {
		if (rate > help->alone * GAIN)
			return TERTIUS_IMAP_HELP_GOOD;
		tertius_imap_reading_dismiss(reading);
		return TERTIUS_IMAP_HELP_NEVER;
	}
	if (waited < took / 2 || left < LEFT * G_USEC_PER_SEC)
		return help->state;
	help->alone = rate;
	return call(help, reading) ? TERTIUS_IMAP_HELP_TRIAL
	                           : TERTIUS_IMAP_HELP_NEVER;
}

void
tertius_imap_help_consider(TertiusImapHelp *help,
                           const TertiusImapSession *session,
                           TertiusImapReading *reading)
{
	gint64 now = g_get_monotonic_time();

	if (help->began == 0)
		count_anew(help, session);
	if (++help->messages < MESSAGES)
		return;
	if (help->state == TERTIUS_IMAP_HELP_NONE ||
	    help->state == TERTIUS_IMAP_HELP_TRIAL)
		help->state =
			judge(help, reading, (double) (now - help->began),
		              (double) (tertius_imap_session_waited(session) -
		                        help->waited));
	count_anew(help, session);
}
