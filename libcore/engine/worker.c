/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's other side: keeps a child at work, and starts another one when
 * it ends.
 *
 *	queued --> sent --> answered --> received
 *	   ^         |          ^
 *	   |  child  |          | an end too many:
 *	   +-- ends -+----------+ answered with an error
 *
 * The child answers in order, one item at a time, so the first item without an
 * answer is the one it was at when it ended.
 */
#include "engine/worker-private.h"

#include "base/error.h"
#include "base/text.h"
#include "calendar/read-ical.h"
#include "mail/mime.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

G_STATIC_ASSERT(TERTIUS_FRAME_ITEM_MAX > TERTIUS_MIME_BYTES_MAX);
G_STATIC_ASSERT(TERTIUS_FRAME_ITEM_MAX > TERTIUS_ICAL_BYTES_MAX);

/* Pieces that go to the child in one call: two a job. */
#define PIECES_MAX   64
/* Jobs wait until so many bytes are together: a call costs more than a copy. */
#define PARCEL_BYTES ((gsize) 16 * 1024)

typedef struct {
	TertiusFrameHead head;
	GBytes *bytes;
	gsize sent; /* of head and bytes, to the present child */
	guint deaths;
	gpointer tag;
	TertiusFacts *facts; /* the answer: this … */
	GError *error;       /* … or this */
} Job;

static void
free_job(Job *job)
{
	g_clear_pointer(&job->bytes, g_bytes_unref);
	tertius_facts_free(job->facts);
	g_clear_error(&job->error);
	g_free(job);
}

/* Bytes of it that are not sent. */
static gsize
compute_left(const Job *job)
{
	return sizeof(job->head) + job->head.length - job->sent;
}

/* --- From child to child ------------------------------------------------- */

static void
restart_patience(TertiusWorker *worker)
{
	worker->waits_since = g_get_monotonic_time();
}

static gboolean
start(TertiusWorker *worker, GError **error)
{
	if (!tertius_worker_child_start(&worker->child, worker->program, error))
		return FALSE;
	worker->is_greeted = FALSE;
	worker->next = worker->jobs.head;
	restart_patience(worker);
	return TRUE;
}

/* Ends the child, if there is one; the next is sent every job from its first
 * byte. */
static void
bury(TertiusWorker *worker)
{
	if (worker->child.pid == 0)
		return;
	tertius_worker_child_end(&worker->child);
	g_clear_pointer(&worker->reader, tertius_frame_reader_free);
	worker->reader = tertius_frame_reader_new(TERTIUS_FRAME_ANSWER_MAX);
	worker->unsent = 0;
	for (GList *l = worker->jobs.head; l != NULL; l = l->next) {
		Job *job = l->data;

		job->sent = 0;
		worker->unsent += compute_left(job);
	}
}

/* --- Answers ------------------------------------------------------------- */

/* The first job has its answer; takes @facts or @error. */
static void
settle_first(TertiusWorker *worker, TertiusFacts *facts, GError *error)
{
	Job *job = g_queue_pop_head(&worker->jobs);

	worker->bytes -= g_bytes_get_size(job->bytes);
	worker->unsent -= compute_left(job);
	g_clear_pointer(&job->bytes, g_bytes_unref);
	job->facts = facts;
	job->error = error;
	g_queue_push_tail(&worker->answered, job);
	restart_patience(worker);
}

/* The child ended, hangs or says what it must not: whose fault is it? */
static void
blame(TertiusWorker *worker)
{
	Job *first = worker->jobs.head != NULL ? worker->jobs.head->data : NULL;
	gboolean was_greeted = worker->is_greeted;

	bury(worker);
	if (!was_greeted) {
		worker->failed_starts++;
		return;
	}
	if (first == NULL || ++first->deaths < TERTIUS_WORKER_DEATHS_MAX)
		return;
	settle_first(worker, NULL,
	             g_error_new(TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
	                         _("cannot be read: the reader ended %u times "
	                           "on it"),
	                         first->deaths));
}

