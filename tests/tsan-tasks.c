/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the thread sanitizer, which cannot look into GIO: that a task hands over to
 * its thread, and the thread's result back. The linker wraps these functions
 * (tests.mk).
 */
#include <gio/gio.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define HANDED "tertius-handed"

typedef struct {
	GTaskThreadFunc function;
} Handed;

/* What the linker makes of the functions themselves. */
void __real_g_task_run_in_thread(GTask *task, GTaskThreadFunc function);
void __real_g_task_return_pointer(GTask *task, gpointer result,
                                  GDestroyNotify destroy);
void __real_g_task_return_int(GTask *task, gssize result);
void __real_g_task_return_boolean(GTask *task, gboolean result);
gpointer __real_g_task_propagate_pointer(GTask *task, GError **error);
gssize __real_g_task_propagate_int(GTask *task, GError **error);

#pragma GCC visibility push(default)
void __wrap_g_task_run_in_thread(GTask *task, GTaskThreadFunc function);
void __wrap_g_task_return_pointer(GTask *task, gpointer result,
                                  GDestroyNotify destroy);
void __wrap_g_task_return_int(GTask *task, gssize result);
void __wrap_g_task_return_boolean(GTask *task, gboolean result);
gpointer __wrap_g_task_propagate_pointer(GTask *task, GError **error);
gssize __wrap_g_task_propagate_int(GTask *task, GError **error);
#pragma GCC visibility pop

static void
run(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
	const Handed *handed;

	__tsan_acquire(task);
	handed = g_object_get_data(G_OBJECT(task), HANDED);
	handed->function(task, source, data, cancellable);
}

void
__wrap_g_task_run_in_thread(GTask *task, GTaskThreadFunc function)
{
	Handed *handed = g_new(Handed, 1);

	handed->function = function;
	g_object_set_data_full(G_OBJECT(task), HANDED, handed, g_free);
	__tsan_release(task);
	__real_g_task_run_in_thread(task, run);
}

void
__wrap_g_task_return_pointer(GTask *task, gpointer result,
                             GDestroyNotify destroy)
{
	__tsan_release(task);
	__real_g_task_return_pointer(task, result, destroy);
}

void
__wrap_g_task_return_int(GTask *task, gssize result)
{
	__tsan_release(task);
	__real_g_task_return_int(task, result);
}

void
__wrap_g_task_return_boolean(GTask *task, gboolean result)
{
	__tsan_release(task);
	__real_g_task_return_boolean(task, result);
}

gpointer
__wrap_g_task_propagate_pointer(GTask *task, GError **error)
{
	__tsan_acquire(task);
	return __real_g_task_propagate_pointer(task, error);
}

gssize
__wrap_g_task_propagate_int(GTask *task, GError **error)
{
	__tsan_acquire(task);
	return __real_g_task_propagate_int(task, error);
}
