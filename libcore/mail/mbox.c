/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mbox: a window slides over the file and finds where messages begin; a message
 * that is wanted is then read by its offsets.
 */
#define _GNU_SOURCE /* memmem */
#include "mail/mbox.h"

#include "mail/file.h"
#include "mail/mbox-line.h"
#include "mail/mime-date.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define WINDOW_BYTES   262144 /* 256 KiB */
/* Of a message's beginning and end that its key is computed from: identifiers
 * and dates stand at the beginning. */
#define KEY_HEAD_BYTES 4096
#define KEY_TAIL_BYTES 1024
#define KEY_LETTERS    32
/* What must be in the window behind a place to judge it: a "From " line and the
 * name of a field. */
#define WINDOW_AHEAD   2000
/* What `git format-patch` writes in each "From " line: no date at all. */
#define GIT_DATE       1000684800
/* 1971, in unix time. */
#define OLDEST_DATE    31536000

static const char separator[] = "\nFrom ";

/* One message in the file, without its "From " line. */
typedef struct {
	goffset start, end;
	gint64 from_date; /* of the "From " line, 0 when it has none */
	char head[TERTIUS_FILE_HEAD_MAX];
	gsize head_length;
} Message;

typedef struct {
	const TertiusSourceOptions *options;
	char *path;
	gboolean is_sent;
	int file;
	struct stat status;
	char *state; /* of the file before it was read */
	gboolean has_begun, has_ended;
	gboolean is_whole; /* all was read, nothing was left out */
	char *window;      /* WINDOW_BYTES of the file from … */
	goffset base;
	gsize filled;
	goffset next; /* where the next message's "From " line begins */
	Message message;
	char *key;
	TertiusItem item;
} Mbox;

/* --- Where messages begin ------------------------------------------------ */

gboolean
tertius_mbox_is(const char *start, gsize length)
{
	gsize skipped = 0;

	while (skipped < length && strchr("\r\n", start[skipped]) != NULL &&
	       start[skipped] != '\0')
		skipped++;
	return tertius_mbox_begins_from_line(start + skipped, length - skipped);
}

static gboolean
fill_window(Mbox *mbox, goffset base, GError **error)
{
	gssize n = tertius_file_read(mbox->file, mbox->window, WINDOW_BYTES,
	                             base, error);

	mbox->base = base;
	mbox->filled = n < 0 ? 0 : (gsize) n;
	return n >= 0;
}

/* Reads from the window what lies in it, the rest from the file. */
static gssize
read_at(const Mbox *mbox, char *buffer, gsize length, goffset offset,
        GError **error)
{
	gsize position = (gsize) (offset - mbox->base);

	if (offset < mbox->base || position >= mbox->filled ||
	    mbox->filled - position < length)
		return tertius_file_read(mbox->file, buffer, length, offset,
		                         error);
	memcpy(buffer, mbox->window + position, length);
	return (gssize) length;
}

static gboolean
is_after_blank(const char *window, gsize newline)
{
	if (newline >= 1 && window[newline - 1] == '\n')
		return TRUE;
	return newline >= 2 && window[newline - 1] == '\r' &&
	       window[newline - 2] == '\n';
}

/* The next "From " line that is in the window at or after @from, or -1; *@stop
 * is where to look on then. */
static goffset
search_window(const Mbox *mbox, goffset from, gboolean at_end, goffset *stop)
{
	const char *window = mbox->window;
	gsize position = (gsize) (from - mbox->base);
	/* Behind here a line is not seen whole. */
	gsize limit = at_end ? mbox->filled : mbox->filled - WINDOW_AHEAD;

	while (position < limit) {
		const char *found =
			memmem(window + position, mbox->filled - position,
		               separator, strlen(separator));
		gsize newline;

		if (found == NULL)
			break;
		newline = (gsize) (found - window);
		if (newline >= limit)
			break;
		if (tertius_mbox_is_from_line(found + 1,
		                              mbox->filled - newline - 1,
		                              is_after_blank(window, newline)))
			return mbox->base + (goffset) newline + 1;
		position = newline + 1;
	}
	*stop = mbox->base + (goffset) MAX(position, limit);
	return -1;
}

/* Moves the window unless what begins at @from is in it, with the two bytes
 * before that may be a blank line. */
