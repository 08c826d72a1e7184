/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claws Mail's folders on disk.
 */
#define _GNU_SOURCE
#include "mail/claws.h"

#include "base/error.h"
#include "base/folder.h"
#include "mail/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Texts of a row, in their order. */
enum {
	TERTIUS_ROW_FROM_NAME,
	TERTIUS_ROW_DATE,
	TERTIUS_ROW_FROM,
	TERTIUS_ROW_TO,
	TERTIUS_ROW_CC,
	TERTIUS_ROW_NEWSGROUPS,
	TERTIUS_ROW_SUBJECT,
	TERTIUS_ROW_MESSAGE_ID,
	TERTIUS_ROW_IN_REPLY_TO,
	TERTIUS_ROW_XREF,
	TERTIUS_ROW_N_TEXTS,
};

typedef struct {
	const char *at, *end;
} Reader;

typedef struct {
	const char *text;
	gsize length;
} Text;

void
tertius_claws_row_clear(TertiusClawsRow *row)
{
	g_clear_pointer(&row->message_id, g_free);
	g_clear_pointer(&row->key, g_free);
	g_clear_pointer(&row->head, g_bytes_unref);
}

char *
tertius_claws_dup_key(const char *message_id, const char *head, gint64 size,
                      gint64 date)
{
	gboolean has_id = message_id != NULL && *message_id != '\0';
	g_autofree char *key =
		g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
	                        has_id         ? message_id
	                        : head != NULL ? head
	                                       : "",
	                        size, date);

	if (has_id && strlen(key) <= TERTIUS_CLAWS_KEY_MAX &&
	    g_utf8_validate(key, -1, NULL))
		return g_steal_pointer(&key);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
}

/* --- Heads --------------------------------------------------------------- */

/* An address has an at sign; a name in quotes that has one as well is a guess
 * too many, which costs nothing but a look. */
static guint
count_people(const char *text)
{
	guint n = 0;

	for (; text != NULL && *text != '\0'; text++)
		n += *text == '@' ? 1 : 0;
	return n;
}

/* No byte of it begins another field. */
static void
add_field(GString *out, const char *name, const char *value, gboolean is_id)
{
	gsize start;

	if (value == NULL || *value == '\0' ||
	    strlen(value) > TERTIUS_CLAWS_FIELD_MAX)
		return;
	g_string_append_printf(out, is_id ? "%s: <" : "%s: ", name);
	start = out->len;
	g_string_append(out, value);
	for (gsize i = start; i < out->len; i++) {
		if (g_ascii_iscntrl(out->str[i]))
			out->str[i] = ' ';
	}
	g_string_append(out, is_id ? ">\n" : "\n");
}

void
tertius_claws_row_set_head(TertiusClawsRow *row, const TertiusClawsHead *head)
{
	GString *out;

	row->people = count_people(head->to) + count_people(head->cc);
	if (head->from == NULL || *head->from == '\0' ||
	    head->message_id == NULL || *head->message_id == '\0')
		return;
	out = g_string_new("");
	add_field(out, "From", head->from, FALSE);
	add_field(out, "To", head->to, FALSE);
	add_field(out, "Cc", head->cc, FALSE);
	add_field(out, "Subject", head->subject, FALSE);
	add_field(out, "Date", head->date, FALSE);
	add_field(out, "Message-ID", head->message_id, TRUE);
	add_field(out, "In-Reply-To", head->in_reply_to, TRUE);
	add_field(out, "References", head->references, FALSE);
	g_string_append_c(out, '\n');
	row->head = g_string_free_to_bytes(out);
}

/* --- The list ------------------------------------------------------------ */

static gboolean
read_number(Reader *reader, guint32 *number)
{
	if (reader->end - reader->at < (gssize) sizeof *number)
		return FALSE;
	memcpy(number, reader->at, sizeof *number);
	reader->at += sizeof *number;
	return TRUE;
}

static gboolean
read_text(Reader *reader, Text *text)
{
	guint32 length;

	if (!read_number(reader, &length) ||
	    (gsize) (reader->end - reader->at) < length)
		return FALSE;
	*text = (Text){ reader->at, length };
	reader->at += length;
	return TRUE;
}

