/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's side: items in, facts out, until the other side is gone.
 */
#define _GNU_SOURCE
#include "engine/worker-serve.h"

#include "base/error.h"
#include "base/text.h"
#include "detect/detector.h"
#include "engine/frame.h"
#include "engine/read-connections.h"
#include "engine/read-facts.h"
#include "engine/sandbox.h"
#include "model/facts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

typedef struct {
	TertiusDetector *detector;
	int in, out;
	guint fences; /* TertiusSandboxFences */
} Server;

/* Read before the sandbox closes, so that what the readers load at first use
 * (tables, charset modules, time zones, languages) is there afterwards. */
static const char rehearsal[] =
	"From: =?ISO-8859-15?Q?M=FCller?= <mueller@example.org>\n"
	"To: =?windows-1252?Q?Zo=EB?= <zoe@example.org>\n"
	"Subject: =?ISO-2022-JP?B?GyRCOGIbKEI=?= and =?GB2312?B?xOO6ww==?=\n"
	"Date: Mon, 6 Jan 2025 10:00:00 +0100\n"
	"Message-ID: <rehearsal@example.org>\n"
	"MIME-Version: 1.0\n"
	"Content-Type: multipart/mixed; boundary=b\n\n"
	"--b\nContent-Type: text/html; charset=iso-8859-1\n"
	"Content-Transfer-Encoding: quoted-printable\n\n"
	"<p>Hi Zo=EB,</p><p>meet Dana, thanks for the introduction.</p>\n"
	"--b\nContent-Type: text/calendar; charset=utf-8\n\n"
	"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:rehearsal\n"
	"DTSTAMP:20250106T090000Z\nDTSTART;TZID=Europe/Berlin:20250107T100000\n"
	"RRULE:FREQ=WEEKLY;COUNT=2\nATTENDEE:mailto:zoe@example.org\n"
	"END:VEVENT\nEND:VCALENDAR\n"
	"--b--\n";

/* --- Answering ----------------------------------------------------------- */

static gboolean
answer(Server *server, TertiusFrameHead head, const char *body)
{
	gsize sent = 0;

	return tertius_frame_send(server->out, 0, &head, body, &sent);
}

static gboolean
answer_error(Server *server, guint32 number, const char *message)
{
	g_autofree char *line =
		tertius_text_dup_line(message, TERTIUS_FRAME_ERROR_MAX);
	const TertiusFrameHead head = { .kind = TERTIUS_FRAME_ERROR,
		                        .number = number,
		                        .length = (guint32) strlen(line) };

	return answer(server, head, line);
}

static TertiusFacts *
read_item(Server *server, const TertiusFrameHead *head, const char *body,
          GError **error)
{
	if (head->kind == TERTIUS_FRAME_CALENDAR)
		return tertius_facts_read_calendar(body, head->length, error);
	if (head->kind == TERTIUS_FRAME_CONNECTIONS)
		return tertius_connections_read(body, head->length, error);
	return tertius_facts_read_message(server->detector, body, head->length,
	                                  head->received, head->detail != 0,
	                                  error);
}

static gboolean
answer_item(Server *server, const TertiusFrameHead *head, const char *body)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(TertiusFacts) facts = read_item(server, head, body, &error);
	TertiusFrameHead reply = { .kind = TERTIUS_FRAME_FACTS,
		                   .number = head->number };
	gsize size;

	if (facts == NULL)
		return answer_error(server, head->number, error->message);
	bytes = tertius_facts_to_bytes(facts);
	size = g_bytes_get_size(bytes);
	if (size > TERTIUS_FRAME_ANSWER_MAX)
		return answer_error(server, head->number,
		                    "holds more than can be kept of one item");
	reply.length = (guint32) size;
	return answer(server, reply, g_bytes_get_data(bytes, NULL));
}

/* --- Serving ------------------------------------------------------------- */

static gboolean
read_more(Server *server, TertiusFrameReader *reader)
{
	gsize room;
	char *into = tertius_frame_reader_reserve(reader, &room);
	ssize_t n;

	do
		n = read(server->in, into, room);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return FALSE;
	tertius_frame_reader_add(reader, (gsize) n);
	return TRUE;
}