static gboolean
need_window(Mbox *mbox, goffset from, GError **error)
{
	goffset base = MAX(from - 2, 0);
	goffset end = mbox->base + (goffset) mbox->filled;

	if (mbox->filled > 0 && base >= mbox->base && from + WINDOW_AHEAD < end)
		return TRUE;
	return fill_window(mbox, base, error);
}

/* Where the first "From " line after @from begins, or the end of the file; -1
 * when it cannot be read. */
static goffset
find_next(Mbox *mbox, goffset from, GError **error)
{
	while (need_window(mbox, from, error)) {
		gboolean at_end = mbox->filled < WINDOW_BYTES;
		goffset stop = from;
		goffset found = search_window(mbox, from, at_end, &stop);

		if (found >= 0)
			return found;
		if (at_end)
			return MAX(from, mbox->base + (goffset) mbox->filled);
		from = stop;
	}
	return -1;
}

/* --- One message --------------------------------------------------------- */

/* Whether the text ends at @offset: a "From " line comes next. */
static gboolean
is_end(const Mbox *mbox, goffset offset, goffset *end)
{
	char next[TERTIUS_MBOX_LINE_MAX + 2];
	gssize n = read_at(mbox, next, sizeof next, offset, NULL);
	gssize blank = 0;

	while (blank < n && (next[blank] == '\n' || next[blank] == '\r') &&
	       blank < 2)
		blank++;
	if (n < 0 ||
	    !tertius_mbox_begins_from_line(next + blank, (gsize) (n - blank)))
		return FALSE;
	*end = offset + blank;
	return TRUE;
}

/* mboxcl: the head says how many bytes the text has, and lines of it that begin
 * with "From " are not marked. Believed only when it leads to such a line. */
static gboolean
find_counted_end(const Mbox *mbox, const Message *message, goffset *end)
{
	static const char name[] = "\nContent-Length:";
	const char *head = message->head;
	const char *body = memmem(head, message->head_length, "\n\n", 2);
	const char *field = body == NULL ? NULL
	                                 : memmem(head, (gsize) (body - head),
	                                          name, strlen(name));
	guint64 count;

	if (field == NULL)
		return FALSE;
	/* It ends at the blank line at the latest. */
	count = g_ascii_strtoull(field + strlen(name), NULL, 10);
	if (count > (guint64) mbox->status.st_size)
		return FALSE;
	return is_end(mbox,
	              message->start + (body + 2 - head) + (goffset) count,
	              end);
}

/* The date of "From dana@example.org Mon Nov 23 10:11:12 2026". */
static gint64
read_from_date(const char *line, gsize length)
{
	const char *end = memchr(line, '\n', length);
	const char *date = line + strlen("From ");
	gint64 moment = 0;

	if (end == NULL)
		return 0;
	while (date < end && *date != ' ')
		date++;
	if (!tertius_mime_read_date(date, (gsize) (end - date), &moment, NULL))
		return 0;
	return moment < OLDEST_DATE || moment == GIT_DATE ? 0 : moment;
}

/* Finds the message at mbox->next and moves on. FALSE without @error at the
 * end. */
static gboolean
find_message(Mbox *mbox, Message *message, GError **error)
{
	char line[TERTIUS_MBOX_LINE_MAX];
	gssize n = read_at(mbox, line, sizeof line, mbox->next, error);
	const char *end = n < 0 ? NULL : memchr(line, '\n', (gsize) n);
	goffset found;

	if (end == NULL)
		return FALSE;
	message->from_date = read_from_date(line, (gsize) n);
	message->start = mbox->next + (end + 1 - line);
	n = read_at(mbox, message->head, sizeof message->head, message->start,
	            error);
	if (n < 0)
		return FALSE;
	message->head_length = (gsize) n;
	if (!find_counted_end(mbox, message, &found))
		found = find_next(mbox, message->start - 1, error);
	if (found < 0)
		return FALSE;
	message->end = MAX(found, message->start);
	message->head_length = MIN(message->head_length,
	                           (gsize) (message->end - message->start));
	mbox->next = message->end;
	return TRUE;
}

