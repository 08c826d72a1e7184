/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libxml2 as the judge over what we write: well-formed, no script, nothing
 * from outside, and only elements and attributes that a picture has.
 */
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "tertius-test.h"

static const char *const judge_elements[] = {
	"svg",  "title", "desc", "style",  "defs", "pattern", "path",
	"rect", "line",  "text", "circle", "g",    "tspan",   NULL,
};

static inline xmlDoc *
judge_parse(const char *svg)
{
	xmlDoc *document =
		xmlReadMemory(svg, (int) strlen(svg), "svg", NULL,
	                      XML_PARSE_NONET | XML_PARSE_NOERROR |
	                              XML_PARSE_NOWARNING | XML_PARSE_HUGE);

	ck_assert_msg(document != NULL, "not well-formed: %.300s", svg);
	return document;
}

static inline void
judge_node(const xmlNode *node)
{
	/* Not ck_assert, which tells its parent each time. */
	if (!g_strv_contains(judge_elements, (const char *) node->name))
		ck_abort_msg("element %s", (const char *) node->name);
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		const char *name = (const char *) a->name;
		const char *value =
			a->children != NULL
				? (const char *) a->children->content
				: "";

		if (g_str_has_prefix(name, "on") || strcmp(name, "href") == 0 ||
		    strcmp(name, "style") == 0)
			ck_abort_msg("attribute %s", name);
		if (strcmp(name, "fill") == 0 && strchr(value, '(') != NULL &&
		    !g_str_has_prefix(value, "url(#"))
			ck_abort_msg("reference %s", value);
	}
}

/* Walks without recursion; returns the number of elements. */
static inline guint
judge_document(const xmlDoc *document)
{
	const xmlNode *top =
		xmlDocGetRootElement((xmlDoc *) (guintptr) document);
	const xmlNode *node = top;
	guint n = 0;

	ck_assert_ptr_null(document->intSubset);
	while (node != NULL) {
		if (node->type != XML_ELEMENT_NODE &&
		    node->type != XML_TEXT_NODE)
			ck_abort_msg("node of type %d", (int) node->type);
		if (node->type == XML_ELEMENT_NODE) {
			judge_node(node);
			n++;
		}
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		while (node != top && node->next == NULL)
			node = node->parent;
		node = node != top ? node->next : NULL;
	}
	return n;
}

static inline guint
judge_svg(const char *svg)
{
	xmlDoc *document = judge_parse(svg);
	guint n = judge_document(document);

	xmlFreeDoc(document);
	return n;
}

/* A string of strangers' bytes, another for each @seed: markup, controls,
 * broken UTF-8, forbidden characters, directions. Free it. */
static inline char *
judge_hostile(guint seed)
{
	static const char *const pieces[] = {
		"<script>alert(1)</script>",
		"]]>",
		"<!--",
		"-->",
		"&",
		"&lt;",
		"&#0;",
		"\"",
		"'",
		"\\",
		"\\N",
		"><svg onload=x>",
		"</title>",
		"</style>",
		"</desc>",
		"<![CDATA[",
		"<?xml?>",
		"\x01",
		"\x1b[2J",
		"\x7f",
		"\xff",
		"\xc3",
		"\xed\xa0\x80",
		"\xef\xbf\xbe",
		"\xef\xbf\xbf",
		"\xf4\x8f\xbf\xbf",
		"\xe2\x80\xae",
		"\xe2\x80\xa8",
		"\n",
		"\r\n",
		"\t",
		"\";}\n\tn0 [x=\"",
		"\nnode n0 9 9\n",
		"Dana",
		"Ökonomi",
		"日本",
		"\xf0\x9f\x98\x80",
		"javascript:",
		"url(http://example.org/)",
		"%n%s",
		" ",
		"-",
		"<",
		">",
		"=",
		"{",
		"}",
		"[label=<<b>x</b>>]",
		"e\xcc\x81",
		"\xd7\x90\xd7\x91",
	};
	GString *text = g_string_new(NULL);
	guint32 state = seed * 2654435761u + 1;

	for (guint i = 0; i < 1 + seed % 9; i++) {
		state = state * 1664525u + 1013904223u;
		if (state >> 28 == 0)
			g_string_append_c(text,
			                  (char) (1 + (state >> 8) % 255));
		else
			g_string_append(
				text,
				pieces[(state >> 8) % G_N_ELEMENTS(pieces)]);
	}
	return g_string_free(text, FALSE);
}
