/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker in a main loop.
 */
#include "engine/worker-private.h"

typedef struct {
	GSource source;
	TertiusWorker *worker;
	GPollFD poll; /* in the source's list while its fd is not -1 */
} WorkerSource;

/* A child that was started again answers at another descriptor; and a list of
 * descriptors is only looked at anew when one comes or goes. */
static void
follow_child(WorkerSource *self, const GPollFD *now)
{
	if (self->poll.fd != now->fd && self->poll.fd != -1)
		g_source_remove_poll(&self->source, &self->poll);
	self->poll.events = now->events;
	if (self->poll.fd == now->fd)
		return;
	self->poll.fd = now->fd;
	if (now->fd != -1)
		g_source_add_poll(&self->source, &self->poll);
}

static gboolean
prepare(GSource *source, gint *timeout)
{
	WorkerSource *self = (WorkerSource *) source;
	GPollFD now;

	*timeout = 0;
	if (tertius_worker_is_ready(self->worker))
		return TRUE;
	tertius_worker_get_poll(self->worker, &now, timeout);
	follow_child(self, &now);
	return FALSE;
}

static gboolean
check(GSource *source)
{
	WorkerSource *self = (WorkerSource *) source;

	return tertius_worker_is_ready(self->worker);
}

static gboolean
dispatch(GSource *source, GSourceFunc callback, gpointer data)
{
	(void) source;
	return callback != NULL ? callback(data) : G_SOURCE_REMOVE;
}

GSource *
tertius_worker_source_new(TertiusWorker *worker)
{
	static GSourceFuncs functions = {
		.prepare = prepare,
		.check = check,
		.dispatch = dispatch,
	};
	GSource *source = g_source_new(&functions, sizeof(WorkerSource));
	WorkerSource *self = (WorkerSource *) source;

	self->worker = worker;
	self->poll.fd = -1;
	return source;
}
