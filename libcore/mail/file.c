/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading files of mail.
 */
#include "mail/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define CLOCK_TICK 2 /* seconds */

static int
fail(GError **error, int code)
{
	g_set_error_literal(error, G_FILE_ERROR,
	                    (int) g_file_error_from_errno(code),
	                    g_strerror(code));
	return -1;
}

int
tertius_file_open(int folder, const char *name, struct stat *status,
                  GError **error)
{
	int file;

	/* Opening a device may do something; look before. */
	if (fstatat(folder, name, status, AT_SYMLINK_NOFOLLOW) != 0)
		return fail(error, errno);
	if (S_ISLNK(status->st_mode))
		return fail(error, ELOOP);
	if (!S_ISREG(status->st_mode))
		return fail(error, EINVAL);
	file = openat(folder, name,
	              O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
	                      O_CLOEXEC);
	if (file < 0)
		return fail(error, errno);
	if (fstat(file, status) != 0 || !S_ISREG(status->st_mode)) {
		(void) close(file);
		return fail(error, EINVAL);
	}
	return file;
}

gssize
tertius_file_read(int file, char *buffer, gsize length, goffset offset,
                  GError **error)
{
	gsize done = 0;

	while (done < length) {
		ssize_t n = pread(file, buffer + done, length - done,
		                  offset + (goffset) done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(error, errno);
		if (n == 0)
			break;
		done += (gsize) n;
	}
	return (gssize) done;
}

void
tertius_file_append_state(GString *state, const struct stat *status)
{
	g_string_append_printf(state,
	                       " %" G_GUINT64_FORMAT ".%" G_GINT64_FORMAT
	                       ".%09" G_GINT64_FORMAT,
	                       (guint64) status->st_ino,
	                       (gint64) status->st_mtim.tv_sec,
	                       (gint64) status->st_mtim.tv_nsec);
}

gboolean
tertius_file_is_fresh(const struct stat *status, gint64 now)
{
	return (gint64) status->st_mtim.tv_sec + CLOCK_TICK >= now;
}
