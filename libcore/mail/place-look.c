/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking for the folders of a place, from the place itself downwards.
 */
#include "mail/place-look.h"

#include "base/error.h"
#include "base/folder.h"
#include "mail/file.h"
#include "mail/mbox.h"
#include "mail/place.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PEEK_BYTES 4096

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
	GPtrArray *folders;  /* TertiusPlaceFolder */
	GPtrArray *branches; /* Branch, in the order in which they are found */
	gboolean has_told_limit;
	guint n_seen; /* folders, also those that are left out */
} Look;

static void
free_folder(gpointer data)
{
	TertiusPlaceFolder *folder = data;

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
tell_problem(const Look *look, const char *what, const char *why)
{
	if (look->options->problem != NULL)
		look->options->problem(what, why, look->options->data);
}

static void
add_branch(Look *look, const char *path, const char *name, guint depth)
{
	Branch *branch;

	if (depth > TERTIUS_PLACE_DEPTH_MAX ||
	    look->branches->len == TERTIUS_PLACE_FOLDERS_MAX) {
		if (!look->has_told_limit)
			tell_problem(look, path,
			             _("too many folders, or too deep"));
		look->has_told_limit = TRUE;
		return;
	}
	branch = g_new(Branch, 1);
	branch->path = g_strdup(path);
	branch->name = g_strdup(name);
	branch->depth = depth;
	g_ptr_array_add(look->branches, branch);
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
		if (tertius_source_leaves_out(own))
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

/* A folder that the person names is read, whatever it is for. */
static gboolean
is_wanted(const char *pattern, const char *name, TertiusFolderUse use)
{
	if (pattern != NULL && strpbrk(pattern, "*?") == NULL)
		return strcmp(pattern, name) == 0;
	return !tertius_source_leaves_out(use) &&
	       (pattern == NULL || g_pattern_match_simple(pattern, name));
}

static void
add_folder(Look *look, const char *path, const char *name,
           const TertiusDirectoryKind *kind, guint64 bytes)
{
	g_autofree char *plain = dup_plain_name(name);
	TertiusFolderUse use = find_use(plain);
	TertiusPlaceFolder *folder;

	look->n_seen++;
	if (!is_wanted(look->options->folders,
	               name[0] == '\0' ? "INBOX" : plain, use))
		return;
	folder = g_new(TertiusPlaceFolder, 1);
	folder->path = g_strdup(path);
	folder->kind = kind;
	folder->is_file = FALSE;
	folder->is_sent = look->is_sent || use == TERTIUS_FOLDER_SENT;
	folder->bytes = bytes;
	g_ptr_array_add(look->folders, folder);
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

/* FALSE with errno: it is not known what all is there. */
static gboolean
list(const char *path, Content *content)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	int code;

	if (dir == NULL)
		return FALSE;
	while ((entry = tertius_folder_next(dir)) != NULL) {
		int type = find_type(path, entry);

		if (type == DT_DIR)
			note_directory(content, entry->d_name);
		else if (type == DT_REG)
			note_file(content, entry->d_name);
	}
	code = errno;
	(void) closedir(dir);
	errno = code;
	return code == 0;
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
add_mboxes(Look *look, const Branch *branch, const GPtrArray *files)
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
			add_folder(look, path, name, NULL,
			           (guint64) status.st_size);
	}
}

static void
add_branches(Look *look, const Branch *branch, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		const char *own = names->pdata[i];
		g_autofree char *path =
			g_build_filename(branch->path, own, NULL);
		g_autofree char *name =
			g_build_filename(branch->name, own, NULL);

		add_branch(look, path, name, branch->depth + 1);
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
add_content(Look *look, const Branch *branch, const Content *content)
{
	/* A copy may have lost an empty new/, as version control does. */
	gboolean is_maildir = content->has_cur && !content->has_messages;

	if (is_maildir)
		add_folder(look, branch->path, branch->name,
		           &tertius_maildir_kind, 0);
	if (is_hidden(branch))
		return;
	if (!is_maildir && content->has_messages)
		add_folder(look, branch->path, branch->name, &tertius_mh_kind,
		           0);
	if (content->has_calendars)
		add_folder(look, branch->path, branch->name, &tertius_ics_kind,
		           0);
	if (!is_maildir)
		add_mboxes(look, branch, content->files);
	if (is_maildir)
		leave_out_own_folders(content->branches);
	add_branches(look, branch, content->branches);
}

/* Looks at one directory; FALSE when it cannot be read. */
static gboolean
look_at(Look *look, const Branch *branch)
{
	g_autoptr(GPtrArray) branches = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	Content content = { .branches = branches, .files = files };

	if (!list(branch->path, &content))
		return FALSE;
	add_content(look, branch, &content);
	return TRUE;
}

static int
compare_folders(gconstpointer a, gconstpointer b)
{
	const TertiusPlaceFolder *const *one = a;
	const TertiusPlaceFolder *const *two = b;

	return strcmp((*one)->path, (*two)->path);
}

/* --- Opening ------------------------------------------------------------- */

static gboolean
fail(GError **error, const char *place, int code)
{
	TertiusErrorCode meaning = code == EACCES || code == EPERM
	                                   ? TERTIUS_ERROR_DENIED
	                                   : TERTIUS_ERROR_UNREACHABLE;

	g_set_error(error, TERTIUS_ERROR, (int) meaning,
	            _("cannot open '%s': %s"), place, g_strerror(code));
	return FALSE;
}

static gboolean
refuse(GError **error, const char *place, TertiusErrorCode code,
       const char *why)
{
	g_set_error(error, TERTIUS_ERROR, (int) code, "'%s' %s", place, why);
	return FALSE;
}

static gboolean
open_tree(Look *look, const char *path, GError **error)
{
	add_branch(look, path, "", 0);
	for (guint i = 0; i < look->branches->len; i++) {
		const Branch *branch = look->branches->pdata[i];

		if (look_at(look, branch))
			continue;
		if (i == 0)
			return fail(error, path, errno);
		tell_problem(look, branch->path, g_strerror(errno));
	}
	if (look->n_seen == 0)
		return refuse(error, path, TERTIUS_ERROR_MALFORMED,
		              _("holds no folder of mail, no mbox file and no "
		                "calendar"));
	if (look->options->folders != NULL && look->folders->len == 0) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("'%s' has no folder named like '%s'"), path,
		            look->options->folders);
		return FALSE;
	}
	g_ptr_array_sort(look->folders, compare_folders);
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
open_file(Look *look, const char *path, GError **error)
{
	char start[PEEK_BYTES];
	struct stat status;
	g_autoptr(GError) reason = NULL;
	gssize n = peek(path, start, &status, &reason);
	TertiusPlaceFolder *folder;

	if (n < 0 && reason->code == G_FILE_ERROR_INVAL)
		return refuse(error, path, TERTIUS_ERROR_UNREACHABLE,
		              _("is neither a file nor a folder"));
	if (n < 0)
		return fail(error, path,
		            reason->code == G_FILE_ERROR_ACCES ? EACCES : EIO);
	folder = g_new0(TertiusPlaceFolder, 1);
	folder->path = g_strdup(path);
	folder->is_file = TRUE;
	folder->is_sent = look->is_sent;
	folder->bytes = (guint64) status.st_size;
	g_ptr_array_add(look->folders, folder);
	if (n == 0 || tertius_mbox_is(start, (gsize) n))
		return TRUE;
	if (tertius_ics_kind.wants(path) || begins_calendar(start, (gsize) n))
		folder->kind = &tertius_ics_kind;
	else if (begins_message(start, (gsize) n))
		folder->kind = &tertius_mh_kind;
	else
		return refuse(error, path, TERTIUS_ERROR_MALFORMED,
		              _("is no mbox file (it does not begin with a "
		                "\"From \" line), no message and no calendar"));
	return TRUE;
}

GPtrArray *
tertius_place_look(const char *path, const TertiusSourceOptions *options,
                   GError **error)
{
	g_autofree char *base = g_path_get_basename(path);
	g_autoptr(GPtrArray) folders =
		g_ptr_array_new_with_free_func(free_folder);
	g_autoptr(GPtrArray) branches =
		g_ptr_array_new_with_free_func(free_branch);
	Look look = {
		.options = options,
		.folders = folders,
		.branches = branches,
	};
	gboolean opened;

	cut_ending(base);
	look.is_sent = tertius_source_folder_use(base) == TERTIUS_FOLDER_SENT;
	opened = g_file_test(path, G_FILE_TEST_IS_DIR)
	                 ? open_tree(&look, path, error)
	                 : open_file(&look, path, error);
	return opened ? g_steal_pointer(&folders) : NULL;
}
