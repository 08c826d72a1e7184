/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place on this computer. All of its folders are found first, by looking at
 * what lies in them; then each is read by the reader of its kind.
 */
#include "mail/place.h"

#include "base/error.h"
#include "mail/directory.h"
#include "mail/file.h"
#include "mail/mbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PEEK_BYTES 4096

/* One folder of mail. */
typedef struct {
	char *path;
	const TertiusDirectoryKind *kind; /* NULL: an mbox */
	gboolean is_file;
	gboolean is_sent;
	guint64 bytes; /* of an mbox */
} Folder;

/* A directory that is to be looked at. */
typedef struct {
	char *path;
	char *name; /* below the place, "" for itself */
	guint depth;
} Branch;

/* What lies in a directory. */
typedef struct {
	gboolean has_cur;
	gboolean has_messages, has_calendars;
	GPtrArray *branches; /* char *: names of directories */
	GPtrArray *files;    /* char *: names of what may be an mbox */
} Content;

typedef struct {
	const TertiusSourceOptions *options;
	gboolean is_sent;    /* the place itself holds sent mail */
	GPtrArray *folders;  /* Folder */
	GPtrArray *branches; /* Branch, in the order in which they are found */
	gboolean has_told_limit;
	guint n_seen; /* folders, also those that are left out */
	guint next;   /* of folders */
	TertiusSource *current;
	TertiusSourceProgress done; /* by the folders before */
} Place;

static void
free_folder(gpointer data)
{
	Folder *folder = data;

	g_free(folder->path);
	g_free(folder);
}

static void
free_branch(gpointer data)
{
	Branch *branch = data;

	g_free(branch->path);
	g_free(branch->name);
	g_free(branch);
}

static void
tell_problem(const Place *place, const char *what, const char *why)
{
	if (place->options->problem != NULL)
		place->options->problem(what, why, place->options->data);
}

static void
add_branch(Place *place, const char *path, const char *name, guint depth)
{
	Branch *branch;

	if (depth > TERTIUS_PLACE_DEPTH_MAX ||
	    place->branches->len == TERTIUS_PLACE_FOLDERS_MAX) {
		if (!place->has_told_limit)
			tell_problem(place, path,
			             "too many folders, or too deep");
		place->has_told_limit = TRUE;
		return;
	}
	branch = g_new(Branch, 1);
	branch->path = g_strdup(path);
	branch->name = g_strdup(name);
	branch->depth = depth;
	g_ptr_array_add(place->branches, branch);
}

/* --- What a folder is for ------------------------------------------------ */

/* "Sent.sbd" (Thunderbird's subfolders of Sent) and "sent.mbox" are "sent". */
static void
cut_ending(char *name)
{
	static const char *const endings[] = { ".sbd", ".mbox", ".mbx" };

	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(name, endings[i]))
			name[strlen(name) - strlen(endings[i])] = '\0';
	}
}

/* What the folders around it are for holds for a folder too. */
static TertiusFolderUse
find_use(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);
	TertiusFolderUse use = TERTIUS_FOLDER_NORMAL;

	for (guint i = 0; parts[i] != NULL; i++) {
		TertiusFolderUse own;

		cut_ending(parts[i]);
		own = tertius_source_folder_use(parts[i]);
		if (own == TERTIUS_FOLDER_LEFT_OUT)
			return own;
		if (own == TERTIUS_FOLDER_SENT)
			use = own;
	}
	return use;
}

/* "a/.Sent.2019", a subfolder in Maildir++, is "a/Sent/2019" for people. */
static char *
dup_plain_name(const char *name)
{
	g_autofree char *readable = tertius_source_dup_readable(name);
	char *slash = strrchr(readable, '/');
	char *last = slash == NULL ? readable : slash + 1;

	if (*last != '.')
		return g_steal_pointer(&readable);
	g_strdelimit(last + 1, ".", '/');
	return g_strdup_printf("%.*s%s", (int) (last - readable), readable,
	                       last + 1);
}

