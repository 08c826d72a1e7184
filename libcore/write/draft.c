/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts.
 */
#include "write/draft.h"

TertiusDraft *
tertius_draft_new(void)
{
	TertiusDraft *draft = g_new0(TertiusDraft, 1);

	draft->to = tertius_people_new();
	draft->cc = tertius_people_new();
	draft->bcc = tertius_people_new();
	draft->references = g_ptr_array_new_with_free_func(g_free);
	return draft;
}

void
tertius_draft_free(TertiusDraft *draft)
{
	if (draft == NULL)
		return;
	tertius_person_free(draft->from);
	g_ptr_array_unref(draft->to);
	g_ptr_array_unref(draft->cc);
	g_ptr_array_unref(draft->bcc);
	g_ptr_array_unref(draft->references);
	g_free(draft->subject);
	g_free(draft->in_reply_to);
	g_free(draft->language);
	g_free(draft->body);
	g_free(draft->invitation);
	g_free(draft);
}
