/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing on to the program that knows every command.
 */
#include "tool/reader.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
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