static void
add_folder(Place *place, const char *path, const char *name,
           const TertiusDirectoryKind *kind, guint64 bytes)
{
	g_autofree char *plain = dup_plain_name(name);
	const char *glob = place->options->folders;
	TertiusFolderUse use = find_use(plain);
	Folder *folder;

	place->n_seen++;
	if (use == TERTIUS_FOLDER_LEFT_OUT)
		return;
	if (glob != NULL &&
	    !g_pattern_match_simple(glob, name[0] == '\0' ? "INBOX" : plain))
		return;
	folder = g_new(Folder, 1);
	folder->path = g_strdup(path);
	folder->kind = kind;
	folder->is_file = FALSE;
	folder->is_sent = place->is_sent || use == TERTIUS_FOLDER_SENT;
	folder->bytes = bytes;
	g_ptr_array_add(place->folders, folder);
}

/* --- Looking ------------------------------------------------------------- */

static int
find_type(const char *path, const struct dirent *entry)
{
	g_autofree char *full = NULL;
	struct stat status;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	full = g_build_filename(path, entry->d_name, NULL);
	if (lstat(full, &status) != 0)
		return DT_UNKNOWN;
	if (S_ISDIR(status.st_mode))
		return DT_DIR;
	return S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
}

static void
note_directory(Content *content, const char *name)
{
	if (strcmp(name, "cur") == 0)
		content->has_cur = TRUE;
	else if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
		g_ptr_array_add(content->branches, g_strdup(name));
}

/* Files that mail clients keep in MH folders, also in empty ones. */
static gboolean
is_mh_mark(const char *name)
{
	return strcmp(name, ".mh_sequences") == 0 ||
	       strcmp(name, ".claws_cache") == 0 ||
	       strcmp(name, ".claws_mark") == 0 ||
	       strcmp(name, ".sylpheed_cache") == 0 ||
	       strcmp(name, ".xmhcache") == 0;
}

static void
note_file(Content *content, const char *name)
{
	if (is_mh_mark(name) || tertius_mh_kind.wants(name))
		content->has_messages = TRUE;
	else if (tertius_ics_kind.wants(name))
		content->has_calendars = TRUE;
	else if (strchr(name, '.') == NULL || g_str_has_suffix(name, ".mbox") ||
	         g_str_has_suffix(name, ".mbx"))
		g_ptr_array_add(content->files, g_strdup(name));
}

static gboolean
look(const char *path, Content *content)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	if (dir == NULL)
		return FALSE;
	while ((entry = tertius_file_next_entry(dir)) != NULL) {
		int type = find_type(path, entry);

		if (type == DT_DIR)
			note_directory(content, entry->d_name);
		else if (type == DT_REG)
			note_file(content, entry->d_name);
	}
	(void) closedir(dir);
	return TRUE;
}

/* Returns how many bytes of the file @path were put into @start; -1 when it is
 * no file to read. */
static gssize
peek(const char *path, char *start, struct stat *status, GError **error)
{
	int file = tertius_file_open(AT_FDCWD, path, status, error);
	gssize n;

	if (file < 0)
		return -1;
	n = tertius_file_read(file, start, PEEK_BYTES, 0, error);
	(void) close(file);
	return n;
}

static void
add_mboxes(Place *place, const Branch *branch, const GPtrArray *files)
{
	for (guint i = 0; i < files->len; i++) {
		g_autofree char *path =
			g_build_filename(branch->path, files->pdata[i], NULL);
		g_autofree char *name =
			g_build_filename(branch->name, files->pdata[i], NULL);
		char start[PEEK_BYTES];
		struct stat status;
		gssize n = peek(path, start, &status, NULL);

		if (n > 0 && tertius_mbox_is(start, (gsize) n))
			add_folder(place, path, name, NULL,
			           (guint64) status.st_size);
	}
}

static void
add_branches(Place *place, const Branch *branch, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		const char *own = names->pdata[i];
		g_autofree char *path =
			g_build_filename(branch->path, own, NULL);
		g_autofree char *name =
			g_build_filename(branch->name, own, NULL);

		add_branch(place, path, name, branch->depth + 1);
	}
}

/* A hidden directory is a subfolder in Maildir++, or none of ours. */
static gboolean
is_hidden(const Branch *branch)
{
	g_autofree char *base = g_path_get_basename(branch->name);

	return branch->name[0] != '\0' && base[0] == '.';
}

