/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML mail as the text that its reader sees. libxml2 reads the tags and calls
 * us for each; no tree is built. What an element means stands in a table.
 */
#define _GNU_SOURCE /* memmem */
#include "mail/html.h"

#include "base/text.h"

#include <libxml/HTMLparser.h>
#include <string.h>

typedef enum {
	TERTIUS_HTML_DROPPED = 1 << 0,   /* its text is not read */
	TERTIUS_HTML_LINE = 1 << 1,      /* on lines of its own */
	TERTIUS_HTML_PARAGRAPH = 1 << 2, /* set off by blank lines */
	TERTIUS_HTML_QUOTE = 1 << 3,
	TERTIUS_HTML_KEPT = 1 << 4, /* white space counts */
	TERTIUS_HTML_ITEM = 1 << 5,
	TERTIUS_HTML_CELL = 1 << 6,
	TERTIUS_HTML_RULE = 1 << 7,
	TERTIUS_HTML_BREAK = 1 << 8,
	TERTIUS_HTML_LINK = 1 << 9,
	TERTIUS_HTML_SIGNATURE = 1 << 10,
} ElementFlags;

/* Sorted by name. What is not here stands in the line. */
static const struct {
	const char *name;
	ElementFlags flags;
} elements[] = {
	{ "a", TERTIUS_HTML_LINK },
	{ "address", TERTIUS_HTML_LINE },
	{ "article", TERTIUS_HTML_LINE },
	{ "aside", TERTIUS_HTML_LINE },
	{ "audio", TERTIUS_HTML_DROPPED },
	{ "blockquote", TERTIUS_HTML_PARAGRAPH | TERTIUS_HTML_QUOTE },
	{ "br", TERTIUS_HTML_BREAK },
	{ "button", TERTIUS_HTML_LINE },
	{ "canvas", TERTIUS_HTML_DROPPED },
	{ "caption", TERTIUS_HTML_LINE },
	{ "center", TERTIUS_HTML_LINE },
	{ "dd", TERTIUS_HTML_LINE },
	{ "div", TERTIUS_HTML_LINE },
	{ "dl", TERTIUS_HTML_PARAGRAPH },
	{ "dt", TERTIUS_HTML_LINE },
	{ "fieldset", TERTIUS_HTML_LINE },
	{ "figure", TERTIUS_HTML_LINE },
	{ "footer", TERTIUS_HTML_LINE },
	{ "form", TERTIUS_HTML_LINE },
	{ "h1", TERTIUS_HTML_PARAGRAPH },
	{ "h2", TERTIUS_HTML_PARAGRAPH },
	{ "h3", TERTIUS_HTML_PARAGRAPH },
	{ "h4", TERTIUS_HTML_PARAGRAPH },
	{ "h5", TERTIUS_HTML_PARAGRAPH },
	{ "h6", TERTIUS_HTML_PARAGRAPH },
	{ "head", TERTIUS_HTML_DROPPED },
	{ "header", TERTIUS_HTML_LINE },
	{ "hr", TERTIUS_HTML_LINE | TERTIUS_HTML_RULE },
	{ "iframe", TERTIUS_HTML_DROPPED },
	{ "li", TERTIUS_HTML_LINE | TERTIUS_HTML_ITEM },
	{ "main", TERTIUS_HTML_LINE },
	{ "map", TERTIUS_HTML_DROPPED },
	{ "math", TERTIUS_HTML_DROPPED },
	{ "nav", TERTIUS_HTML_LINE },
	{ "object", TERTIUS_HTML_DROPPED },
	{ "ol", TERTIUS_HTML_PARAGRAPH },
	{ "option", TERTIUS_HTML_DROPPED },
	{ "p", TERTIUS_HTML_PARAGRAPH },
	{ "pre", TERTIUS_HTML_PARAGRAPH | TERTIUS_HTML_KEPT },
	{ "script", TERTIUS_HTML_DROPPED },
	{ "section", TERTIUS_HTML_LINE },
	{ "style", TERTIUS_HTML_DROPPED },
	{ "svg", TERTIUS_HTML_DROPPED },
	{ "table", TERTIUS_HTML_LINE },
	{ "tbody", TERTIUS_HTML_LINE },
	{ "td", TERTIUS_HTML_CELL },
	{ "template", TERTIUS_HTML_DROPPED },
	{ "textarea", TERTIUS_HTML_DROPPED },
	{ "th", TERTIUS_HTML_CELL },
	{ "title", TERTIUS_HTML_DROPPED },
	{ "tr", TERTIUS_HTML_LINE },
	{ "ul", TERTIUS_HTML_PARAGRAPH },
	{ "video", TERTIUS_HTML_DROPPED },
};

