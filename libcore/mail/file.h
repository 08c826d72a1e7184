/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading files of mail: regular files only, through no symbolic link, never
 * waiting for anybody.
 */
#pragma once

#include <glib.h>
#include <sys/stat.h>

/* Of a message that is handed out; what is longer is cut. mime.h reads no
 * more. */
#define TERTIUS_FILE_MESSAGE_MAX 33554432 /* 32 MiB */
/* Where the Date field is looked for. */
#define TERTIUS_FILE_HEAD_MAX    16384

/* Opens @name in the folder @folder (a descriptor, or AT_FDCWD) for reading.
 * Returns the descriptor and fills @status; or -1 and sets @error: a
 * G_FILE_ERROR whose code says what happened (G_FILE_ERROR_NOENT: gone,
 * G_FILE_ERROR_LOOP: a link, G_FILE_ERROR_INVAL: no regular file); its message
 * does not name the file. */
int tertius_file_open(int folder, const char *name, struct stat *status,
                      GError **error);

/* Reads up to @length bytes at @offset into @buffer; fewer at the end of the
 * file. Returns -1 and a G_FILE_ERROR when it cannot. */
gssize tertius_file_read(int file, char *buffer, gsize length, goffset offset,
                         GError **error);

/* "123.1700000000.000000000": file number and time of change. Appends. */
void tertius_file_append_state(GString *state, const struct stat *status);

/* Whether something that changed at @status's time may change once more without
 * a new time, seen at @now (0: unknown): clocks of file systems tick up to
 * every two seconds (FAT). */
gboolean tertius_file_is_fresh(const struct stat *status, gint64 now);