/* The same message has the same key wherever in the file it stands. */
static char *
dup_key(const Mbox *mbox, const Message *message, GError **error)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	goffset length = message->end - message->start;
	gsize head = MIN(message->head_length, KEY_HEAD_BYTES);
	g_autofree char *size = g_strdup_printf("%" G_GOFFSET_FORMAT, length);
	char tail[KEY_TAIL_BYTES];
	gssize n = 0;

	if (length > (goffset) head)
		n = read_at(
			mbox, tail,
			(gsize) MIN(length - (goffset) head, KEY_TAIL_BYTES),
			MAX(message->start + (goffset) head,
		            message->end - KEY_TAIL_BYTES),
			error);
	if (n < 0)
		return NULL;
	g_checksum_update(checksum, (const guchar *) size, -1);
	g_checksum_update(checksum, (const guchar *) message->head,
	                  (gssize) head);
	g_checksum_update(checksum, (const guchar *) tail, n);
	return g_strndup(g_checksum_get_string(checksum), KEY_LETTERS);
}

/* Takes one ">" from lines that begin with ">From ", ">>From " and so on.
 * Returns the new length. */
static gsize
unescape(char *bytes, gsize length)
{
	gsize to = 0;
	gsize from = 0;

	if (memmem(bytes, length, ">From ", 6) == NULL)
		return length;
	while (from < length) {
		char *newline = memchr(bytes + from, '\n', length - from);
		gsize end = newline == NULL ? length
		                            : (gsize) (newline + 1 - bytes);
		gsize marks = 0;

		while (from + marks < end && bytes[from + marks] == '>')
			marks++;
		if (marks > 0 && end - from - marks >= 5 &&
		    memcmp(bytes + from + marks, "From ", 5) == 0)
			from++;
		memmove(bytes + to, bytes + from, end - from);
		to += end - from;
		from = end;
	}
	return to;
}

/* The blank line before the next "From " line is not the message's. */
static gsize
without_blank_line(const char *bytes, gsize length)
{
	if (length >= 2 && memcmp(bytes + length - 2, "\n\n", 2) == 0)
		return length - 1;
	if (length >= 4 && memcmp(bytes + length - 4, "\r\n\r\n", 4) == 0)
		return length - 2;
	return length;
}

static GBytes *
read_message(const Mbox *mbox, const Message *message, GError **error)
{
	gsize length = (gsize) MIN(message->end - message->start,
	                           TERTIUS_FILE_MESSAGE_MAX);
	g_autoptr(GByteArray) array = g_byte_array_sized_new((guint) length);
	char *bytes = (char *) array->data;
	gssize n = read_at(mbox, bytes, length, message->start, error);

	if (n < 0)
		return NULL;
	length = unescape(bytes, without_blank_line(bytes, (gsize) n));
	g_byte_array_set_size(array, (guint) length);
	return g_byte_array_free_to_bytes(g_steal_pointer(&array));
}

/* --- The source ---------------------------------------------------------- */

static gboolean
is_known(const Mbox *mbox, const char *key)
{
	const TertiusSourceOptions *options = mbox->options;

	return options->is_known != NULL &&
	       options->is_known(mbox->path, key, options->data);
}

static char *
dup_state(const struct stat *status)
{
	g_autoptr(GString) state = g_string_new("state");

	tertius_file_append_state(state, status);
	g_string_append_printf(state, " %" G_GINT64_FORMAT,
	                       (gint64) status->st_size);
	return g_string_free(g_steal_pointer(&state), FALSE);
}

static void
begin(Mbox *mbox)
{
	char first[TERTIUS_MBOX_LINE_MAX];
	gssize n = tertius_file_read(mbox->file, first, sizeof first, 0, NULL);

	mbox->has_begun = TRUE;
	mbox->is_whole = TRUE;
	mbox->state = dup_state(&mbox->status);
	mbox->has_ended = is_known(mbox, mbox->state);
	while (mbox->next < n && first[mbox->next] != 'F')
		mbox->next++;
}

/* Its own item when the file was read to its end and stayed as it was. */
static const TertiusItem *
end(Mbox *mbox)
{
	struct stat status;
	g_autofree char *now = NULL;

	mbox->has_ended = TRUE;
	if (fstat(mbox->file, &status) != 0 || !mbox->is_whole ||
	    tertius_file_is_fresh(&status, mbox->options->now))
		return NULL;
	now = dup_state(&status);
	if (strcmp(now, mbox->state) != 0)
		return NULL;
	memset(&mbox->item, 0, sizeof mbox->item);
	mbox->item.folder = mbox->path;
	mbox->item.key = mbox->state;
	return &mbox->item;
}

