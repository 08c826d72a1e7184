/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What decisions teach.
 */
#include "model/lesson.h"

TertiusLesson *
tertius_lesson_new(TertiusDecisionKind kind, const char *introduction)
{
	TertiusLesson *lesson = g_new0(TertiusLesson, 1);

	lesson->kind = kind;
	lesson->introduction = g_strdup(introduction);
	lesson->rule = g_strdup("");
	lesson->subject = g_strdup("");
	return lesson;
}

void
tertius_lesson_free(TertiusLesson *lesson)
{
	if (lesson == NULL)
		return;
	g_free(lesson->introduction);
	tertius_person_free(lesson->teacher);
	g_free(lesson->rule);
	g_free(lesson->subject);
	g_free(lesson);
}

static void
free_lesson(gpointer lesson)
{
	tertius_lesson_free(lesson);
}

GPtrArray *
tertius_lessons_new(void)
{
	return g_ptr_array_new_with_free_func(free_lesson);
}
