/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real worker: this program, called as `test-worker-serve worker`, serves
 * as `tertius worker` does.
 */
#define _GNU_SOURCE
#include "engine/worker-serve.h"

#include "base/error.h"
#include "engine/sandbox.h"
#include "engine/worker.h"
#include "tertius-test.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const char introduction[] =
	"From: Dana Okafor <dana@example.org>\r\n"
	"To: Zoe <zoe@example.org>, Bob <bob@example.org>\r\n"
	"Subject: Zoe, meet Bob\r\n"
	"Date: Mon, 6 Jan 2025 10:00:00 +0100\r\n"
	"Message-ID: <one@example.org>\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	"--b\r\nContent-Type: text/plain\r\n\r\n"
	"Hi Zoe,\r\n\r\nI would like to introduce you to Bob.\r\n\r\nDana\r\n"
	"--b\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\n"
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
	"METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u1@example.org\r\n"
	"DTSTAMP:20250106T090000Z\r\nDTSTART;TZID=Europe/Berlin:"
	"20250107T100000\r\nDTEND;TZID=Europe/Berlin:20250107T110000\r\n"
	"SUMMARY:Zoe and Bob\r\nORGANIZER:mailto:dana@example.org\r\n"
	"ATTENDEE:mailto:zoe@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	"--b--\r\n";

static const char calendar[] =
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
	"BEGIN:VEVENT\r\nUID:u2@example.org\r\nDTSTAMP:20250106T090000Z\r\n"
	"DTSTART:20250107T100000Z\r\nDTEND:20250107T110000Z\r\n"
	"SUMMARY:Lunch\r\nATTENDEE:mailto:zoe@example.org\r\n"
	"END:VEVENT\r\nEND:VCALENDAR\r\n";

static TertiusWorker *
start(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	TertiusWorker *worker = tertius_worker_new(program, NULL, &error);

	ck_assert_msg(worker != NULL, "%s", error ? error->message : "");
	return worker;
}

static void
send_bytes(TertiusWorker *worker, GBytes *bytes, gboolean is_calendar)
{
	const TertiusItem item = { .bytes = bytes,
		                   .received = 1736154060,
		                   .is_sent = !is_calendar,
		                   .is_calendar = is_calendar };

	tertius_worker_send(worker, &item, NULL);
}

static void
send_text(TertiusWorker *worker, const char *text, gboolean is_calendar)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	send_bytes(worker, bytes, is_calendar);
}

/* The next answer: facts, or NULL when the item cannot be read. */
static TertiusFacts *
receive(TertiusWorker *worker)
{
	g_autoptr(GError) item_error = NULL;
	g_autoptr(GError) error = NULL;
	TertiusFacts *facts = NULL;
	gpointer tag = NULL;

	ck_assert_msg(tertius_worker_receive(worker, &tag, &facts, &item_error,
	                                     &error),
	              "%s", error ? error->message : "nothing");
	ck_assert((facts == NULL) != (item_error == NULL));
	if (item_error != NULL)
		ck_assert(g_error_matches(item_error, TERTIUS_ERROR,
		                          TERTIUS_ERROR_MALFORMED));
	return facts;
}

static void
check_introduction(TertiusWorker *worker)
{
	g_autoptr(TertiusFacts) facts = receive(worker);
	TertiusMeeting *meeting;

	ck_assert_ptr_nonnull(facts);
	ck_assert_str_eq(facts->message->from->address, "dana@example.org");
	ck_assert_int_eq(facts->message->date, 1736154000);
	ck_assert((facts->message->flags & TERTIUS_MESSAGE_SENT) != 0);
	ck_assert_uint_gt(facts->acts->len, 0);
	ck_assert_uint_eq(facts->meetings->len, 1);
	meeting = facts->meetings->pdata[0];
	ck_assert_str_eq(meeting->uid, "u1@example.org");
	ck_assert_int_eq(meeting->start, 1736240400);
	ck_assert(!facts->in_calendar);
}

static void
check_calendar(TertiusWorker *worker)
{
	g_autoptr(TertiusFacts) facts = receive(worker);

	ck_assert_ptr_nonnull(facts);
	ck_assert_ptr_null(facts->message);
	ck_assert_uint_eq(facts->meetings->len, 1);
	ck_assert(facts->in_calendar);
}

/* --- Reading ------------------------------------------------------------- */

START_TEST(messages_and_calendars_become_facts)
{
	g_autoptr(TertiusWorker) worker = start();

	for (int i = 0; i < 3; i++) {
		send_text(worker, introduction, FALSE);
		send_text(worker, calendar, TRUE);
	}
	for (int i = 0; i < 3; i++) {
		check_introduction(worker);
		check_calendar(worker);
	}
}
END_TEST

START_TEST(what_cannot_be_read_is_refused_by_the_same_child)
{
	static const char *const bad[] = { "", "\n", "no field\nat all\n",
		                           "\xff\xfe\x00" };
	g_autoptr(TertiusWorker) worker = start();
	GPid pid = tertius_worker_get_pid(worker);

	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(TertiusFacts) facts = NULL;

		send_text(worker, bad[i], i % 2 == 0);
		facts = receive(worker);
		ck_assert_msg(facts == NULL, "case %zu", i);
	}
	send_text(worker, introduction, FALSE);
	check_introduction(worker);
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

/* Base64 of nothing much; the readers take it whole, decode it and must stay
 * within the fences. */
