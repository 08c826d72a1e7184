/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small SVG writer.
 */
#include "picture/svg.h"

#include "base/data.h"
#include "picture/markup.h"

struct _TertiusSvg {
	char *name;
	double width, height;
	char *title;
	char *description;
	GString *body;
	GPtrArray *open; /* const char *: elements, all static or ours */
	gboolean in_tag; /* the last start still takes attributes */
};

/* The patterns over the inks: solid, then what a colour-blind eye can tell.
 * Drawn in the paper's colour. */
static const char *const patterns[TERTIUS_SVG_INKS] = {
	NULL,
	"<path d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/>",
	"<path d=\"M2 2h.01M6 6h.01\" class=\"dots\"/>",
	"<path d=\"M-2 6l4 4M0 0l8 8M6-2l4 4\"/>",
	"<path d=\"M0 2h8M0 6h8\"/>",
	"<path d=\"M2 0v8M6 0v8M0 4h8\"/>",
};

TertiusSvg *
tertius_svg_new(const char *name, double width, double height)
{
	TertiusSvg *svg = g_new0(TertiusSvg, 1);

	svg->name = g_strdup(name);
	svg->width = CLAMP(width, 1, TERTIUS_SVG_SIDE_MAX);
	svg->height = CLAMP(height, 1, TERTIUS_SVG_SIDE_MAX);
	svg->body = g_string_new(NULL);
	svg->open = g_ptr_array_new_with_free_func(g_free);
	return svg;
}

void
tertius_svg_free(TertiusSvg *svg)
{
	if (svg == NULL)
		return;
	g_free(svg->name);
	g_free(svg->title);
	g_free(svg->description);
	g_string_free(svg->body, TRUE);
	g_ptr_array_unref(svg->open);
	g_free(svg);
}

void
tertius_svg_describe(TertiusSvg *svg, const char *title,
                     const char *description)
{
	g_free(svg->title);
	g_free(svg->description);
	svg->title = g_strdup(title);
	svg->description = g_strdup(description);
}

static void
close_tag(TertiusSvg *svg)
{
	if (svg->in_tag)
		g_string_append_c(svg->body, '>');
	svg->in_tag = FALSE;
}

void
tertius_svg_start(TertiusSvg *svg, const char *element, const char *class_name)
{
	close_tag(svg);
	g_string_append_printf(svg->body, "<%s", element);
	g_ptr_array_add(svg->open, g_strdup(element));
	svg->in_tag = TRUE;
	if (class_name != NULL)
		tertius_svg_set(svg, "class", class_name);
}

void
tertius_svg_set(TertiusSvg *svg, const char *attribute, const char *text)
{
	g_assert(svg->in_tag);
	g_string_append_printf(svg->body, " %s=\"", attribute);
	tertius_markup_append(svg->body, text);
	g_string_append_c(svg->body, '"');
}

void
tertius_svg_set_number(TertiusSvg *svg, const char *attribute, double number)
{
	g_assert(svg->in_tag);
	g_string_append_printf(svg->body, " %s=\"", attribute);
	tertius_markup_append_number(svg->body, number);
	g_string_append_c(svg->body, '"');
}

void
tertius_svg_say(TertiusSvg *svg, const char *text)
{
	close_tag(svg);
	tertius_markup_append(svg->body, text);
}

void
tertius_svg_end(TertiusSvg *svg)
{
	const char *element;

	g_assert(svg->open->len > 0);
	element = svg->open->pdata[svg->open->len - 1];
	if (svg->in_tag)
		g_string_append(svg->body, "/>\n");
	else
		g_string_append_printf(svg->body, "</%s>\n", element);
	svg->in_tag = FALSE;
	g_ptr_array_set_size(svg->open, (int) svg->open->len - 1);
}

void
tertius_svg_add_title(TertiusSvg *svg, const char *text)
{
	tertius_svg_start(svg, "title", NULL);
	tertius_svg_say(svg, text);
	tertius_svg_end(svg);
}

void
tertius_svg_line(TertiusSvg *svg, const char *class_name, double x1, double y1,
                 double x2, double y2)
{
	tertius_svg_start(svg, "line", class_name);
	tertius_svg_set_number(svg, "x1", x1);
	tertius_svg_set_number(svg, "y1", y1);
	tertius_svg_set_number(svg, "x2", x2);
	tertius_svg_set_number(svg, "y2", y2);
	tertius_svg_end(svg);
}

void
tertius_svg_words(TertiusSvg *svg, const char *class_name, double x, double y,
                  const char *text)
{
	tertius_svg_start(svg, "text", class_name);
	tertius_svg_set_number(svg, "x", x);
	tertius_svg_set_number(svg, "y", y);
	tertius_svg_say(svg, text);
	tertius_svg_end(svg);
}