/* new/ and tmp/ beside a cur/ are parts of the Maildir. */
static void
leave_out_own_folders(GPtrArray *branches)
{
	for (guint i = branches->len; i > 0; i--) {
		const char *name = branches->pdata[i - 1];

		if (strcmp(name, "new") == 0 || strcmp(name, "tmp") == 0)
			g_ptr_array_remove_index(branches, i - 1);
	}
}

static void
add_content(Place *place, const Branch *branch, const Content *content)
{
	/* A copy may have lost an empty new/, as version control does. */
	gboolean is_maildir = content->has_cur && !content->has_messages;

	if (is_maildir)
		add_folder(place, branch->path, branch->name,
		           &tertius_maildir_kind, 0);
	if (is_hidden(branch))
		return;
	if (!is_maildir && content->has_messages)
		add_folder(place, branch->path, branch->name, &tertius_mh_kind,
		           0);
	if (content->has_calendars)
		add_folder(place, branch->path, branch->name, &tertius_ics_kind,
		           0);
	if (!is_maildir)
		add_mboxes(place, branch, content->files);
	if (is_maildir)
		leave_out_own_folders(content->branches);
	add_branches(place, branch, content->branches);
}

/* Looks at one directory; FALSE when it cannot be read. */
static gboolean
look_at(Place *place, const Branch *branch)
{
	g_autoptr(GPtrArray) branches = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	Content content = { .branches = branches, .files = files };

	if (!look(branch->path, &content))
		return FALSE;
	add_content(place, branch, &content);
	return TRUE;
}

static int
compare_folders(gconstpointer a, gconstpointer b)
{
	const Folder *const *one = a;
	const Folder *const *two = b;

	return strcmp((*one)->path, (*two)->path);
}

/* --- Opening ------------------------------------------------------------- */

static gboolean
fail(GError **error, const char *place, int code)
{
	TertiusErrorCode meaning = code == EACCES || code == EPERM
	                                   ? TERTIUS_ERROR_DENIED
	                                   : TERTIUS_ERROR_UNREACHABLE;

	g_set_error(error, TERTIUS_ERROR, (int) meaning, "cannot open '%s': %s",
	            place, g_strerror(code));
	return FALSE;
}

static gboolean
refuse(GError **error, const char *place, const char *why)
{
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED, "'%s' %s",
	            place, why);
	return FALSE;
}

static gboolean
open_tree(Place *place, const char *path, GError **error)
{
	add_branch(place, path, "", 0);
	for (guint i = 0; i < place->branches->len; i++) {
		const Branch *branch = place->branches->pdata[i];

		if (look_at(place, branch))
			continue;
		if (i == 0)
			return fail(error, path, errno);
		tell_problem(place, branch->path, g_strerror(errno));
	}
	if (place->n_seen == 0)
		return refuse(error, path,
		              "holds no folder of mail, no mbox file and no "
		              "calendar");
	g_ptr_array_sort(place->folders, compare_folders);
	return TRUE;
}

/* Whether a message begins at @start: with a header field. */
static gboolean
begins_message(const char *start, gsize length)
{
	gsize n = 0;

	while (n < length && start[n] > ' ' && start[n] < 0x7f &&
	       start[n] != ':')
		n++;
	return n > 0 && n < length && start[n] == ':';
}

