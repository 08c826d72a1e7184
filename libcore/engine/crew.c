/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who has least to do gets the next item; who got the oldest is asked first.
 */
#include "engine/crew.h"

struct _TertiusCrew {
	char *program;
	GDestroyNotify free_tag;
	TertiusWorker *workers[TERTIUS_CREW_MAX];
	guint size;
	guint most;   /* without the limit of all crews */
	guint left;   /* to others */
	GQueue order; /* of items on their way: the worker that has it, lent */
};

static TertiusWorker *
take_on(TertiusCrew *crew, GError **error)
{
	TertiusWorker *worker =
		tertius_worker_new(crew->program, crew->free_tag, error);

	if (worker != NULL)
		crew->workers[crew->size++] = worker;
	return worker;
}

TertiusCrew *
tertius_crew_new(const char *program, guint most, GDestroyNotify free_tag,
                 GError **error)
{
	g_autoptr(TertiusCrew) crew = g_new0(TertiusCrew, 1);

	crew->program = g_strdup(program);
	crew->free_tag = free_tag;
	crew->most = most > 0 ? most : g_get_num_processors();
	g_queue_init(&crew->order);
	if (take_on(crew, error) == NULL)
		return NULL;
	return g_steal_pointer(&crew);
}

void
tertius_crew_free(TertiusCrew *crew)
{
	if (crew == NULL)
		return;
	g_queue_clear(&crew->order);
	for (guint i = 0; i < crew->size; i++)
		tertius_worker_free(crew->workers[i]);
	g_free(crew->program);
	g_free(crew);
}

static TertiusWorker *
find_idlest(const TertiusCrew *crew)
{
	TertiusWorker *idlest = crew->workers[0];

	for (guint i = 1; i < crew->size; i++) {
		if (tertius_worker_count(crew->workers[i]) <
		    tertius_worker_count(idlest))
			idlest = crew->workers[i];
	}
	return idlest;
}

void
tertius_crew_leave(TertiusCrew *crew, guint n)
{
	crew->left = n;
}

static gboolean
is_whole(const TertiusCrew *crew)
{
	guint wanted = crew->most > crew->left ? crew->most - crew->left : 1;

	return crew->size >= MIN(wanted, TERTIUS_CREW_MAX);
}

/* One that cannot be taken on now is done without. */
gboolean
tertius_crew_is_full(TertiusCrew *crew)
{
	for (guint i = 0; i < crew->size; i++) {
		if (!tertius_worker_is_full(crew->workers[i]))
			return FALSE;
	}
	if (is_whole(crew))
		return TRUE;
	if (take_on(crew, NULL) == NULL)
		crew->most = crew->size;
	return is_whole(crew) &&
	       tertius_worker_is_full(crew->workers[crew->size - 1]);
}

void
tertius_crew_send(TertiusCrew *crew, const TertiusItem *item, gpointer tag)
{
	TertiusWorker *worker = find_idlest(crew);

	g_queue_push_tail(&crew->order, worker);
	tertius_worker_send(worker, item, tag);
}

guint
tertius_crew_count(const TertiusCrew *crew)
{
	return crew->order.length;
}

/* Every worker must be fed, also while another one's answer is waited for. */
gboolean
tertius_crew_is_ready(TertiusCrew *crew)
{
	TertiusWorker *first = g_queue_peek_head(&crew->order);

	for (guint i = 0; i < crew->size; i++) {
		if (crew->workers[i] != first)
			(void) tertius_worker_is_ready(crew->workers[i]);
	}
	return first != NULL && tertius_worker_is_ready(first);
}

gboolean
tertius_crew_wait(TertiusCrew *crew, guint milliseconds)
{
	return tertius_crew_is_ready(crew) || crew->order.head == NULL ||
	       tertius_worker_wait(crew->order.head->data, milliseconds);
}

gboolean
tertius_crew_receive(TertiusCrew *crew, gpointer *tag, TertiusFacts **facts,
                     GError **item_error, GError **error)
{
	TertiusWorker *first = g_queue_peek_head(&crew->order);

	if (first == NULL)
		return FALSE;
	if (!tertius_worker_has_answer(first))
		(void) tertius_crew_is_ready(crew);
	if (!tertius_worker_receive(first, tag, facts, item_error, error))
		return FALSE;
	(void) g_queue_pop_head(&crew->order);
	return TRUE;
}

guint
tertius_crew_size(const TertiusCrew *crew)
{
	return crew->size;
}