void
tertius_svg_circle(TertiusSvg *svg, const char *class_name, double x, double y,
                   double radius)
{
	tertius_svg_start(svg, "circle", class_name);
	tertius_svg_set_number(svg, "cx", x);
	tertius_svg_set_number(svg, "cy", y);
	tertius_svg_set_number(svg, "r", radius);
	tertius_svg_end(svg);
}

gboolean
tertius_svg_set_pattern(TertiusSvg *svg, guint ink)
{
	g_autofree char *fill = NULL;

	g_assert(ink < TERTIUS_SVG_INKS);
	if (patterns[ink] == NULL)
		return FALSE;
	fill = g_strdup_printf("url(#%s-ink%u)", svg->name, ink);
	tertius_svg_set(svg, "fill", fill);
	return TRUE;
}

static void
add_rectangle(TertiusSvg *svg, const char *class_name, const double box[4])
{
	tertius_svg_start(svg, "rect", class_name);
	tertius_svg_set_number(svg, "x", box[0]);
	tertius_svg_set_number(svg, "y", box[1]);
	tertius_svg_set_number(svg, "width", box[2]);
	tertius_svg_set_number(svg, "height", box[3]);
}

void
tertius_svg_bar(TertiusSvg *svg, guint ink, const double box[4],
                const char *title)
{
	char class_name[] = "ink0";

	g_assert(ink < TERTIUS_SVG_INKS);
	class_name[3] = (char) ('0' + ink);
	tertius_svg_start(svg, "g", NULL);
	if (title != NULL)
		tertius_svg_add_title(svg, title);
	add_rectangle(svg, class_name, box);
	tertius_svg_end(svg);
	if (patterns[ink] != NULL) {
		add_rectangle(svg, NULL, box);
		(void) tertius_svg_set_pattern(svg, ink);
		tertius_svg_end(svg);
	}
	tertius_svg_end(svg);
}

const char *
tertius_svg_get_stylesheet(void)
{
	return tertius_data_get_text("picture/picture.css");
}

static void
append_patterns(const TertiusSvg *svg, GString *out)
{
	g_string_append(out, "<defs>\n");
	for (guint i = 0; i < TERTIUS_SVG_INKS; i++) {
		if (patterns[i] != NULL)
			g_string_append_printf(
				out,
				"<pattern id=\"%s-ink%u\" class=\"pattern\" "
				"width=\"8\" height=\"8\" "
				"patternUnits=\"userSpaceOnUse\">%s"
				"</pattern>\n",
				svg->name, i, patterns[i]);
	}
	g_string_append(out, "</defs>\n");
}

static char *
finish(TertiusSvg *svg, const char *stylesheet)
{
	GString *out = g_string_sized_new(svg->body->len + 4096);

	while (svg->open->len > 0)
		tertius_svg_end(svg);
	if (stylesheet != NULL)
		g_string_append(out,
		                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	g_string_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	                     "class=\"picture\" role=\"img\" width=\"");
	tertius_markup_append_number(out, svg->width);
	g_string_append(out, "\" height=\"");
	tertius_markup_append_number(out, svg->height);
	g_string_append(out, "\" viewBox=\"0 0 ");
	tertius_markup_append_number(out, svg->width);
	g_string_append_c(out, ' ');
	tertius_markup_append_number(out, svg->height);
	g_string_append_printf(out,
	                       "\" aria-labelledby=\"%s-title\" "
	                       "aria-describedby=\"%s-about\">\n"
	                       "<title id=\"%s-title\">",
	                       svg->name, svg->name, svg->name);
	tertius_markup_append(out, svg->title);
	g_string_append_printf(out, "</title>\n<desc id=\"%s-about\">",
	                       svg->name);
	tertius_markup_append(out, svg->description);
	g_string_append(out, "</desc>\n");
	if (stylesheet != NULL)
		g_string_append_printf(out, "<style>\n%s</style>\n",
		                       stylesheet);
	append_patterns(svg, out);
	g_string_append(out, "<rect class=\"paper\" width=\"100%\" "
	                     "height=\"100%\"/>\n");
	g_string_append_len(out, svg->body->str, (gssize) svg->body->len);
	g_string_append(out, "</svg>\n");
	return g_string_free(out, FALSE);
}

char *
tertius_svg_finish(TertiusSvg *svg)
{
	return finish(svg, tertius_svg_get_stylesheet());
}

char *
tertius_svg_finish_inline(TertiusSvg *svg)
{
	return finish(svg, NULL);
}