/* Classes and ids of mail programs. The signature's own marker comes with it
 * in Gmail, so that only the part itself is named here. */
static const struct {
	const char *attribute;
	const char *word;
	ElementFlags flags;
} marks[] = {
	{ "class", "yahoo_quoted",
	  TERTIUS_HTML_PARAGRAPH | TERTIUS_HTML_QUOTE },
	{ "class", "gmail_signature", TERTIUS_HTML_SIGNATURE },
	{ "class", "moz-signature", TERTIUS_HTML_SIGNATURE },
	{ "id", "Signature", TERTIUS_HTML_SIGNATURE },
};

/* Styles (without blanks, in lower case) by which text is not seen. */
static const char *const hidden_styles[] = {
	"display:none",  "visibility:hidden", "mso-hide:all",  "font-size:0;",
	"font-size:0px", "max-height:0px;",   "max-height:0;",
};

typedef struct {
	GString *text;
	gsize max;
	ElementFlags open[TERTIUS_HTML_DEPTH_MAX];
	guint depth;
	guint dropped;        /* how many open elements are not read */
	guint kept;           /* how many keep their white space */
	guint quotes;         /* levels of quoting now */
	guint last_quotes;    /* and at the last line that has text */
	guint newlines;       /* to come before the next text: 0, 1 or 2 */
	gboolean has_blank;   /* a blank is to come before it */
	gboolean is_at_start; /* of a line */
	gsize line;           /* where the line begins */
	gsize link;           /* where the link's text begins */
	char *link_address;   /* the address that it writes to, or NULL */
	xmlParserCtxt *parser;
} Walk;

static gboolean
is_full(const Walk *walk)
{
	return walk->text->len >= walk->max;
}

static void
want_newlines(Walk *walk, guint newlines)
{
	walk->newlines = MAX(walk->newlines, newlines);
	walk->has_blank = FALSE;
}

static void
append_prefix(Walk *walk, guint quotes)
{
	for (guint i = 0; i < MIN(quotes, TERTIUS_HTML_QUOTES_MAX); i++)
		g_string_append(walk->text, "> ");
}

/* Ends the line; a lone "--" gets the blank that makes it the mark of a
 * signature (RFC 3676 4.3). */
static void
append_newline(Walk *walk)
{
	GString *text = walk->text;

	if (text->len - walk->line == 2 &&
	    strcmp(text->str + walk->line, "--") == 0)
		g_string_append_c(text, ' ');
	g_string_append_c(text, '\n');
	walk->line = text->len;
}

/* Writes the line breaks that are due; a blank line among quoted ones is
 * quoted too. */
static void
break_lines(Walk *walk)
{
	guint shared = MIN(walk->quotes, walk->last_quotes);

	for (guint i = 0; i < walk->newlines && walk->text->len > 0; i++) {
		if (i > 0)
			append_prefix(walk, shared);
		append_newline(walk);
	}
}

/* Writes what comes before text: line breaks, quote marks, a blank. */
static void
begin_text(Walk *walk)
{
	if (walk->newlines > 0 || walk->text->len == 0) {
		break_lines(walk);
		append_prefix(walk, walk->quotes);
		walk->line = walk->text->len;
		walk->is_at_start = TRUE;
		walk->has_blank = FALSE;
	}
	walk->newlines = 0;
	walk->last_quotes = walk->quotes;
	if (walk->has_blank && !walk->is_at_start)
		g_string_append_c(walk->text, ' ');
	walk->has_blank = FALSE;
	walk->is_at_start = FALSE;
}

/* Letters that take no room; newsletters fill their preview with them. */
static gboolean
is_invisible(gunichar c)
{
	return c == 0xad || c == 0x34f || (c >= 0x200b && c <= 0x200f) ||
	       c == 0x2060 || c == 0xfeff;
}

static void
append_character(Walk *walk, const char *p, gsize size)
{
	gunichar c = size == 1 ? (guchar) *p : g_utf8_get_char(p);

	if (c == '\n' && walk->kept > 0) {
		walk->newlines = MIN(walk->newlines + 1, 2);
		walk->has_blank = FALSE;
	} else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
	           c == '\f' || c == 0xa0) {
		if (walk->kept > 0) {
			begin_text(walk);
			g_string_append_c(walk->text, ' ');
		} else {
			walk->has_blank = TRUE;
		}
	} else if (!is_invisible(c)) {
		begin_text(walk);
		g_string_append_len(walk->text, p, (gssize) size);
	}
}

