/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as what the engine's process answers a mail client, taken from the
 * main loop in portions.
 */
#include "engine/answers.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

typedef struct {
	guint n;
	gboolean is_over;
} Told;

/* As the client looks at each. */
static gboolean
on_answer(JsonObject *answer, gpointer data)
{
	Told *told = data;
	JsonNode *number = json_object_get_member(answer, "n");

	g_assert(!told->is_over);
	told->n++;
	return number != NULL && JSON_NODE_HOLDS_VALUE(number) &&
	       json_node_get_int(number) >= 0;
}

static void
on_end(gpointer data)
{
	((Told *) data)->is_over = TRUE;
}

/* The first byte says in what portions the rest comes. */
int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	Told told = { 0 };
	TertiusAnswers *answers;
	gsize at = 1;
	int ends[2];

	(void) g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
	if (size == 0)
		return 0;
	g_assert(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	answers = tertius_answers_new(ends[0], on_answer, on_end, &told);
	while (!told.is_over) {
		gsize now = MIN(size - at, (gsize) data[0] * 16 + 1);

		if (now > 0)
			(void) send(ends[1], data + at, now, MSG_NOSIGNAL);
		else
			(void) shutdown(ends[1], SHUT_WR);
		at += now;
		(void) g_main_context_iteration(NULL, TRUE);
	}
	tertius_answers_free(answers);
	(void) close(ends[0]);
	(void) close(ends[1]);
	return 0;
}