START_TEST(the_biggest_items_fit_into_its_memory)
{
	static const char head[] =
		"From: Dana <dana@example.org>\nSubject: big\n"
		"Date: Mon, 6 Jan 2025 10:00:00 +0100\nMIME-Version: 1.0\n"
		"Content-Type: text/html; charset=gb18030\n"
		"Content-Transfer-Encoding: base64\n\n";
	g_autoptr(TertiusWorker) worker = start();
	GPid pid = tertius_worker_get_pid(worker);

	for (int extra = -1; extra <= 1; extra++) {
		gsize size = (gsize) ((32 << 20) + extra);
		char *text = g_malloc(size);
		g_autoptr(GBytes) bytes = g_bytes_new_take(text, size);
		g_autoptr(TertiusFacts) facts = NULL;

		for (gsize i = 0; i < size; i++)
			text[i] = i % 77 == 76 ? '\n' : "PGI+"[i % 77 % 4];
		memcpy(text, head, sizeof(head) - 1);
		send_bytes(worker, bytes, FALSE);
		facts = receive(worker);
		ck_assert_msg(facts != NULL, "%d", extra);
		ck_assert_str_eq(facts->message->subject, "big");
	}
	ck_assert_int_eq(tertius_worker_get_pid(worker), pid);
}
END_TEST

/* --- Living and dying ---------------------------------------------------- */

START_TEST(after_kills_of_the_real_worker_nothing_is_lost)
{
	g_autoptr(TertiusWorker) worker = start();
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	int sent = 0, received = 0, kills = 0;

	while (received < 2000) {
		if (sent < 2000 && !tertius_worker_is_full(worker)) {
			send_text(worker, sent % 2 ? calendar : introduction,
			          sent % 2 != 0);
			sent++;
			continue;
		}
		if (received / 100 > kills) {
			g_usleep((gulong) g_rand_int_range(rand, 0, 60000));
			(void) kill(tertius_worker_get_pid(worker), SIGKILL);
			kills++;
		}
		received % 2 ? check_calendar(worker)
			     : check_introduction(worker);
		received++;
	}
	ck_assert_int_eq(kills, 19);
}
END_TEST

START_TEST(what_libraries_print_does_not_disturb_it)
{
	g_autoptr(TertiusWorker) worker = NULL;

	g_setenv("G_MESSAGES_DEBUG", "all", TRUE);
	worker = start();
	send_text(worker, introduction, FALSE);
	check_introduction(worker);
	g_unsetenv("G_MESSAGES_DEBUG");
}
END_TEST

START_TEST(it_keeps_nothing_open_of_its_parent)
{
	g_autoptr(TertiusWorker) worker = NULL;
	char byte;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0); /* on purpose not closed by exec */
	worker = start();
	send_text(worker, calendar, TRUE);
	check_calendar(worker);
	(void) close(ends[1]);
	ck_assert_int_eq(read(ends[0], &byte, 1), 0);
	(void) close(ends[0]);
}
END_TEST

/* What the kernel says of it once it reads. */
START_TEST(it_reads_behind_the_fences)
{
	g_autoptr(TertiusWorker) worker = start();
	g_autofree char *path = g_strdup_printf(
		"/proc/%d/status", (int) tertius_worker_get_pid(worker));
	g_autofree char *status = NULL;
	guint fences = tertius_sandbox_state();

	send_text(worker, calendar, TRUE);
	check_calendar(worker);
	ck_assert(g_file_get_contents(path, &status, NULL, NULL));
	if ((fences & TERTIUS_SANDBOX_LIMITS) != 0)
		ck_assert_ptr_nonnull(strstr(status, "\nNoNewPrivs:\t1\n"));
	if ((fences & TERTIUS_SANDBOX_CALLS) != 0)
		ck_assert_ptr_nonnull(strstr(status, "\nSeccomp:\t2\n"));
	else
		g_print("# no system call filter here: not tested\n");
}
END_TEST

/* Starts a worker, gives it work, tells its process id and waits. */
static void
be_parent(int out)
{
	TertiusWorker *worker = start();
	GPid pid = tertius_worker_get_pid(worker);

	send_text(worker, introduction, FALSE);
	if (write(out, &pid, sizeof(pid)) == sizeof(pid))
		(void) pause();
	_exit(1);
}

START_TEST(it_ends_when_its_parent_is_killed)
{
	GPid pid = 0;
	pid_t parent;
	int ends[2];
	int status = 0;

	/* Orphans come to us, so that we see the end of this one. */
	ck_assert_int_eq(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	ck_assert_int_eq(pipe(ends), 0);
	parent = fork();
	ck_assert_int_ge(parent, 0);
	if (parent == 0)
		be_parent(ends[1]);
	ck_assert_int_eq(read(ends[0], &pid, sizeof(pid)), sizeof(pid));
	ck_assert_int_eq(kill(parent, SIGKILL), 0);
	ck_assert_int_eq(waitpid(parent, NULL, 0), parent);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	(void) close(ends[0]);
	(void) close(ends[1]);
}
END_TEST

TERTIUS_TEST_SUITE("worker-serve", messages_and_calendars_become_facts,
                   what_cannot_be_read_is_refused_by_the_same_child,
                   the_biggest_items_fit_into_its_memory,
                   after_kills_of_the_real_worker_nothing_is_lost,
                   what_libraries_print_does_not_disturb_it,
                   it_keeps_nothing_open_of_its_parent,
                   it_reads_behind_the_fences,
                   it_ends_when_its_parent_is_killed)

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "worker") == 0)
		return tertius_worker_serve(STDIN_FILENO, STDOUT_FILENO);
	return run_tests();
}
