/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing on to the program that knows every command.
 */
#include "tool/reader.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define READER "tertius-reader"

static char *
find_reader(void)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder =
		program != NULL ? g_path_get_dirname(program) : NULL;
	g_autofree char *beside =
		folder != NULL ? g_build_filename(folder, READER, NULL) : NULL;

	if (beside != NULL && g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
		return g_steal_pointer(&beside);
	return g_strdup(TERTIUS_LIBEXECDIR "/" READER);
}

/* What a program that ended said last, or that it ended. */
static char *
dup_last_words(const char *said)
{
	g_autofree char *line = g_strdup(said != NULL ? said : "");
	const char *feed;

	g_strchomp(line);
	feed = strrchr(line, '\n');
	if (*line == '\0')
		return g_strdup(_("it ends at once"));
	return g_strdup(feed != NULL ? feed + 1 : line);
}

gboolean
tertius_reader_try(GError **error)
{
	g_autofree char *reader = find_reader();
	char *arguments[] = { reader, (char[]){ "--version" }, NULL };
	g_autofree char *said = NULL;
	g_autofree char *complaint = NULL;
	g_autofree char *why = NULL;
	g_autoptr(GError) inner = NULL;
	int status = 0;

	if (g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL,
	                 &said, &complaint, &status, &inner) &&
	    g_spawn_check_wait_status(status, NULL))
		return TRUE;
	why = inner != NULL ? g_strdup(inner->message)
	                    : dup_last_words(complaint);
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
	            _("%s does not start: %s; install Tertius again, all of "
	              "it, with the libraries that it needs"),
	            reader, why);
	return FALSE;
}

gboolean
tertius_reader_become(char **argv, GError **error)
{
	g_autofree char *reader = find_reader();

	(void) execv(reader, argv);
	g_set_error(error, G_FILE_ERROR, (gint) g_file_error_from_errno(errno),
	            _("cannot start %s: %s; was all of Tertius installed?"),
	            reader, g_strerror(errno));
	return FALSE;
}