static gboolean
take_greeting(TertiusWorker *worker, const TertiusFrameHead *head,
              const char *body)
{
	const char *expected = tertius_frame_greeting();

	if (head->kind == TERTIUS_FRAME_ERROR && head->number == 0) {
		g_autofree char *why =
			tertius_text_dup_lines(body, head->length, 200);

		g_set_error(&worker->error, TERTIUS_ERROR,
		            TERTIUS_ERROR_SETTINGS,
		            _("the reader cannot start: %s"), why);
		return FALSE;
	}
	if (head->kind != TERTIUS_FRAME_READY)
		return FALSE;
	if (head->length != strlen(expected) ||
	    memcmp(body, expected, head->length) != 0) {
		g_set_error(&worker->error, TERTIUS_ERROR,
		            TERTIUS_ERROR_TOO_NEW,
		            _("'%s' is of another version: please start this "
		              "program again"),
		            worker->program);
		return FALSE;
	}
	worker->is_greeted = TRUE;
	worker->failed_starts = 0;
	restart_patience(worker);
	return TRUE;
}

static gboolean
take_answer(TertiusWorker *worker, const TertiusFrameHead *head,
            const char *body)
{
	Job *first = worker->jobs.head != NULL ? worker->jobs.head->data : NULL;
	TertiusFacts *facts = NULL;
	GError *error = NULL;

	if (first == NULL || head->number != first->head.number ||
	    compute_left(first) > 0)
		return FALSE;
	if (head->kind == TERTIUS_FRAME_FACTS) {
		facts = tertius_facts_from_bytes(body, head->length, NULL);
	} else if (head->kind == TERTIUS_FRAME_ERROR) {
		g_autofree char *why = tertius_text_dup_lines(
			body, head->length, TERTIUS_FRAME_ERROR_MAX);

		error = g_error_new_literal(TERTIUS_ERROR,
		                            TERTIUS_ERROR_MALFORMED, why);
	}
	if (facts == NULL && error == NULL)
		return FALSE;
	settle_first(worker, facts, error);
	return TRUE;
}

/* --- Moving bytes without waiting ---------------------------------------- */

typedef enum {
	TERTIUS_MOVE_IDLE,
	TERTIUS_MOVE_SOME,
	TERTIUS_MOVE_END,
} Move;

static Move
take_frames(TertiusWorker *worker)
{
	TertiusFrameHead head;
	const char *body;
	TertiusFrameState state;

	while ((state = tertius_frame_reader_take(
			worker->reader, &head, &body)) == TERTIUS_FRAME_WHOLE) {
		gboolean fits = worker->is_greeted
		                        ? take_answer(worker, &head, body)
		                        : take_greeting(worker, &head, body);

		if (!fits)
			return TERTIUS_MOVE_END;
	}
	return state == TERTIUS_FRAME_BROKEN ? TERTIUS_MOVE_END
	                                     : TERTIUS_MOVE_SOME;
}