static gboolean
is_item(const TertiusFrameHead *head)
{
	return head->kind == TERTIUS_FRAME_MESSAGE ||
	       head->kind == TERTIUS_FRAME_CALENDAR ||
	       head->kind == TERTIUS_FRAME_CONNECTIONS;
}

/* Waits for the next item; *@body is lent until the next call. */
static TertiusFrameState
wait_for_item(Server *server, TertiusFrameReader *reader,
              TertiusFrameHead *head, const char **body)
{
	TertiusFrameState state;

	do
		state = tertius_frame_reader_take(reader, head, body);
	while (state == TERTIUS_FRAME_MORE && read_more(server, reader));
	if (state == TERTIUS_FRAME_WHOLE && !is_item(head))
		return TERTIUS_FRAME_BROKEN;
	return state;
}

static int
serve_items(Server *server)
{
	g_autoptr(TertiusFrameReader) reader =
		tertius_frame_reader_new(TERTIUS_FRAME_ITEM_MAX);
	TertiusFrameHead head;
	const char *body;
	TertiusFrameState state;

	while ((state = wait_for_item(server, reader, &head, &body)) ==
	       TERTIUS_FRAME_WHOLE) {
		if (server->fences != 0)
			tertius_sandbox_renew_time();
		if (!answer_item(server, &head, body))
			return 1;
	}
	return state == TERTIUS_FRAME_MORE &&
	                       tertius_frame_reader_is_empty(reader)
	               ? 0
	               : 1;
}

/* Whatever a library prints, it must not get between the frames; and what the
 * parent had open is none of the worker's business. */
static gboolean
settle_descriptors(Server *server)
{
	int nowhere;

	server->in = fcntl(server->in, F_DUPFD_CLOEXEC, 3);
	server->out = fcntl(server->out, F_DUPFD_CLOEXEC, server->in + 1);
	nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (server->in < 0 || server->out < 0 || nowhere < 0)
		return FALSE;
	(void) dup2(nowhere, STDIN_FILENO);
	(void) dup2(nowhere, STDOUT_FILENO);
	if (tertius_sandbox_state() != 0)
		(void) dup2(nowhere, STDERR_FILENO);
	(void) close_range(3, (guint) server->in - 1, 0);
	(void) close_range((guint) server->in + 1, (guint) server->out - 1, 0);
	(void) close_range((guint) server->out + 1, G_MAXUINT, 0);
	return TRUE;
}

static void
rehearse(Server *server)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_read_message(
		server->detector, rehearsal, sizeof(rehearsal) - 1, 0, FALSE,
		NULL);
	g_autoptr(GError) refusal = NULL;

	/* What is no message is refused in the language of the user. */
	tertius_facts_free(tertius_facts_read_message(server->detector, "", 0,
	                                              0, FALSE, &refusal));
	if (facts != NULL)
		g_bytes_unref(tertius_facts_to_bytes(facts));
}

static gboolean
greet(Server *server)
{
	const char *greeting = tertius_frame_greeting();
	const TertiusFrameHead head = { .kind = TERTIUS_FRAME_READY,
		                        .length = (guint32) strlen(greeting),
		                        .detail = server->fences };

	return answer(server, head, greeting);
}

int
tertius_worker_serve(int in, int out)
{
	Server server = { .in = in, .out = out };
	g_autoptr(TertiusDetector) detector = NULL;
	g_autoptr(GError) error = NULL;

	(void) prctl(PR_SET_NAME, "tertius-worker");
	if (!settle_descriptors(&server))
		return 1;
	detector = tertius_detector_new(NULL, &error);
	if (detector == NULL) {
		(void) answer_error(&server, 0, error->message);
		return 1;
	}
	server.detector = detector;
	rehearse(&server);
	server.fences = tertius_sandbox_enter();
	if (!greet(&server))
		return 1;
	return serve_items(&server);
}