static void
fill_head(TertiusClawsRow *row, const Text *texts, const char *references)
{
	char *copies[TERTIUS_ROW_N_TEXTS];
	TertiusClawsHead head = { .references = references };

	for (gsize i = 0; i < TERTIUS_ROW_N_TEXTS; i++)
		copies[i] = g_strndup(texts[i].text, texts[i].length);
	head.from = copies[TERTIUS_ROW_FROM];
	head.to = copies[TERTIUS_ROW_TO];
	head.cc = copies[TERTIUS_ROW_CC];
	head.subject = copies[TERTIUS_ROW_SUBJECT];
	head.date = copies[TERTIUS_ROW_DATE];
	head.message_id = copies[TERTIUS_ROW_MESSAGE_ID];
	head.in_reply_to = copies[TERTIUS_ROW_IN_REPLY_TO];
	tertius_claws_row_set_head(row, &head);
	for (gsize i = 0; i < TERTIUS_ROW_N_TEXTS; i++)
		g_free(copies[i]);
}

static void
fill_row(TertiusClawsRow *row, const Text *texts)
{
	const Text *id = &texts[TERTIUS_ROW_MESSAGE_ID];
	g_autofree char *head = NULL;

	if (id->length > 0)
		row->message_id = g_strndup(id->text, id->length);
	else
		head = g_strdup_printf(
			"%.*s %.*s",
			(int) MIN(texts[TERTIUS_ROW_FROM].length,
		                  TERTIUS_CLAWS_KEY_MAX),
			texts[TERTIUS_ROW_FROM].text,
			(int) MIN(texts[TERTIUS_ROW_SUBJECT].length,
		                  TERTIUS_CLAWS_KEY_MAX),
			texts[TERTIUS_ROW_SUBJECT].text);
	row->key = tertius_claws_dup_key(row->message_id, head, row->size,
	                                 row->date);
}

/* The latest is the first; NULL where the list is cut short. */
static char *
read_references(Reader *reader)
{
	g_autoptr(GString) all = g_string_new("");
	guint32 nothing, n;
	Text text;

	for (guint i = 0; i < 2; i++) {
		if (!read_number(reader, &nothing))
			return NULL;
	}
	if (!read_number(reader, &n))
		return NULL;
	for (guint32 i = 0; i < n; i++) {
		if (!read_text(reader, &text))
			return NULL;
		if (text.length > TERTIUS_CLAWS_KEY_MAX ||
		    all->len + text.length + strlen("<> ") >
		            TERTIUS_CLAWS_FIELD_MAX)
			continue;
		g_string_prepend(all, "> ");
		g_string_prepend_len(all, text.text, (gssize) text.length);
		g_string_prepend_c(all, '<');
	}
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static gboolean
read_row(Reader *reader, TertiusClawsRow *row)
{
	guint32 head[5];
	Text texts[TERTIUS_ROW_N_TEXTS];
	g_autofree char *references = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(head); i++) {
		if (!read_number(reader, &head[i]))
			return FALSE;
	}
	for (gsize i = 0; i < TERTIUS_ROW_N_TEXTS; i++) {
		if (!read_text(reader, &texts[i]))
			return FALSE;
	}
	references = read_references(reader);
	if (references == NULL)
		return FALSE;
	*row = (TertiusClawsRow){ .number = head[0],
		                  .size = head[1],
		                  .date = head[3] };
	fill_row(row, texts);
	fill_head(row, texts, references);
	return TRUE;
}

static int
compare_rows(gconstpointer a, gconstpointer b)
{
	const TertiusClawsRow *first = a;
	const TertiusClawsRow *second = b;

	if (first->date != second->date)
		return first->date < second->date ? 1 : -1;
	return (first->number < second->number) -
	       (first->number > second->number);
}

static GArray *
new_rows(void)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(TertiusClawsRow));

	g_array_set_clear_func(rows, (GDestroyNotify) tertius_claws_row_clear);
	return rows;
}

static GArray *
parse_rows(const char *bytes, gsize length, guint most, GError **error)
{
	Reader reader = { bytes, bytes + length };
	guint32 version = 0;
	Text charset;
	TertiusClawsRow row;
	GArray *rows;

	if (!read_number(&reader, &version) ||
	    version != TERTIUS_CLAWS_VERSION) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_TOO_NEW,
		            _("the list of messages is of version %u, not %d"),
		            version, TERTIUS_CLAWS_VERSION);
		return NULL;
	}
	rows = new_rows();
	if (!read_text(&reader, &charset))
		return rows;
	while (rows->len < most && read_row(&reader, &row))
		g_array_append_val(rows, row);
	g_array_sort(rows, compare_rows);
	return rows;
}

