/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars as files.
 */
#include "calendar/vdir.h"

#include "base/error.h"
#include "base/folder.h"
#include "calendar/object.h"
#include "calendar/patch-ical.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	TertiusCollection base;
	char *folder;
	guint most; /* objects that are listed */
} Vdir;

static gboolean
fail(GError **error, const char *what, const char *path)
{
	int number = errno;

	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED, "%s '%s': %s",
	            what, path, g_strerror(number));
	return FALSE;
}

static gboolean
make_folder(const char *folder, GError **error)
{
	return g_mkdir_with_parents(folder, 0700) == 0 ||
	       fail(error, _("cannot make the folder"), folder);
}

/* A name that cannot lead out of its folder, nor to somebody's half-written
 * file. */
static gboolean
is_object_name(const char *name)
{
	return name[0] != '.' && strchr(name, '/') == NULL &&
	       g_str_has_suffix(name, ".ics");
}

static gboolean
write_all(int file, const char *text)
{
	gsize left = strlen(text);

	while (left > 0) {
		gssize n = write(file, text, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FALSE;
		text += n;
		left -= (gsize) n;
	}
	return fsync(file) == 0;
}

/* vdir readers leave names with a dot alone. */
static gboolean
write_file(const char *path, const char *text, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *temporary =
		g_strdup_printf("%s/.%s.XXXXXX", folder, name);
	int file = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0600);
	gboolean is_written;

	if (file < 0)
		return fail(error, _("cannot write"), path);
	is_written = write_all(file, text);
	is_written = close(file) == 0 && is_written;
	if (is_written && g_rename(temporary, path) == 0)
		return TRUE;
	(void) fail(error, _("cannot write"), path);
	(void) g_unlink(temporary);
	return FALSE;
}

/* NULL without error: there is no such file, or it is not one of ours. */
static char *
read_file(const char *path, gsize *length)
{
	struct stat status;
	char *text;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_size > TERTIUS_OBJECT_BYTES_MAX)
		return NULL;
	return g_file_get_contents(path, &text, length, NULL) ? text : NULL;
}

/* --- Export -------------------------------------------------------------- */

static TertiusObjectState
find_state(const TertiusReminder *reminder)
{
	if (tertius_reminder_is_open(reminder))
		return TERTIUS_OBJECT_OPEN;
	return reminder->state == TERTIUS_REMINDER_DONE
	               ? TERTIUS_OBJECT_DONE
	               : TERTIUS_OBJECT_DROPPED;
}

/* What the reminder says otherwise, and may say: since it last changed, nobody
 * else wrote; or it is closed now, which always counts. */
static guint
find_parts(const TertiusObject *object, const TertiusReminder *reminder,
           const TertiusIcalStamp *stamp)
{
	g_autofree char *title =
		tertius_ical_dup_title(reminder, stamp->is_plain);
	g_autofree char *description = tertius_ical_dup_description(reminder);
	gboolean is_closed = !tertius_reminder_is_open(reminder);
	guint parts = 0;

	if (object->state != find_state(reminder) ||
	    (is_closed && object->alarms[0] != '\0'))
		parts |= TERTIUS_PATCH_STATE;
	if (object->stamp >= stamp->stamp)
		return is_closed ? parts : 0;
	if (object->start != reminder->due)
		parts |= TERTIUS_PATCH_TIME;
	if (strcmp(object->summary,
	           title + tertius_object_tick_length(title)) != 0)
		parts |= TERTIUS_PATCH_TITLE;
	if (!stamp->is_plain && strcmp(object->description, description) != 0)
		parts |= TERTIUS_PATCH_DESCRIPTION;
	return parts;
}

/* The new text for what is at @path; NULL: it stays as it is. */
static char *
revise(const char *path, const TertiusReminder *reminder,
       const TertiusIcalStamp *stamp, GTimeZone *local)
{
	g_autoptr(TertiusObject) object = NULL;
	gsize length = 0;
	g_autofree char *text = read_file(path, &length);
	guint parts;

	if (text == NULL && tertius_reminder_is_open(reminder) &&
	    !g_file_test(path, G_FILE_TEST_EXISTS))
		return tertius_ical_write_reminder(reminder, stamp);
	if (text == NULL)
		return NULL;
	object = tertius_object_read(text, length, reminder->uid, local, NULL);
	if (object == NULL)
		return NULL;
	parts = find_parts(object, reminder, stamp);
	return parts == 0 ? NULL
	                  : tertius_ical_patch(text, length, reminder, stamp,
	                                       parts, NULL);
}

gboolean
tertius_vdir_export(const char *folder, const GPtrArray *reminders,
                    const TertiusIcalStamp *stamps, GTimeZone *local,
                    guint *changed, GError **error)
{
	*changed = 0;
	if (!make_folder(folder, error))
		return FALSE;
	for (guint i = 0; i < reminders->len; i++) {
		const TertiusReminder *reminder = reminders->pdata[i];
		g_autofree char *path =
			g_strdup_printf("%s/%s.ics", folder, reminder->uid);
		g_autofree char *text =
			revise(path, reminder, &stamps[i], local);

		if (text == NULL)
			continue;
		if (!write_file(path, text, error))
			return FALSE;
		(*changed)++;
	}
	return TRUE;
}

