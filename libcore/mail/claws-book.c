/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claws Mail's address book on disk.
 *
 *	addrbook--index.xml: <book name="…" file="addrbook-000001.xml"/> …
 *	addrbook-000001.xml: <person cn="Name"><address email="…"/> … </person> …
 */
#include "mail/claws-book.h"

#include "base/text.h"
#include "model/person.h"

#include <string.h>
#include <sys/stat.h>

#define INDEX "addrbook--index.xml"

static void
free_contact(gpointer data)
{
	TertiusBookEntry *contact = data;

	g_free(contact->name);
	g_ptr_array_unref(contact->addresses);
	g_free(contact);
}

GPtrArray *
tertius_book_entries_new(void)
{
	return g_ptr_array_new_with_free_func(free_contact);
}

/* On one line and cleaned: what a stranger wrote is kept there by a click. NULL
 * when it is empty or over the limit. */
static char *
dup_value(const char *const *names, const char *const *values, const char *name)
{
	char *clean;

	for (guint i = 0; names[i] != NULL; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		if (strlen(values[i]) > TERTIUS_BOOK_TEXT_MAX)
			return NULL;
		clean = tertius_text_dup_line(values[i], TERTIUS_BOOK_TEXT_MAX);
		if (*clean == '\0')
			g_clear_pointer(&clean, g_free);
		return clean;
	}
	return NULL;
}

/* --- One book ------------------------------------------------------------ */

typedef struct {
	GPtrArray *contacts;
	TertiusBookEntry *contact; /* that is open; or NULL */
} Book;

/* Takes @name. */
static void
begin_contact(Book *book, char *name)
{
	book->contact = g_new0(TertiusBookEntry, 1);
	book->contact->name = name;
	book->contact->addresses = g_ptr_array_new_with_free_func(g_free);
}

static void
add_address(TertiusBookEntry *contact, const char *address)
{
	if (address != NULL && strchr(address, '@') != NULL &&
	    strchr(address, ' ') == NULL &&
	    contact->addresses->len < TERTIUS_BOOK_ADDRESSES_MAX)
		g_ptr_array_add(contact->addresses,
		                tertius_person_dup_lower(address));
}

static void
end_contact(Book *book)
{
	if (book->contact->addresses->len > 0 &&
	    book->contacts->len < TERTIUS_BOOK_CONTACTS_MAX)
		g_ptr_array_add(book->contacts, book->contact);
	else
		free_contact(book->contact);
	book->contact = NULL;
}

static void
on_start(GMarkupParseContext *context, const char *element, const char **names,
         const char **values, gpointer data, GError **error)
{
	Book *book = data;
	const char *const *keys = (const char *const *) names;
	const char *const *texts = (const char *const *) values;
	g_autofree char *address = NULL;

	(void) context;
	(void) error;
	if (strcmp(element, "person") == 0 && book->contact == NULL) {
		begin_contact(book, dup_value(keys, texts, "cn"));
	} else if (strcmp(element, "address") == 0 && book->contact != NULL) {
		address = dup_value(keys, texts, "email");
		add_address(book->contact, address);
	}
}

static void
on_end(GMarkupParseContext *context, const char *element, gpointer data,
       GError **error)
{
	Book *book = data;

	(void) context;
	(void) error;
	if (strcmp(element, "person") == 0 && book->contact != NULL)
		end_contact(book);
}

static gboolean
parse(const GMarkupParser *parser, const char *bytes, gsize length,
      gpointer data)
{
	GMarkupParseContext *context =
		g_markup_parse_context_new(parser, 0, data, NULL);
	gboolean is_whole = length > 0 &&
	                    g_markup_parse_context_parse(
				    context, bytes, (gssize) length, NULL) &&
	                    g_markup_parse_context_end_parse(context, NULL);

	g_markup_parse_context_free(context);
	return is_whole;
}

gboolean
tertius_claws_parse_book(const char *bytes, gsize length, GPtrArray *contacts)
{
	static const GMarkupParser parser = { on_start, on_end, NULL, NULL,
		                              NULL };
	Book book = { .contacts = contacts };
	gboolean is_whole = parse(&parser, bytes, length, &book);

	g_clear_pointer(&book.contact, free_contact);
	return is_whole;
}

/* --- All of them --------------------------------------------------------- */

static gboolean
read_file(const char *folder, const char *name, char **bytes, gsize *length)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       (gsize) status.st_size <= TERTIUS_BOOK_BYTES_MAX &&
	       g_file_get_contents(path, bytes, length, NULL);
}

/* Names of files, which lie beside the index. */
static void
on_book(GMarkupParseContext *context, const char *element, const char **names,
        const char **values, gpointer data, GError **error)
{
	g_autofree char *file = dup_value((const char *const *) names,
	                                  (const char *const *) values, "file");
	GPtrArray *files = data;

	(void) context;
	(void) error;
	if (strcmp(element, "book") == 0 && file != NULL &&
	    strchr(file, '/') == NULL && files->len < TERTIUS_BOOK_BOOKS_MAX)
		g_ptr_array_add(files, g_steal_pointer(&file));
}

static GPtrArray *
list_books(const char *folder)
{
	static const GMarkupParser parser = { on_book, NULL, NULL, NULL, NULL };
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *bytes = NULL;
	gsize length;

	if (read_file(folder, INDEX, &bytes, &length))
		(void) parse(&parser, bytes, length, files);
	return files;
}

GPtrArray *
tertius_claws_read_book(const char *folder)
{
	g_autoptr(GPtrArray) files = list_books(folder);
	GPtrArray *contacts = tertius_book_entries_new();

	for (guint i = 0; i < files->len; i++) {
		g_autofree char *bytes = NULL;
		gsize length;

		if (read_file(folder, files->pdata[i], &bytes, &length))
			(void) tertius_claws_parse_book(bytes, length,
			                                contacts);
	}
	return contacts;
}