static void
read_text(void *data, const xmlChar *characters, int length)
{
	Walk *walk = data;
	const char *p = (const char *) characters;
	const char *end = p + length;

	if (walk->dropped > 0)
		return;
	while (p < end && !is_full(walk)) {
		gsize size = (gsize) (g_utf8_next_char(p) - p);

		if (p + size > end)
			return;
		append_character(walk, p, size);
		p += size;
	}
	if (is_full(walk))
		xmlStopParser(walk->parser);
}

static ElementFlags
look_up(const char *name)
{
	gsize low = 0, high = G_N_ELEMENTS(elements);

	while (low < high) {
		gsize middle = (low + high) / 2;
		int order = strcmp(name, elements[middle].name);

		if (order == 0)
			return elements[middle].flags;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* The style without blanks in lower case, ended by ";". */
static void
fold_style(const char *style, char *folded)
{
	gsize n = 0;

	for (const char *p = style;
	     *p != '\0' && n < TERTIUS_HTML_ATTRIBUTE_MAX; p++) {
		if (!g_ascii_isspace(*p))
			folded[n++] = g_ascii_tolower(*p);
	}
	folded[n++] = ';';
	folded[n] = '\0';
}

static ElementFlags
read_style(const char *style, ElementFlags flags)
{
	char folded[TERTIUS_HTML_ATTRIBUTE_MAX + 2];

	fold_style(style, folded);
	for (gsize i = 0; i < G_N_ELEMENTS(hidden_styles); i++) {
		if (strstr(folded, hidden_styles[i]) != NULL)
			return flags | TERTIUS_HTML_DROPPED;
	}
	/* Web mail indents the writer's own words by a blockquote. */
	if (strstr(folded, "border:none") != NULL)
		flags &= ~(guint) TERTIUS_HTML_QUOTE;
	return flags;
}

static gboolean
has_word(const char *value, const char *word)
{
	gsize length = strlen(word);

	for (const char *p = value; (p = strstr(p, word)) != NULL; p++) {
		if ((p == value || p[-1] == ' ') &&
		    (p[length] == ' ' || p[length] == '\0'))
			return TRUE;
	}
	return FALSE;
}

static ElementFlags
read_marks(const char *name, const char *value, ElementFlags flags)
{
	if (strlen(value) > TERTIUS_HTML_ATTRIBUTE_MAX)
		return flags;
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (strcmp(name, marks[i].attribute) == 0 &&
		    has_word(value, marks[i].word))
			flags |= marks[i].flags;
	}
	return flags;
}

static void
read_link(Walk *walk, const char *target)
{
	g_autofree char *address = NULL;
	const char *start = target + strlen("mailto:");

	g_clear_pointer(&walk->link_address, g_free);
	if (g_ascii_strncasecmp(target, "mailto:", 7) != 0 ||
	    strlen(target) > TERTIUS_HTML_ATTRIBUTE_MAX)
		return;
	address = g_uri_unescape_segment(start, start + strcspn(start, "?"),
	                                 NULL);
	if (address == NULL || strpbrk(address, "<> ,") != NULL)
		return;
	walk->link_address = g_ascii_strdown(address, -1);
	walk->link = walk->text->len;
}

static ElementFlags
read_attributes(Walk *walk, const char **attributes, ElementFlags flags)
{
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2) {
		const char *name = attributes[0];
		const char *value = attributes[1] != NULL ? attributes[1] : "";

		if (strcmp(name, "style") == 0)
			flags = read_style(value, flags);
		else if (strcmp(name, "hidden") == 0)
			flags |= TERTIUS_HTML_DROPPED;
		else if (strcmp(name, "href") == 0 &&
		         (flags & TERTIUS_HTML_LINK))
			read_link(walk, value);
		else
			flags = read_marks(name, value, flags);
	}
	return flags;
}

/* Marks a signature, unless the writer's program did. */
static void
begin_signature(Walk *walk)
{
	const char *line = walk->text->str + walk->line;

	want_newlines(walk, 1);
	if (strcmp(line, "--") == 0)
		return;
	begin_text(walk);
	g_string_append(walk->text, "--");
	want_newlines(walk, 1);
}