gboolean
tertius_feed_export(const char *path, const char *name,
                    const GPtrArray *reminders, const TertiusIcalStamp *stamps,
                    guint *changed, GError **error)
{
	g_autofree char *text =
		tertius_ical_write_feed(name, reminders, stamps);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *known = NULL;

	*changed = 0;
	if (g_file_get_contents(path, &known, NULL, NULL) &&
	    strcmp(known, text) == 0)
		return TRUE;
	if (!make_folder(folder, error) || !write_file(path, text, error))
		return FALSE;
	*changed = 1;
	return TRUE;
}

/* --- As a collection ----------------------------------------------------- */

static char *
build_path(const Vdir *self, const char *href)
{
	return is_object_name(href) ? g_build_filename(self->folder, href, NULL)
	                            : NULL;
}

/* What lies at @path: "" where it cannot be read, as it is too big or not for
 * us, for it is not gone then; NULL: nothing. */
static char *
read_object(const char *path, gsize *length)
{
	char *text = read_file(path, length);
	struct stat status;

	if (text != NULL ||
	    (stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)))
		return text;
	*length = 0;
	return g_strdup("");
}

/* Programs write in place or rename; the content tells for sure. */
static char *
compute_etag(const char *text, gsize length)
{
	return g_compute_checksum_for_data(G_CHECKSUM_SHA256,
	                                   (const guchar *) text, length);
}

static void
add_item(const Vdir *self, const char *name, GPtrArray *items)
{
	g_autofree char *path = build_path(self, name);
	g_autofree char *etag = NULL;
	g_autofree char *text = NULL;
	gsize length;

	if (path == NULL || (text = read_object(path, &length)) == NULL)
		return;
	etag = compute_etag(text, length);
	g_ptr_array_add(items, tertius_collection_item_new(name, etag));
}

static gboolean
list_items(TertiusCollection *base, char **token, GPtrArray *items,
           gboolean *is_all, GError **error)
{
	Vdir *self = (Vdir *) base;
	DIR *folder = opendir(self->folder);
	const struct dirent *entry = NULL;
	int code = 0;

	if (folder == NULL)
		return fail(error, _("cannot read the folder"), self->folder);
	while ((entry = tertius_folder_next(folder)) != NULL &&
	       (items->len < self->most || !is_object_name(entry->d_name)))
		add_item(self, entry->d_name, items);
	code = errno;
	(void) closedir(folder);
	errno = code;
	/* What was not named is not gone for that. */
	if (entry == NULL && code != 0)
		return fail(error, _("cannot read the folder"), self->folder);
	g_clear_pointer(token, g_free);
	*is_all = entry == NULL;
	return TRUE;
}

static gboolean
fetch_items(TertiusCollection *base, GPtrArray *items, GError **error)
{
	Vdir *self = (Vdir *) base;

	(void) error;
	for (guint i = 0; i < items->len; i++) {
		TertiusCollectionItem *item = items->pdata[i];
		g_autofree char *path = build_path(self, item->href);
		gsize length;

		g_clear_pointer(&item->etag, g_free);
		g_clear_pointer(&item->text, g_free);
		item->text = path != NULL ? read_object(path, &length) : NULL;
		if (item->text != NULL)
			item->etag = compute_etag(item->text, length);
	}
	return TRUE;
}

/* Whether what is at @path is still the version @etag; NULL: nothing. */
static gboolean
is_version(const char *path, const char *etag)
{
	gsize length = 0;
	g_autofree char *text = read_object(path, &length);
	g_autofree char *known =
		text != NULL ? compute_etag(text, length) : NULL;

	return g_strcmp0(known, etag) == 0;
}

static TertiusWriteResult
put_item(TertiusCollection *base, const char *href, const char *etag,
         const char *text, char **new_etag, GError **error)
{
	Vdir *self = (Vdir *) base;
	g_autofree char *path = build_path(self, href);

	if (path == NULL)
		return TERTIUS_WRITE_REFUSED;
	if (!is_version(path, etag))
		return TERTIUS_WRITE_CHANGED;
	if (!write_file(path, text, error))
		return TERTIUS_WRITE_FAILED;
	*new_etag = compute_etag(text, strlen(text));
	return TERTIUS_WRITE_DONE;
}

static TertiusWriteResult
remove_item(TertiusCollection *base, const char *href, const char *etag,
            GError **error)
{
	Vdir *self = (Vdir *) base;
	g_autofree char *path = build_path(self, href);

	if (path == NULL)
		return TERTIUS_WRITE_REFUSED;
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return TERTIUS_WRITE_DONE;
	if (!is_version(path, etag))
		return TERTIUS_WRITE_CHANGED;
	if (g_unlink(path) != 0 && errno != ENOENT) {
		(void) fail(error, _("cannot remove"), path);
		return TERTIUS_WRITE_FAILED;
	}
	return TERTIUS_WRITE_DONE;
}

static void
free_vdir(TertiusCollection *base)
{
	Vdir *self = (Vdir *) base;

	g_free(self->folder);
	g_free(self);
}

TertiusCollection *
tertius_vdir_open(const char *folder, GError **error)
{
	Vdir *self;

	if (!make_folder(folder, error))
		return NULL;
	self = g_new0(Vdir, 1);
	self->base = (TertiusCollection){ .list = list_items,
		                          .fetch = fetch_items,
		                          .put = put_item,
		                          .remove = remove_item,
		                          .free = free_vdir };
	self->folder = g_strdup(folder);
	self->most = TERTIUS_COLLECTION_ITEMS_MAX;
	return &self->base;
}

void
tertius_vdir_set_most(TertiusCollection *vdir, guint most)
{
	((Vdir *) vdir)->most = most;
}