static gboolean
begins_calendar(const char *start, gsize length)
{
	static const char *const words[] = { "BEGIN:VCALENDAR", "BEGIN:VCARD" };
	gsize skipped = 0;

	if (length >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0)
		skipped = 3;
	while (skipped < length && g_ascii_isspace(start[skipped]))
		skipped++;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (length - skipped >= strlen(words[i]) &&
		    g_ascii_strncasecmp(start + skipped, words[i],
		                        strlen(words[i])) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
open_file(Place *place, const char *path, GError **error)
{
	char start[PEEK_BYTES];
	struct stat status;
	g_autoptr(GError) reason = NULL;
	gssize n = peek(path, start, &status, &reason);
	Folder *folder;

	if (n < 0)
		return fail(error, path,
		            reason->code == G_FILE_ERROR_ACCES ? EACCES : EIO);
	folder = g_new0(Folder, 1);
	folder->path = g_strdup(path);
	folder->is_file = TRUE;
	folder->is_sent = place->is_sent;
	folder->bytes = (guint64) status.st_size;
	g_ptr_array_add(place->folders, folder);
	if (n == 0 || tertius_mbox_is(start, (gsize) n))
		return TRUE;
	if (tertius_ics_kind.wants(path) || begins_calendar(start, (gsize) n))
		folder->kind = &tertius_ics_kind;
	else if (begins_message(start, (gsize) n))
		folder->kind = &tertius_mh_kind;
	else
		return refuse(error, path,
		              "is no mbox file (it does not begin with a "
		              "\"From \" line), no message and no calendar");
	return TRUE;
}

/* --- The source ---------------------------------------------------------- */

static TertiusSource *
open_folder(Place *place, const Folder *folder)
{
	g_autoptr(GError) error = NULL;
	TertiusSource *source;

	if (folder->kind != NULL)
		return tertius_directory_open(folder->kind, folder->path,
		                              folder->is_file, folder->is_sent,
		                              place->options);
	source = tertius_mbox_open(folder->path, folder->is_sent,
	                           place->options, &error);
	if (source == NULL)
		tell_problem(place, folder->path, error->message);
	return source;
}

static void
add_progress(TertiusSourceProgress *sum, const TertiusSourceProgress *one)
{
	sum->items += one->items;
	sum->items_done += one->items_done;
	sum->bytes_done += one->bytes_done;
}

static void
close_folder(Place *place)
{
	if (place->current != NULL) {
		TertiusSourceProgress progress =
			tertius_source_progress(place->current);

		add_progress(&place->done, &progress);
	}
	g_clear_pointer(&place->current, tertius_source_free);
	place->next++;
}

/* The next item of the folder that is open or comes next. */
static const TertiusItem *
read_folder(Place *place, GError **error)
{
	if (place->current == NULL)
		place->current =
			open_folder(place, place->folders->pdata[place->next]);
	return place->current == NULL
	               ? NULL
	               : tertius_source_next(place->current, error);
}

static const TertiusItem *
place_next(gpointer self, GError **error)
{
	Place *place = self;

	while (place->next < place->folders->len) {
		g_autoptr(GError) failure = NULL;
		const TertiusItem *item = read_folder(place, &failure);

		if (item != NULL)
			return item;
		if (failure != NULL) {
			g_propagate_error(error, g_steal_pointer(&failure));
			return NULL;
		}
		close_folder(place);
	}
	return NULL;
}

static void
place_progress(gpointer self, TertiusSourceProgress *progress)
{
	const Place *place = self;

	*progress = place->done;
	progress->folders = place->folders->len;
	progress->folders_done = MIN(place->next, progress->folders);
	for (guint i = 0; i < place->folders->len; i++) {
		const Folder *folder = place->folders->pdata[i];

		progress->bytes += folder->kind == NULL ? folder->bytes : 0;
	}
	if (place->current != NULL) {
		TertiusSourceProgress now =
			tertius_source_progress(place->current);

		add_progress(progress, &now);
	}
}

static void
place_free(gpointer self)
{
	Place *place = self;

	tertius_source_free(place->current);
	g_ptr_array_unref(place->folders);
	g_ptr_array_unref(place->branches);
	g_free(place);
}

static const TertiusSourceClass place_class = {
	.next = place_next,
	.progress = place_progress,
	.free = place_free,
};

TertiusSource *
tertius_place_open(const char *place, const TertiusSourceOptions *options,
                   GError **error)
{
	g_autofree char *path = realpath(place, NULL);
	g_autofree char *base = NULL;
	g_autoptr(TertiusSource) source = NULL;
	Place *self;
	gboolean opened;

	if (path == NULL) {
		fail(error, place, errno);
		return NULL;
	}
	base = g_path_get_basename(path);
	self = g_new0(Place, 1);
	self->options = options;
	self->folders = g_ptr_array_new_with_free_func(free_folder);
	self->branches = g_ptr_array_new_with_free_func(free_branch);
	source = tertius_source_new(&place_class, self);
	cut_ending(base);
	self->is_sent = tertius_source_folder_use(base) == TERTIUS_FOLDER_SENT;
	opened = g_file_test(path, G_FILE_TEST_IS_DIR)
	                 ? open_tree(self, path, error)
	                 : open_file(self, path, error);
	return opened ? g_steal_pointer(&source) : NULL;
}