/* What comes before the text of an element. */
static void
begin_layout(Walk *walk, ElementFlags flags)
{
	if (flags & TERTIUS_HTML_PARAGRAPH)
		want_newlines(walk, 2);
	if (flags & TERTIUS_HTML_LINE)
		want_newlines(walk, 1);
	if (flags & TERTIUS_HTML_CELL)
		walk->has_blank = TRUE;
	if (flags & TERTIUS_HTML_BREAK)
		walk->newlines = MIN(walk->newlines + 1, 2);
	if (flags & TERTIUS_HTML_SIGNATURE)
		begin_signature(walk);
	if (flags & TERTIUS_HTML_ITEM) {
		begin_text(walk);
		g_string_append(walk->text, "- ");
		walk->is_at_start = TRUE;
	}
	if (flags & TERTIUS_HTML_RULE) {
		begin_text(walk);
		/* What Outlook writes in plain text. */
		g_string_append(walk->text, "________________________________");
		want_newlines(walk, 1);
	}
}

static void
begin_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
	Walk *walk = data;
	ElementFlags flags = look_up((const char *) name);

	if (walk->depth == TERTIUS_HTML_DEPTH_MAX || is_full(walk)) {
		xmlStopParser(walk->parser);
		return;
	}
	if (walk->dropped == 0)
		flags = read_attributes(walk, (const char **) attributes,
		                        flags);
	walk->open[walk->depth++] = flags;
	if (flags & TERTIUS_HTML_DROPPED)
		walk->dropped++;
	if (walk->dropped > 0)
		return;
	if (flags & TERTIUS_HTML_KEPT)
		walk->kept++;
	begin_layout(walk, flags);
	if (flags & TERTIUS_HTML_QUOTE)
		walk->quotes++;
}

/* "Bob" that links to mailto:bob@x.org becomes "Bob <bob@x.org>". */
static void
end_link(Walk *walk)
{
	g_autofree char *address = g_steal_pointer(&walk->link_address);
	g_autofree char *said = NULL;

	if (address == NULL || strchr(address, '@') == NULL)
		return;
	said = g_ascii_strdown(walk->text->str + walk->link, -1);
	if (strstr(said, address) == NULL)
		g_string_append_printf(walk->text, " <%s>", address);
}

static void
end_element(void *data, const xmlChar *name)
{
	Walk *walk = data;
	ElementFlags flags;

	(void) name;
	if (walk->depth == 0)
		return;
	flags = walk->open[--walk->depth];
	if (flags & TERTIUS_HTML_DROPPED)
		walk->dropped--;
	if (walk->dropped > 0 || (flags & TERTIUS_HTML_DROPPED))
		return;
	if (flags & TERTIUS_HTML_LINK)
		end_link(walk);
	if (flags & TERTIUS_HTML_PARAGRAPH)
		want_newlines(walk, 2);
	if (flags & (TERTIUS_HTML_LINE | TERTIUS_HTML_SIGNATURE))
		want_newlines(walk, 1);
	if (flags & TERTIUS_HTML_QUOTE)
		walk->quotes--;
	if (flags & TERTIUS_HTML_KEPT)
		walk->kept--;
}

/* libxml2 ends at a NUL, and takes Word's "<![if !mso]>" for text. */
static char *
dup_clean(const char *html, gsize length)
{
	char *copy = g_memdup2(html, length);
	char *end = copy + length;

	for (char *p = copy; (p = memchr(p, '\0', (gsize) (end - p))) != NULL;)
		*p = ' ';
	for (char *p = copy; (p = memmem(p, (gsize) (end - p), "<![", 3));) {
		char *stop = memchr(p, '>', (gsize) (end - p));

		if (stop == NULL)
			break;
		memset(p, ' ', (gsize) (stop + 1 - p));
	}
	return copy;
}

static void
parse(Walk *walk, const char *html, gsize length)
{
	xmlParserCtxt *parser = htmlNewParserCtxt();
	xmlSAXHandler *handler = parser->sax;

	memset(handler, 0, sizeof *handler);
	handler->startElement = begin_element;
	handler->endElement = end_element;
	handler->characters = read_text;
	handler->ignorableWhitespace = read_text;
	parser->userData = walk;
	walk->parser = parser;
	(void) htmlCtxtReadMemory(
		parser, html, (int) length, NULL, "UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
			HTML_PARSE_IGNORE_ENC);
	htmlFreeParserCtxt(parser);
}

char *
tertius_html_to_text(const char *html, gsize length, gsize max)
{
	gsize cut = MIN(length, TERTIUS_HTML_BYTES_MAX);
	Walk walk = { .text = g_string_new(NULL), .max = max };
	char *text;

	if (cut > 0) {
		g_autofree char *clean = dup_clean(html, cut);

		parse(&walk, clean, cut);
	}
	g_free(walk.link_address);
	if (walk.text->len > 0)
		g_string_append_c(walk.text, '\n');
	text = tertius_text_dup_lines(walk.text->str, (gssize) walk.text->len,
	                              max);
	g_string_free(walk.text, TRUE);
	return text;
}