/* "From " lines of archives are often made up, long before or after: a Date
 * field that fits the file is believed. */
static gint64
find_arrival(const Mbox *mbox, const Message *message, gint64 date)
{
	gint64 changed = (gint64) mbox->status.st_mtim.tv_sec;

	if (message->from_date == 0 || message->from_date > changed)
		return changed;
	return date > message->from_date && date <= changed
	               ? date
	               : message->from_date;
}

/* Whether @message is an item to hand out. */
static gboolean
take_message(Mbox *mbox, const Message *message, GError **error)
{
	gint64 date =
		tertius_mime_find_date(message->head, message->head_length);
	gint64 arrival = find_arrival(mbox, message, date);

	if (message->end == message->start)
		return FALSE;
	if ((date != 0 ? date : arrival) < mbox->options->since) {
		mbox->is_whole = FALSE;
		return FALSE;
	}
	g_clear_pointer(&mbox->key, g_free);
	mbox->key = dup_key(mbox, message, error);
	if (mbox->key == NULL || is_known(mbox, mbox->key))
		return FALSE;
	mbox->item.bytes = read_message(mbox, message, error);
	if (mbox->item.bytes == NULL)
		return FALSE;
	mbox->item.folder = mbox->path;
	mbox->item.key = mbox->key;
	mbox->item.received = arrival;
	mbox->item.is_sent = mbox->is_sent;
	return TRUE;
}

/* A file that cannot be read on is a problem of its own, not of the others. */
static void
give_up(Mbox *mbox, const GError *error)
{
	const TertiusSourceOptions *options = mbox->options;

	mbox->has_ended = TRUE;
	if (options->problem != NULL)
		options->problem(mbox->path, error->message, options->data);
}

static const TertiusItem *
mbox_next(gpointer self, GError **error)
{
	Mbox *mbox = self;
	Message *message = &mbox->message;

	g_clear_pointer(&mbox->item.bytes, g_bytes_unref);
	if (!mbox->has_begun)
		begin(mbox);
	while (!mbox->has_ended) {
		g_autoptr(GError) failure = NULL;

		if (g_cancellable_set_error_if_cancelled(
			    mbox->options->cancellable, error))
			return NULL;
		if (!find_message(mbox, message, &failure)) {
			if (failure == NULL)
				return end(mbox);
		} else if (take_message(mbox, message, &failure)) {
			return &mbox->item;
		}
		if (failure != NULL)
			give_up(mbox, failure);
	}
	return NULL;
}

static void
mbox_progress(gpointer self, TertiusSourceProgress *progress)
{
	const Mbox *mbox = self;

	progress->bytes = (guint64) mbox->status.st_size;
	progress->bytes_done =
		mbox->has_ended ? progress->bytes
				: MIN((guint64) mbox->next, progress->bytes);
}

static void
mbox_free(gpointer self)
{
	Mbox *mbox = self;

	(void) close(mbox->file);
	g_clear_pointer(&mbox->item.bytes, g_bytes_unref);
	g_free(mbox->path);
	g_free(mbox->state);
	g_free(mbox->key);
	g_free(mbox->window);
	g_free(mbox);
}

static const TertiusSourceClass mbox_class = {
	.next = mbox_next,
	.progress = mbox_progress,
	.free = mbox_free,
};

TertiusSource *
tertius_mbox_open(const char *path, gboolean is_sent,
                  const TertiusSourceOptions *options, GError **error)
{
	struct stat status;
	int file = tertius_file_open(AT_FDCWD, path, &status, error);
	Mbox *mbox;

	if (file < 0)
		return NULL;
	mbox = g_new0(Mbox, 1);
	mbox->options = options;
	mbox->path = g_strdup(path);
	mbox->is_sent = is_sent;
	mbox->file = file;
	mbox->status = status;
	mbox->window = g_malloc(WINDOW_BYTES);
	return tertius_source_new(&mbox_class, mbox);
}
