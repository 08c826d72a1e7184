/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Room in large pieces. On disk each is a part of one file, mapped: the system
 * brings a page when it is looked at, and we let all of them go once many were.
 */
#define _GNU_SOURCE
#include "base/shelf.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* In memory; a larger thing has a piece of its own. */
#define PIECE         ((gsize) 64 * 1024)
/* On disk they become larger, so that there are few. */
#define DISK_PIECE    ((gsize) 1024 * 1024)
#define DISK_DOUBLING 6
/* So much comes into memory with one look: Linux maps what lies around. */
#define WINDOW_BITS   16
#define WINDOWS_MAX   (TERTIUS_SHELF_LOOKED_AT >> WINDOW_BITS)

typedef struct {
	char *bytes;
	gsize size;
	gboolean is_mapped;
} Piece;

struct _TertiusShelf {
	char *folder; /* NULL: in memory */
	int fd;       /* -1: there is no file (any more) */
	off_t length; /* of the file */
	GArray *pieces;
	gsize left; /* bytes at the end of the last piece that are free */
	/* Windows that were looked at lately, by their number. One that finds
	 * its place taken is counted again: then all go a little earlier. */
	guintptr looked_at[2 * WINDOWS_MAX];
	guint n_looked_at;
};

/* A file that has no name from the beginning, or soon loses it. */
static int
open_file(const char *folder)
{
	g_autofree char *name = NULL;
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return fd;
	name = g_build_filename(folder, ".tertius-XXXXXX", NULL);
	fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		(void) unlink(name);
	return fd;
}

TertiusShelf *
tertius_shelf_new(const char *folder)
{
	TertiusShelf *shelf = g_new0(TertiusShelf, 1);

	shelf->folder = g_strdup(folder);
	shelf->fd = folder == NULL ? -1 : open_file(folder);
	shelf->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	return shelf;
}

TertiusShelf *
tertius_shelf_new_like(const TertiusShelf *shelf)
{
	return tertius_shelf_new(shelf->folder);
}

void
tertius_shelf_free(TertiusShelf *shelf)
{
	if (shelf == NULL)
		return;
	for (guint i = 0; i < shelf->pieces->len; i++) {
		const Piece *piece = &g_array_index(shelf->pieces, Piece, i);

		if (piece->is_mapped)
			(void) munmap(piece->bytes, piece->size);
		else
			g_free(piece->bytes);
	}
	g_array_unref(shelf->pieces);
	if (shelf->fd >= 0)
		(void) close(shelf->fd);
	g_free(shelf->folder);
	g_free(shelf);
}

gboolean
tertius_shelf_is_on_disk(const TertiusShelf *shelf)
{
	return shelf->fd >= 0;
}

/* Room on the disk is taken at once: a page for which there is none would end
 * the process when it is written to. */
static gboolean
map_piece(TertiusShelf *shelf, gsize least, Piece *piece)
{
	gsize page = (gsize) sysconf(_SC_PAGESIZE);
	gsize size = MAX(
		(least + page - 1) & ~(page - 1),
		DISK_PIECE << MIN(shelf->pieces->len, (guint) DISK_DOUBLING));
	void *bytes;

	if (posix_fallocate(shelf->fd, shelf->length, (off_t) size) != 0)
		return FALSE;
	bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, shelf->fd,
	             shelf->length);
	if (bytes == MAP_FAILED)
		return FALSE;
	/* Else Linux brings up to 2 MiB with one look. */
	(void) madvise(bytes, size, MADV_RANDOM);
	shelf->length += (off_t) size;
	*piece = (Piece){ bytes, size, TRUE };
	return TRUE;
}

static void
add_piece(TertiusShelf *shelf, gsize least)
{
	Piece piece = { NULL, MAX(least, PIECE), FALSE };

	if (shelf->fd >= 0 && !map_piece(shelf, least, &piece)) {
		/* What is mapped stays so. */
		(void) close(shelf->fd);
		shelf->fd = -1;
	}
	if (piece.bytes == NULL)
		piece.bytes = g_malloc0(piece.size);
	shelf->left = piece.size;
	g_array_append_val(shelf->pieces, piece);
}

gpointer
tertius_shelf_take(TertiusShelf *shelf, gsize size)
{
	gsize whole = (size + sizeof(gint64) - 1) & ~(sizeof(gint64) - 1);
	const Piece *last;
	char *place;

	if (whole == 0)
		return NULL;
	if (shelf->left < whole)
		add_piece(shelf, whole);
	last = &g_array_index(shelf->pieces, Piece, shelf->pieces->len - 1);
	place = last->bytes + last->size - shelf->left;
	shelf->left -= whole;
	tertius_shelf_look(shelf, place);
	return place;
}

char *
tertius_shelf_take_text(TertiusShelf *shelf, const char *text)
{
	gsize size = text == NULL ? 0 : strlen(text) + 1;
	char *copy = tertius_shelf_take(shelf, size);

	return text == NULL ? NULL : memcpy(copy, text, size);
}

/* What was written stays in the file. */
static void
let_go(TertiusShelf *shelf)
{
	for (guint i = 0; i < shelf->pieces->len; i++) {
		const Piece *piece = &g_array_index(shelf->pieces, Piece, i);

		if (piece->is_mapped)
			(void) madvise(piece->bytes, piece->size,
			               MADV_DONTNEED);
	}
	memset(shelf->looked_at, 0, sizeof(shelf->looked_at));
	shelf->n_looked_at = 0;
}

void
tertius_shelf_look(TertiusShelf *shelf, gconstpointer place)
{
	guintptr window = (guintptr) place >> WINDOW_BITS;
	guintptr *known =
		&shelf->looked_at[window % G_N_ELEMENTS(shelf->looked_at)];

	if (shelf->length == 0 || *known == window)
		return;
	if (shelf->n_looked_at == WINDOWS_MAX)
		let_go(shelf);
	*known = window;
	shelf->n_looked_at++;
}
