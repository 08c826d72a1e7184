/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What WebDAV servers answer.
 */
#include "calendar/caldav-xml.h"

#include "base/error.h"

#include <expat.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define DAV    "DAV:|"
#define CALDAV "urn:ietf:params:xml:ns:caldav|"
#define SERVER "http://calendarserver.org/ns/|"

typedef struct {
	XML_Parser parser;
	GPtrArray *path; /* char *: the names of open elements */
	GString *text;
	GPtrArray *items;
	TertiusDavItem *item;  /* the response that is open; owned */
	TertiusDavItem *found; /* the properties of one propstat; owned */
	int propstat;          /* its status */
	gboolean has_privileges;
	gboolean has_components;
	gboolean is_multistatus;
	gboolean is_refused;
	char *token;
} Reader;

static void
free_item(gpointer data)
{
	TertiusDavItem *item = data;

	if (item == NULL)
		return;
	g_free(item->href);
	g_free(item->etag);
	g_free(item->data);
	g_free(item->principal);
	g_free(item->home);
	g_free(item->name);
	g_free(item->ctag);
	g_free(item->token);
	g_free(item);
}

/* What a server does not say about a calendar is allowed. */
static TertiusDavItem *
new_item(void)
{
	TertiusDavItem *item = g_new0(TertiusDavItem, 1);

	item->is_writable = TRUE;
	item->takes_events = TRUE;
	item->takes_tasks = TRUE;
	return item;
}

static void
refuse(Reader *reader)
{
	reader->is_refused = TRUE;
	XML_StopParser(reader->parser, XML_FALSE);
}

/* No honest answer has one, and every attack by entities needs it. */
static void
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
           const XML_Char *public, int has_internal)
{
	(void) name;
	(void) system;
	(void) public;
	(void) has_internal;
	refuse(data);
}

/* The name of the element @up levels outside the open one. */
static const char *
get_outer(const Reader *reader, guint up)
{
	return reader->path->len > up
	               ? reader->path->pdata[reader->path->len - 1 - up]
	               : "";
}

static gboolean
is_in(const Reader *reader, guint up, const char *name)
{
	return strcmp(get_outer(reader, up), name) == 0;
}

static void
read_flag(Reader *reader, const char *name, const XML_Char **attributes)
{
	TertiusDavItem *found = reader->found;

	if (strcmp(name, CALDAV "calendar") == 0 &&
	    is_in(reader, 1, DAV "resourcetype"))
		found->is_calendar = TRUE;
	else if (strcmp(name, DAV "sync-collection") == 0)
		found->has_sync = TRUE;
	else if (strcmp(name, DAV "current-user-privilege-set") == 0)
		reader->has_privileges = TRUE;
	else if (is_in(reader, 1, DAV "privilege") &&
	         (strcmp(name, DAV "write") == 0 ||
	          strcmp(name, DAV "write-content") == 0 ||
	          strcmp(name, DAV "all") == 0))
		found->is_writable = TRUE;
	if (strcmp(name, CALDAV "comp") != 0)
		return;
	reader->has_components = TRUE;
	for (gsize i = 0; attributes[i] != NULL; i += 2) {
		if (strcmp(attributes[i], "name") != 0)
			continue;
		found->takes_events |= strcmp(attributes[i + 1], "VEVENT") == 0;
		found->takes_tasks |= strcmp(attributes[i + 1], "VTODO") == 0;
	}
}

static void
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	Reader *reader = data;

	if (reader->path->len == TERTIUS_DAV_DEPTH_MAX ||
	    reader->items->len == TERTIUS_DAV_ITEMS_MAX) {
		refuse(reader);
		return;
	}
	g_ptr_array_add(reader->path, g_strdup(name));
	g_string_truncate(reader->text, 0);
	if (reader->path->len == 1)
		reader->is_multistatus = strcmp(name, DAV "multistatus") == 0;
	if (strcmp(name, DAV "response") == 0 && reader->item == NULL)
		reader->item = new_item();
	if (strcmp(name, DAV "propstat") == 0 && reader->found == NULL) {
		reader->found = g_new0(TertiusDavItem, 1);
		reader->propstat = 0;
		reader->has_privileges = FALSE;
		reader->has_components = FALSE;
	}
	if (reader->found != NULL)
		read_flag(reader, name, attributes);
}

static void
on_text(void *data, const XML_Char *text, int length)
{
	Reader *reader = data;

	if (reader->text->len + (gsize) length > TERTIUS_DAV_TEXT_MAX)
		refuse(reader);
	else
		g_string_append_len(reader->text, text, length);
}

static void
set(char **field, const GString *text)
{
	g_free(*field);
	*field = g_strstrip(g_strdup(text->str));
}

/* It is sent back in a header, where a line feed would begin another one, and
 * which is none when it is empty: such an etag is none either. */
static void
set_etag(TertiusDavItem *found, const GString *text)
{
	set(&found->etag, text);
	if (found->etag[0] == '\0' || strpbrk(found->etag, "\r\n") != NULL)
		g_clear_pointer(&found->etag, g_free);
}