GArray *
tertius_claws_parse_list(const char *bytes, gsize length, GError **error)
{
	return parse_rows(bytes, length, TERTIUS_CLAWS_ROWS_MAX, error);
}

GArray *
tertius_claws_read_list(const char *path, GError **error)
{
	return tertius_claws_read_list_within(path, TERTIUS_CLAWS_BYTES_MAX,
	                                      TERTIUS_CLAWS_ROWS_MAX, error);
}

/* Not mapped: Claws Mail may write it anew meanwhile. */
GArray *
tertius_claws_read_list_within(const char *path, gsize most_bytes,
                               guint most_rows, GError **error)
{
	struct stat status;
	g_autofree char *bytes = NULL;
	gsize length = 0;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
	    (gsize) status.st_size > most_bytes ||
	    !g_file_get_contents(path, &bytes, &length, NULL)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("cannot read '%s'"), path);
		return NULL;
	}
	return parse_rows(bytes, length, most_rows, error);
}

/* --- The files ----------------------------------------------------------- */

static void
add_file(GArray *rows, const char *path, const char *name)
{
	g_autofree char *file = g_build_filename(path, name, NULL);
	guint64 number = g_ascii_strtoull(name, NULL, 10);
	TertiusClawsRow row = { .number = (guint) number };
	struct stat status;

	if (number == 0 || number > G_MAXINT32 ||
	    name[strspn(name, "0123456789")] != '\0' ||
	    lstat(file, &status) != 0 || !S_ISREG(status.st_mode))
		return;
	row.size = status.st_size;
	row.date = status.st_mtim.tv_sec;
	row.key = tertius_claws_dup_key(NULL, name, row.size, row.date);
	g_array_append_val(rows, row);
}

static gboolean
add_files(GArray *rows, const char *path, guint most_rows)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	gboolean is_whole;

	if (folder == NULL)
		return FALSE;
	while (rows->len < most_rows &&
	       (entry = tertius_folder_next(folder)) != NULL)
		add_file(rows, path, entry->d_name);
	is_whole = rows->len == most_rows || errno == 0;
	(void) closedir(folder);
	return is_whole;
}

GArray *
tertius_claws_read_folder(const char *path, GError **error)
{
	return tertius_claws_read_folder_within(path, TERTIUS_CLAWS_ROWS_MAX,
	                                        error);
}

GArray *
tertius_claws_read_folder_within(const char *path, guint most_rows,
                                 GError **error)
{
	g_autoptr(GArray) rows = new_rows();

	if (!add_files(rows, path, most_rows)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("cannot read '%s'"), path);
		return NULL;
	}
	g_array_sort(rows, compare_rows);
	return g_steal_pointer(&rows);
}

/* Before what was sent stands how Claws Mail sent it. */
static gsize
skip_queue_headers(const char *text, gsize length)
{
	static const char end[] = "\nX-Claws-End-Special-Headers: 1\n";
	gssize near = (gssize) MIN(length, TERTIUS_CLAWS_QUEUE_MAX);
	const char *found = g_strstr_len(text, near, end);
	const char *body = g_strstr_len(text, near, "\n\n");

	if (found == NULL || (body != NULL && body < found))
		return 0;
	return (gsize) (found - text) + sizeof(end) - 1;
}

GBytes *
tertius_claws_read_message(const char *path)
{
	struct stat status;
	int fd = tertius_file_open(AT_FDCWD, path, &status, NULL);
	g_autofree char *text = NULL;
	gssize length = 0;
	gsize skipped;

	if (fd < 0)
		return NULL;
	if (status.st_size > 0) {
		gsize size =
			MIN((gsize) status.st_size, TERTIUS_CLAWS_FILE_MAX);

		text = g_malloc(size);
		length = tertius_file_read(fd, text, size, 0, NULL);
	}
	(void) close(fd);
	if (length <= 0)
		return NULL;
	skipped = skip_queue_headers(text, (gsize) length);
	return g_bytes_new(text + skipped, (gsize) length - skipped);
}
