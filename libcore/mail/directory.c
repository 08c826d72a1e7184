/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder that keeps each message in a file of its own.
 */
#include "mail/directory.h"

#include "base/folder.h"
#include "mail/file.h"
#include "mail/mime-date.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* How often files are looked for again that went away under our eyes: mail
 * clients rename them when flags change. */
#define ROUNDS_MAX 3

typedef enum {
	TERTIUS_DIRECTORY_BEGIN,
	TERTIUS_DIRECTORY_READ,
	TERTIUS_DIRECTORY_END,
} Phase;

typedef struct {
	const TertiusDirectoryKind *kind;
	const TertiusSourceOptions *options;
	char *path;
	gboolean is_file, is_sent;
	Phase phase;
	guint round;        /* 0, then 1, 2 for those that went away */
	guint part;         /* which part comes next */
	DIR *dir;           /* the part that is being listed */
	GHashTable *wanted; /* keys that this round looks for; NULL: all */
	GHashTable *gone;   /* keys that went away in this round */
	char *state;        /* of the folder before it was read, or NULL */
	gboolean is_whole;  /* all was read, nothing was left out */
	gboolean is_listed; /* all names were seen */
	char *key;          /* of the item that is lent */
	char *name;         /* of the calendar's object that is lent */
	TertiusItem item;
	TertiusSourceProgress progress;
} Directory;

static void
close_part(Directory *directory)
{
	g_clear_pointer(&directory->dir, closedir);
}

static void
rewind_parts(Directory *directory)
{
	close_part(directory);
	directory->part = 0;
}

static void
tell_problem(Directory *directory, const char *what, const char *why)
{
	const TertiusSourceOptions *options = directory->options;

	directory->is_whole = FALSE;
	if (options->problem != NULL)
		options->problem(what, why, options->data);
}

static char *
dup_part_path(const Directory *directory, guint part)
{
	return g_build_filename(directory->path, directory->kind->parts[part],
	                        NULL);
}

/* Not all of @part is known: what was not named may be there. */
static void
note_unlisted(Directory *directory, guint part, int code)
{
	g_autofree char *path = dup_part_path(directory, part);

	if (directory->phase != TERTIUS_DIRECTORY_READ)
		return;
	directory->is_listed = FALSE;
	tell_problem(directory, path, g_strerror(code));
}

/* Opens the next part that there is; FALSE after the last. */
static gboolean
open_part(Directory *directory)
{
	const char *const *parts = directory->kind->parts;

	while (directory->dir == NULL && parts[directory->part] != NULL) {
		guint part = directory->part++;
		g_autofree char *path = dup_part_path(directory, part);

		directory->dir = opendir(path);
		if (directory->dir == NULL && errno != ENOENT)
			note_unlisted(directory, part, errno);
	}
	return directory->dir != NULL;
}

/* The next file's name, or NULL at the end. Lends. */
static const char *
next_name(Directory *directory)
{
	if (directory->is_file)
		return directory->part++ == 0 ? directory->path : NULL;
	while (open_part(directory)) {
		const struct dirent *entry;

		while ((entry = tertius_folder_next(directory->dir)) != NULL) {
			if ((entry->d_type == DT_REG ||
			     entry->d_type == DT_UNKNOWN) &&
			    directory->kind->wants(entry->d_name))
				return entry->d_name;
		}
		if (errno != 0)
			note_unlisted(directory, directory->part - 1, errno);
		close_part(directory);
	}
	return NULL;
}

static int
get_folder(const Directory *directory)
{
	return directory->is_file ? AT_FDCWD : dirfd(directory->dir);
}

/* --- The state ----------------------------------------------------------- */

/* NULL when the folder has none, or one that may be the same after a change. */
static char *
dup_state(const Directory *directory)
{
	const TertiusDirectoryKind *kind = directory->kind;
	g_autoptr(GString) state = g_string_new("state");

	if (!kind->has_state || directory->is_file)
		return NULL;
	for (guint i = 0; kind->parts[i] != NULL; i++) {
		g_autofree char *path = dup_part_path(directory, i);
		struct stat status;

		if (stat(path, &status) != 0)
			continue;
		if (tertius_file_is_fresh(&status, directory->options->now))
			return NULL;
		tertius_file_append_state(state, &status);
	}
	return g_string_free(g_steal_pointer(&state), FALSE);
}