static Move
read_answers(TertiusWorker *worker)
{
	gsize room;
	char *into = tertius_frame_reader_reserve(worker->reader, &room);
	ssize_t n = recv(worker->child.fd, into, room, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return TERTIUS_MOVE_IDLE;
	if (n <= 0)
		return TERTIUS_MOVE_END;
	tertius_frame_reader_add(worker->reader, (gsize) n);
	return take_frames(worker);
}

/* The jobs from the first that is not sent whole, as many as go in one call.
 * Returns the number of pieces. */
static guint
gather(const TertiusWorker *worker, struct iovec pieces[PIECES_MAX])
{
	guint n = 0;

	for (GList *l = worker->next; l != NULL && n < PIECES_MAX;
	     l = l->next, n += 2) {
		const Job *job = l->data;

		tertius_frame_lend(&job->head,
		                   g_bytes_get_data(job->bytes, NULL),
		                   job->sent, pieces + n);
	}
	return n;
}

static void
count_sent(TertiusWorker *worker, gsize sent)
{
	worker->unsent -= sent;
	while (sent > 0) {
		Job *job = worker->next->data;
		gsize part = MIN(sent, compute_left(job));

		job->sent += part;
		sent -= part;
		if (compute_left(job) == 0)
			worker->next = worker->next->next;
	}
}

/* A closed pipe is not looked at here: what the child had answered before it
 * ended must be read first. */
static Move
send_jobs(TertiusWorker *worker)
{
	Move move = TERTIUS_MOVE_IDLE;

	while (worker->next != NULL) {
		struct iovec pieces[PIECES_MAX];
		struct msghdr message = { .msg_iov = pieces };
		ssize_t sent;

		message.msg_iovlen = gather(worker, pieces);
		sent = sendmsg(worker->child.fd, &message,
		               MSG_DONTWAIT | MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			break;
		count_sent(worker, (gsize) sent);
		move = TERTIUS_MOVE_SOME;
	}
	return move;
}

static gint64
compute_deadline(const TertiusWorker *worker)
{
	return worker->waits_since + worker->patience;
}

static gboolean
is_waiting(const TertiusWorker *worker)
{
	return !worker->is_greeted || worker->jobs.head != NULL;
}

gboolean
tertius_worker_step(TertiusWorker *worker)
{
	Move received, sent;

	if (worker->child.pid == 0 &&
	    (worker->jobs.head == NULL || worker->error != NULL ||
	     !start(worker, &worker->error)))
		return FALSE;
	sent = send_jobs(worker);
	received = read_answers(worker);
	if (sent == TERTIUS_MOVE_SOME)
		restart_patience(worker);
	if (received == TERTIUS_MOVE_END ||
	    (received == TERTIUS_MOVE_IDLE && sent == TERTIUS_MOVE_IDLE &&
	     is_waiting(worker) &&
	     g_get_monotonic_time() > compute_deadline(worker))) {
		blame(worker);
		received = TERTIUS_MOVE_SOME;
	}
	if (worker->failed_starts >= TERTIUS_WORKER_STARTS_MAX &&
	    worker->error == NULL)
		g_set_error(&worker->error, TERTIUS_ERROR,
		            TERTIUS_ERROR_UNREACHABLE,
		            _("the reader '%s' ends as soon as it is started"),
		            worker->program);
	return received != TERTIUS_MOVE_IDLE || sent != TERTIUS_MOVE_IDLE;
}

void
tertius_worker_get_poll(const TertiusWorker *worker, GPollFD *poll,
                        int *timeout)
{
	gint64 left = compute_deadline(worker) - g_get_monotonic_time();

	poll->fd = worker->child.pid != 0 ? worker->child.fd : -1;
	poll->events = G_IO_IN | G_IO_HUP | G_IO_ERR;
	if (worker->next != NULL)
		poll->events |= G_IO_OUT;
	/* A millisecond more, or the last one would be waited for in vain. */
	*timeout = is_waiting(worker) ? (int) (MAX(left, 0) / 1000 + 1) : -1;
}

/* --- For the caller ------------------------------------------------------ */

TertiusWorker *
tertius_worker_new(const char *program, GDestroyNotify free_tag, GError **error)
{
	g_autoptr(TertiusWorker) worker = g_new0(TertiusWorker, 1);

	worker->program = program != NULL ? g_strdup(program)
	                                  : tertius_worker_child_dup_program();
	worker->free_tag = free_tag;
	worker->child.fd = -1;
	worker->reader = tertius_frame_reader_new(TERTIUS_FRAME_ANSWER_MAX);
	g_queue_init(&worker->jobs);
	g_queue_init(&worker->answered);
	tertius_worker_set_seconds(worker, TERTIUS_WORKER_SECONDS_MAX);
	if (!start(worker, error))
		return NULL;
	return g_steal_pointer(&worker);
}

static void
drop_jobs(TertiusWorker *worker, GQueue *jobs)
{
	Job *job;

	while ((job = g_queue_pop_head(jobs)) != NULL) {
		if (worker->free_tag != NULL)
			worker->free_tag(job->tag);
		free_job(job);
	}
}

void
tertius_worker_free(TertiusWorker *worker)
{
	if (worker == NULL)
		return;
	bury(worker);
	drop_jobs(worker, &worker->answered);
	drop_jobs(worker, &worker->jobs);
	tertius_frame_reader_free(worker->reader);
	g_clear_error(&worker->error);
	g_free(worker->program);
	g_free(worker);
}

static GBytes *
cut(GBytes *bytes, gsize max)
{
	if (g_bytes_get_size(bytes) <= max)
		return g_bytes_ref(bytes);
	return g_bytes_new_from_bytes(bytes, 0, max);
}

static guint32
choose_kind(const TertiusItem *item)
{
	if (item->is_connections)
		return TERTIUS_FRAME_CONNECTIONS;
	return item->is_calendar ? TERTIUS_FRAME_CALENDAR
	                         : TERTIUS_FRAME_MESSAGE;
}

void
tertius_worker_send(TertiusWorker *worker, const TertiusItem *item,
                    gpointer tag)
{
	Job *job = g_new0(Job, 1);

	job->bytes = cut(item->bytes, TERTIUS_FRAME_ITEM_MAX);
	job->tag = tag;
	job->head.kind = choose_kind(item);
	job->head.number = ++worker->last_number;
	job->head.length = (guint32) g_bytes_get_size(job->bytes);
	job->head.detail = item->is_sent ? 1 : 0;
	job->head.received = item->received;
	worker->bytes += job->head.length;
	if (worker->jobs.head == NULL)
		restart_patience(worker);
	g_queue_push_tail(&worker->jobs, job);
	if (worker->next == NULL)
		worker->next = worker->jobs.tail;
	worker->unsent += compute_left(job);
	if (worker->child.pid != 0 && worker->unsent >= PARCEL_BYTES)
		(void) send_jobs(worker);
}

guint
tertius_worker_count(const TertiusWorker *worker)
{
	return worker->jobs.length + worker->answered.length;
}

gboolean
tertius_worker_is_full(const TertiusWorker *worker)
{
	return tertius_worker_count(worker) >= TERTIUS_WORKER_ITEMS_MAX ||
	       worker->bytes >= TERTIUS_WORKER_BYTES_MAX;
}

gboolean
tertius_worker_has_answer(const TertiusWorker *worker)
{
	return worker->answered.head != NULL || worker->error != NULL;
}

gboolean
tertius_worker_is_ready(TertiusWorker *worker)
{
	if (!tertius_worker_has_answer(worker))
		(void) tertius_worker_step(worker);
	return tertius_worker_has_answer(worker);
}

/* At most @most milliseconds; -1: as long as it may take. */
static void
wait_for_child(TertiusWorker *worker, int most)
{
	GPollFD poll;
	int timeout;

	tertius_worker_get_poll(worker, &poll, &timeout);
	if (most >= 0 && (timeout < 0 || timeout > most))
		timeout = most;
	(void) g_poll(&poll, 1, timeout);
}

gboolean
tertius_worker_wait(TertiusWorker *worker, guint milliseconds)
{
	gint64 until = g_get_monotonic_time() + (gint64) milliseconds * 1000;
	gint64 left;

	while (!tertius_worker_is_ready(worker)) {
		left = until - g_get_monotonic_time();
		if (left <= 0)
			return FALSE;
		wait_for_child(worker, (int) (left / 1000 + 1));
	}
	return TRUE;
}

gboolean
tertius_worker_receive(TertiusWorker *worker, gpointer *tag,
                       TertiusFacts **facts, GError **item_error,
                       GError **error)
{
	Job *job;

	while (worker->answered.head == NULL) {
		if (worker->error != NULL) {
			worker->failed_starts = 0;
			g_propagate_error(error,
			                  g_steal_pointer(&worker->error));
			return FALSE;
		}
		if (worker->jobs.head == NULL)
			return FALSE;
		if (!tertius_worker_step(worker) && worker->error == NULL)
			wait_for_child(worker, -1);
	}
	job = g_queue_pop_head(&worker->answered);
	*tag = job->tag;
	*facts = g_steal_pointer(&job->facts);
	if (job->error != NULL)
		g_propagate_error(item_error, g_steal_pointer(&job->error));
	free_job(job);
	return TRUE;
}

void
tertius_worker_set_seconds(TertiusWorker *worker, guint seconds)
{
	worker->patience = (gint64) seconds * G_USEC_PER_SEC;
}

GPid
tertius_worker_get_pid(const TertiusWorker *worker)
{
	return g_atomic_int_get(&worker->child.pid);
}
