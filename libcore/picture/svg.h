/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small SVG writer. A picture has a title and a description for those who
 * hear it, one stylesheet for light and dark, patterns beside colours, no
 * script and nothing from outside.
 */
#pragma once

#include <glib.h>

/* A picture is 0..@width by 0..@height units and scales to any size. */
#define TERTIUS_SVG_SIDE_MAX 20000

/* The number of inks: colours, each with a pattern of its own. */
#define TERTIUS_SVG_INKS 6

typedef struct _TertiusSvg TertiusSvg;

/* @name: plain ASCII letters, which mark the picture's own ids, so that several
 * stand in one page. @title, @description: for people, escaped here. */
TertiusSvg *tertius_svg_new(const char *name, double width, double height);
void tertius_svg_free(TertiusSvg *svg);
void tertius_svg_describe(TertiusSvg *svg, const char *title,
                          const char *description);

/* Elements nest. Names and classes are ours; text is anybody's. Attributes
 * follow the start at once. */
void tertius_svg_start(TertiusSvg *svg, const char *element,
                       const char *class_name);
void tertius_svg_set(TertiusSvg *svg, const char *attribute, const char *text);
void tertius_svg_set_number(TertiusSvg *svg, const char *attribute,
                            double number);
void tertius_svg_say(TertiusSvg *svg, const char *text);
void tertius_svg_end(TertiusSvg *svg);
/* What shows on hover, and is read aloud: a <title> of the open element. */
void tertius_svg_add_title(TertiusSvg *svg, const char *text);

/* Fills the open element with the pattern of @ink. FALSE: it has none. */
gboolean tertius_svg_set_pattern(TertiusSvg *svg, guint ink);

/* Whole shapes. */
void tertius_svg_line(TertiusSvg *svg, const char *class_name, double x1,
                      double y1, double x2, double y2);
void tertius_svg_words(TertiusSvg *svg, const char *class_name, double x,
                       double y, const char *text);
void tertius_svg_circle(TertiusSvg *svg, const char *class_name, double x,
                        double y, double radius);
/* @ink: 0..INKS-1. The colour, and over it the pattern. @title may be NULL. */
void tertius_svg_bar(TertiusSvg *svg, guint ink, const double box[4],
                     const char *title);

/* Ends what is open. Returns a document of its own: XML, with its stylesheet. */
char *tertius_svg_finish(TertiusSvg *svg);
/* The same as a part of an HTML page, which brings the stylesheet itself. */
char *tertius_svg_finish_inline(TertiusSvg *svg);

/* The stylesheet. Lends. */
const char *tertius_svg_get_stylesheet(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TertiusSvg, tertius_svg_free)