static gboolean
is_known(const Directory *directory, const char *key)
{
	const TertiusSourceOptions *options = directory->options;

	return options->is_known != NULL &&
	       options->is_known(directory->path, key, options->data);
}

static void
begin(Directory *directory)
{
	directory->state = dup_state(directory);
	if (directory->state != NULL && is_known(directory, directory->state)) {
		directory->phase = TERTIUS_DIRECTORY_END;
		return;
	}
	while (next_name(directory) != NULL)
		directory->progress.items++;
	rewind_parts(directory);
	directory->is_whole = directory->is_listed = TRUE;
	directory->phase = TERTIUS_DIRECTORY_READ;
}

/* The item that says: this is all that lies in a calendar. Of one that is empty
 * now that is not believed: its disk may be missing. */
static const TertiusItem *
end_calendar(Directory *directory)
{
	if (!directory->is_listed || directory->progress.items == 0)
		return NULL;
	directory->item = (TertiusItem){
		.folder = directory->path,
		.key = "",
		.is_calendar = TRUE,
	};
	return &directory->item;
}

/* The item that says: all of this folder was read. */
static const TertiusItem *
end(Directory *directory)
{
	g_autofree char *now = NULL;

	close_part(directory);
	directory->phase = TERTIUS_DIRECTORY_END;
	directory->progress.items_done = directory->progress.items;
	if (directory->kind->is_calendar)
		return end_calendar(directory);
	if (directory->state == NULL || !directory->is_whole)
		return NULL;
	now = dup_state(directory);
	if (g_strcmp0(now, directory->state) != 0)
		return NULL;
	memset(&directory->item, 0, sizeof directory->item);
	directory->item.folder = directory->path;
	directory->item.key = directory->state;
	return &directory->item;
}

/* --- Files --------------------------------------------------------------- */

static void
note_failure(Directory *directory, const char *name, const GError *error)
{
	g_autofree char *part = NULL;
	g_autofree char *what = NULL;

	switch (error->code) {
	case G_FILE_ERROR_NOENT:
		g_hash_table_add(directory->gone, g_strdup(directory->key));
		return;
	case G_FILE_ERROR_LOOP:
	case G_FILE_ERROR_INVAL:
		return; /* a link, or no file: none of ours */
	default:
		if (!directory->is_file)
			part = dup_part_path(directory, directory->part - 1);
		what = part == NULL ? g_strdup(name)
		                    : g_build_filename(part, name, NULL);
		tell_problem(directory, what, error->message);
	}
}

/* Whether the message that begins with @head is older than was asked for. */
static gboolean
is_too_old(const Directory *directory, const char *head, gsize length,
           const struct stat *status)
{
	gint64 date;

	if (directory->options->since == 0 || directory->kind->is_calendar)
		return FALSE;
	date = tertius_mime_find_date(head, length);
	if (date == 0)
		date = (gint64) status->st_mtim.tv_sec;
	return date < directory->options->since;
}

/* The bytes of the open @file; NULL without @error when it is left out. */
static GBytes *
read_file(Directory *directory, int file, const struct stat *status,
          GError **error)
{
	gsize size = MIN((gsize) status->st_size, TERTIUS_FILE_MESSAGE_MAX);
	gsize head = MIN(size, TERTIUS_FILE_HEAD_MAX);
	g_autoptr(GByteArray) array = g_byte_array_sized_new((guint) size);
	char *buffer = (char *) array->data;
	gssize first = tertius_file_read(file, buffer, head, 0, error);
	gssize rest;

	if (first < 0)
		return NULL;
	/* An empty file is one that is still to be written. */
	if (first == 0 ||
	    is_too_old(directory, buffer, (gsize) first, status)) {
		directory->is_whole = FALSE;
		return NULL;
	}
	rest = tertius_file_read(file, buffer + first, size - (gsize) first,
	                         first, error);
	if (rest < 0)
		return NULL;
	g_byte_array_set_size(array, (guint) (first + rest));
	return g_byte_array_free_to_bytes(g_steal_pointer(&array));
}

static GBytes *
read_name(Directory *directory, const char *name, struct stat *status)
{
	g_autoptr(GError) error = NULL;
	int file =
		tertius_file_open(get_folder(directory), name, status, &error);
	GBytes *bytes = NULL;

	if (file >= 0) {
		bytes = read_file(directory, file, status, &error);
		(void) close(file);
	}
	if (error != NULL)
		note_failure(directory, name, error);
	return bytes;
}