/* "HTTP/1.1 404 Not Found" */
static int
read_status(const char *text)
{
	const char *blank = strchr(text, ' ');

	return blank != NULL ? (int) strtol(blank, NULL, 10) : 0;
}

static void
read_property(Reader *reader, const char *name)
{
	TertiusDavItem *found = reader->found;
	const GString *text = reader->text;

	if (strcmp(name, DAV "getetag") == 0)
		set_etag(found, text);
	else if (strcmp(name, DAV "displayname") == 0)
		set(&found->name, text);
	else if (strcmp(name, SERVER "getctag") == 0)
		set(&found->ctag, text);
	else if (strcmp(name, DAV "sync-token") == 0)
		set(&found->token, text);
	else if (strcmp(name, DAV "href") == 0 &&
	         is_in(reader, 1, DAV "current-user-principal"))
		set(&found->principal, text);
	else if (strcmp(name, DAV "href") == 0 &&
	         is_in(reader, 1, CALDAV "calendar-home-set") &&
	         found->home == NULL)
		set(&found->home, text);
	else if (strcmp(name, CALDAV "calendar-data") == 0) {
		g_free(found->data);
		found->data = g_strdup(text->str);
	}
}

static void
move(char **to, char **from)
{
	if (*from == NULL)
		return;
	g_free(*to);
	*to = g_steal_pointer(from);
}

/* Only what came with success is told; the status may stand before or after
 * the properties. */
static void
close_propstat(Reader *reader)
{
	TertiusDavItem *item = reader->item;
	TertiusDavItem *found = g_steal_pointer(&reader->found);

	if (item != NULL && reader->propstat / 100 == 2) {
		move(&item->etag, &found->etag);
		move(&item->data, &found->data);
		move(&item->principal, &found->principal);
		move(&item->home, &found->home);
		move(&item->name, &found->name);
		move(&item->ctag, &found->ctag);
		move(&item->token, &found->token);
		item->is_calendar |= found->is_calendar;
		item->has_sync |= found->has_sync;
		if (reader->has_privileges)
			item->is_writable = found->is_writable;
		if (reader->has_components) {
			item->takes_events = found->takes_events;
			item->takes_tasks = found->takes_tasks;
		}
		if (item->status == 0)
			item->status = 200;
	}
	free_item(found);
}

static void
close_element(Reader *reader, const char *name)
{
	if (reader->found != NULL && is_in(reader, 1, DAV "propstat") &&
	    strcmp(name, DAV "status") == 0)
		reader->propstat = read_status(reader->text->str);
	else if (strcmp(name, DAV "propstat") == 0 && reader->found != NULL)
		close_propstat(reader);
	else if (reader->found != NULL)
		read_property(reader, name);
	else if (reader->item == NULL && strcmp(name, DAV "sync-token") == 0)
		set(&reader->token, reader->text);
	else if (reader->item == NULL)
		return;
	else if (strcmp(name, DAV "response") == 0)
		g_ptr_array_add(reader->items, g_steal_pointer(&reader->item));
	else if (strcmp(name, DAV "href") == 0 &&
	         is_in(reader, 1, DAV "response"))
		set(&reader->item->href, reader->text);
	else if (strcmp(name, DAV "status") == 0)
		reader->item->status = read_status(reader->text->str);
}

static void
on_end(void *data, const XML_Char *name)
{
	Reader *reader = data;

	close_element(reader, name);
	g_ptr_array_set_size(reader->path, (int) reader->path->len - 1);
	g_string_truncate(reader->text, 0);
}

static gboolean
run(Reader *reader, const char *xml, gsize length)
{
	enum XML_Status status;

	reader->parser = XML_ParserCreateNS(NULL, '|');
	XML_SetUserData(reader->parser, reader);
	XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
	XML_SetElementHandler(reader->parser, on_start, on_end);
	XML_SetCharacterDataHandler(reader->parser, on_text);
	status = XML_Parse(reader->parser, xml, (int) length, XML_TRUE);
	XML_ParserFree(reader->parser);
	return status == XML_STATUS_OK && !reader->is_refused &&
	       reader->is_multistatus;
}

GPtrArray *
tertius_dav_parse(const char *xml, gsize length, char **token, GError **error)
{
	g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(free_item);
	g_autoptr(GString) text = g_string_new(NULL);
	Reader reader = { .path = path, .items = items, .text = text };
	gboolean is_read = length <= G_MAXINT && run(&reader, xml, length);

	free_item(reader.item);
	free_item(reader.found);
	if (!is_read) {
		g_free(reader.token);
		g_set_error_literal(error, TERTIUS_ERROR,
		                    TERTIUS_ERROR_MALFORMED,
		                    _("the calendar server's answer makes no "
		                      "sense"));
		return NULL;
	}
	*token = reader.token;
	return g_steal_pointer(&items);
}