static gboolean
find_key(Directory *directory, const char *name)
{
	const TertiusDirectoryKind *kind = directory->kind;
	g_autofree char *base = g_path_get_basename(name);
	struct stat status;

	g_clear_pointer(&directory->key, g_free);
	if (kind->needs_status && fstatat(get_folder(directory), name, &status,
	                                  AT_SYMLINK_NOFOLLOW) != 0)
		return FALSE;
	/* What was written a moment ago may not be at its end. */
	if (kind->needs_status &&
	    tertius_file_is_fresh(&status, directory->options->now))
		directory->is_whole = FALSE;
	directory->key =
		kind->dup_key(base, kind->needs_status ? &status : NULL);
	if (kind->is_calendar && directory->options->lies != NULL)
		directory->options->lies(directory->path, base,
		                         directory->options->data);
	g_free(directory->name);
	directory->name = g_steal_pointer(&base);
	return TRUE;
}

/* Whether @name is an item to hand out. */
static gboolean
take_name(Directory *directory, const char *name)
{
	struct stat status;
	GBytes *bytes;

	if (!find_key(directory, name))
		return FALSE;
	if (directory->wanted != NULL &&
	    !g_hash_table_contains(directory->wanted, directory->key))
		return FALSE;
	if (is_known(directory, directory->key))
		return FALSE;
	bytes = read_name(directory, name, &status);
	if (bytes == NULL)
		return FALSE;
	directory->item.folder = directory->path;
	directory->item.key = directory->key;
	directory->item.bytes = bytes;
	directory->item.received = (gint64) status.st_mtim.tv_sec;
	directory->item.is_sent = directory->is_sent;
	directory->item.is_calendar = directory->kind->is_calendar;
	if (directory->kind->is_calendar)
		directory->item.name = directory->name;
	return TRUE;
}

/* Begins a round for the files that went away; FALSE when there is none. */
static gboolean
look_again(Directory *directory)
{
	if (++directory->round >= ROUNDS_MAX ||
	    g_hash_table_size(directory->gone) == 0)
		return FALSE;
	g_clear_pointer(&directory->wanted, g_hash_table_unref);
	directory->wanted = directory->gone;
	directory->gone =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rewind_parts(directory);
	return TRUE;
}

/* --- The source ---------------------------------------------------------- */

static void
count_done(Directory *directory)
{
	TertiusSourceProgress *progress = &directory->progress;

	if (directory->round == 0)
		progress->items_done =
			MIN(progress->items_done + 1, progress->items);
}

static const TertiusItem *
directory_next(gpointer self, GError **error)
{
	Directory *directory = self;

	g_clear_pointer(&directory->item.bytes, g_bytes_unref);
	if (directory->phase == TERTIUS_DIRECTORY_BEGIN)
		begin(directory);
	while (directory->phase == TERTIUS_DIRECTORY_READ) {
		const char *name;

		if (g_cancellable_set_error_if_cancelled(
			    directory->options->cancellable, error))
			return NULL;
		name = next_name(directory);
		if (name == NULL) {
			if (!look_again(directory))
				return end(directory);
			continue;
		}
		count_done(directory);
		if (take_name(directory, name))
			return &directory->item;
	}
	return NULL;
}

static void
directory_progress(gpointer self, TertiusSourceProgress *progress)
{
	const Directory *directory = self;

	*progress = directory->progress;
}

static void
directory_free(gpointer self)
{
	Directory *directory = self;

	close_part(directory);
	g_clear_pointer(&directory->item.bytes, g_bytes_unref);
	g_clear_pointer(&directory->wanted, g_hash_table_unref);
	g_hash_table_unref(directory->gone);
	g_free(directory->path);
	g_free(directory->state);
	g_free(directory->key);
	g_free(directory->name);
	g_free(directory);
}

static const TertiusSourceClass directory_class = {
	.next = directory_next,
	.progress = directory_progress,
	.free = directory_free,
};

TertiusSource *
tertius_directory_open(const TertiusDirectoryKind *kind, const char *path,
                       gboolean is_file, gboolean is_sent,
                       const TertiusSourceOptions *options)
{
	Directory *directory = g_new0(Directory, 1);

	directory->kind = kind;
	directory->options = options;
	directory->path = g_strdup(path);
	directory->is_file = is_file;
	directory->is_sent = is_sent;
	directory->gone =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return tertius_source_new(&directory_class, directory);
}
