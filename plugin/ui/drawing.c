/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of the engine's.
 */
#include "ui/drawing.h"

#include "ui/drawing-spots.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define KEY        "tertius-drawing"
/* Wider or higher, an image is not drawn larger than this; cairo has a limit
 * too. */
#define PIXELS_MAX 8000

/* Smaller than this, words cannot be read: the picture is wider than its place
 * then. */
#define LEAST_SCALE   0.75
/* Of the picture's own words, in its own units. */
#define LETTER_HEIGHT 13.0

/* Nearer than this, the pointer is on it. */
#define REACH 6.0

/* Around what the keys have come to. */
#define RING 10.0

typedef struct {
	GtkWidget *area;
	const TertiusDrawingHost *host;
	GBytes *svg;              /* or NULL */
	double width, height;     /* of the picture, in its own units */
	GArray *spots;            /* TertiusSpot */
	gconstpointer spots_task; /* that gives the next ones; only compared */
	guint chosen;             /* of @spots, by the keys; G_MAXUINT: none */
	cairo_surface_t *image;   /* what is drawn, or NULL */
	int image_width;          /* for which it was */
	GCancellable *cancellable;
} Drawing;

/* What the thread gets, and gives. */
typedef struct {
	GBytes *svg;
	char *sheet; /* or NULL */
	int width, height, scale;
} Job;

static void
free_job(gpointer data)
{
	Job *job = data;

	g_bytes_unref(job->svg);
	g_free(job->sheet);
	g_free(job);
}

static void
free_drawing(gpointer data)
{
	Drawing *drawing = data;

	g_cancellable_cancel(drawing->cancellable);
	g_object_unref(drawing->cancellable);
	g_clear_pointer(&drawing->svg, g_bytes_unref);
	g_clear_pointer(&drawing->image, cairo_surface_destroy);
	tertius_spots_drop(drawing->spots);
	g_free(drawing);
}

/* --- Its paper ----------------------------------------------------------- */

static double
get_brightness(const GdkRGBA *colour)
{
	return (colour->red + colour->green + colour->blue) / 3;
}

gboolean
tertius_drawing_area_is_dark(GtkWidget *area)
{
	GtkStyleContext *style = gtk_widget_get_style_context(area);
	GdkRGBA ink;

	gtk_style_context_get_color(style, gtk_style_context_get_state(style),
	                            &ink);
	return get_brightness(&ink) > 0.5;
}

/* The picture lies on the theme's paper, as the lists do, and so does what it
 * leaves open. NULL: its own, as the theme names none that its inks suit. */
static char *
dup_sheet(GtkWidget *area)
{
	GtkStyleContext *style = gtk_widget_get_style_context(area);
	GdkRGBA paper;
	g_autofree char *colour = NULL;

	if (!gtk_style_context_lookup_color(style, "theme_base_color",
	                                    &paper) ||
	    tertius_drawing_area_is_dark(area) !=
	            (get_brightness(&paper) < 0.5))
		return NULL;
	paper.alpha = 1;
	colour = gdk_rgba_to_string(&paper);
	return g_strdup_printf(
		".picture .paper, .picture .newcomer {fill: %s !important}"
		".picture .friend, .picture .me, .picture .name,"
		".picture .pattern path {stroke: %s !important}",
		colour, colour);
}

/* --- Drawing it ---------------------------------------------------------- */

static RsvgHandle *
parse(const Job *job)
{
	gsize length;
	const guint8 *bytes = g_bytes_get_data(job->svg, &length);
	RsvgHandle *handle = rsvg_handle_new_from_data(bytes, length, NULL);

	if (handle != NULL && job->sheet != NULL)
		(void) rsvg_handle_set_stylesheet(handle,
		                                  (const guint8 *) job->sheet,
		                                  strlen(job->sheet), NULL);
	return handle;
}

static void
destroy_image(gpointer image)
{
	cairo_surface_destroy(image);
}

static void
draw_in_thread(GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
	const Job *job = data;
	RsvgHandle *handle = parse(job);
	const RsvgRectangle place = { 0, 0, job->width, job->height };
	cairo_surface_t *image;
	cairo_t *cairo;

	(void) source;
	(void) cancellable;
	image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
	                                   job->width * job->scale,
	                                   job->height * job->scale);
	cairo_surface_set_device_scale(image, job->scale, job->scale);
	cairo = cairo_create(image);
	if (handle != NULL)
		(void) rsvg_handle_render_document(handle, cairo, &place, NULL);
	cairo_destroy(cairo);
	g_clear_object(&handle);
	g_task_return_pointer(task, image, destroy_image);
}

static void
on_drawn(GObject *source, GAsyncResult *result, gpointer data)
{
	cairo_surface_t *image = g_task_propagate_pointer(G_TASK(result), NULL);
	Drawing *drawing;

	(void) data;
	/* Cancelled: there may be no drawing any more. */
	if (image == NULL)
		return;
	drawing = g_object_get_data(source, KEY);
	g_clear_pointer(&drawing->image, cairo_surface_destroy);
	drawing->image = image;
	gtk_widget_queue_draw(drawing->area);
}

static int
get_height(const Drawing *drawing, int width)
{
	return drawing->width > 0
	               ? (int) ceil(width * drawing->height / drawing->width)
	               : 1;
}

static void
begin_to_draw(Drawing *drawing, int width)
{
	g_autoptr(GTask) task = NULL;
	Job *job;

	g_cancellable_cancel(drawing->cancellable);
	g_object_unref(drawing->cancellable);
	drawing->cancellable = g_cancellable_new();
	job = g_new0(Job, 1);
	job->svg = g_bytes_ref(drawing->svg);
	job->sheet = dup_sheet(drawing->area);
	job->scale = gtk_widget_get_scale_factor(drawing->area);
	job->width = CLAMP(width, 1, PIXELS_MAX / job->scale);
	job->height = CLAMP(get_height(drawing, job->width), 1,
	                    PIXELS_MAX / job->scale);
	drawing->image_width = width;
	task = g_task_new(drawing->area, drawing->cancellable, on_drawn, NULL);
	g_task_set_task_data(task, job, free_job);
	g_task_run_in_thread(task, draw_in_thread);
}

/* --- The widget ---------------------------------------------------------- */

static int
get_width(const Drawing *drawing)
{
	return gtk_widget_get_allocated_width(drawing->area);
}

/* Who has large letters elsewhere has them here. */
static double
get_least_scale(const Drawing *drawing)
{
	const PangoFontDescription *font = pango_context_get_font_description(
		gtk_widget_get_pango_context(drawing->area));
	double size =
		(double) pango_font_description_get_size(font) / PANGO_SCALE;

	if (!pango_font_description_get_size_is_absolute(font))
		size *= gdk_screen_get_resolution(
				gtk_widget_get_screen(drawing->area)) /
		        72;
	return fmax(LEAST_SCALE * size / LETTER_HEIGHT, LEAST_SCALE);
}

static int
get_least_width(const Drawing *drawing)
{
	return (int) ceil(drawing->width * get_least_scale(drawing));
}

static const TertiusSpot *
get_chosen(const Drawing *drawing)
{
	return drawing->chosen < drawing->spots->len
	               ? &g_array_index(drawing->spots, TertiusSpot,
	                                drawing->chosen)
	               : NULL;
}

static void
find_middle(const Drawing *drawing, const TertiusSpot *spot, double *x,
            double *y)
{
	double scale = get_width(drawing) / fmax(drawing->width, 1);

	tertius_spot_find_middle(spot, x, y);
	*x *= scale;
	*y *= scale;
}

/* Around what the keys have chosen, else around all. */
static void
draw_focus(const Drawing *drawing, cairo_t *cairo)
{
	GtkStyleContext *style = gtk_widget_get_style_context(drawing->area);
	const TertiusSpot *spot = get_chosen(drawing);
	GdkRGBA ink;
	double x, y;

	if (!gtk_widget_has_visible_focus(drawing->area))
		return;
	if (spot == NULL) {
		gtk_render_focus(
			style, cairo, 0, 0, get_width(drawing),
			gtk_widget_get_allocated_height(drawing->area));
		return;
	}
	find_middle(drawing, spot, &x, &y);
	gtk_style_context_get_color(style, gtk_style_context_get_state(style),
	                            &ink);
	gdk_cairo_set_source_rgba(cairo, &ink);
	cairo_set_line_width(cairo, 2);
	cairo_arc(cairo, x, y, RING, 0, 2 * G_PI);
	cairo_stroke(cairo);
}

static gboolean
on_draw(GtkWidget *area, cairo_t *cairo, gpointer data)
{
	Drawing *drawing = data;
	int width = get_width(drawing);

	(void) area;
	if (drawing->svg == NULL)
		return FALSE;
	if (drawing->image_width != width)
		begin_to_draw(drawing, width);
	if (drawing->image == NULL)
		return FALSE;
	cairo_set_source_surface(cairo, drawing->image, 0, 0);
	cairo_paint(cairo);
	draw_focus(drawing, cairo);
	return FALSE;
}

static void
on_size(GtkWidget *area, GdkRectangle *place, gpointer data)
{
	const Drawing *drawing = data;
	int height = get_height(drawing, place->width);
	int before = 0;

	gtk_widget_get_size_request(area, NULL, &before);
	if (before != height)
		gtk_widget_set_size_request(area, get_least_width(drawing),
		                            height);
}

static const TertiusSpot *
find_spot(const Drawing *drawing, double x, double y)
{
	int width = get_width(drawing);
	double scale = width > 0 ? drawing->width / width : 1;

	return tertius_spots_find(drawing->spots, x * scale, y * scale,
	                          REACH * scale);
}

static void
follow(const Drawing *drawing, const TertiusSpot *spot)
{
	if (*spot->address != '\0')
		drawing->host->show_person(spot->address);
	else if (*spot->introduction != '\0')
		drawing->host->show_introduction(spot->introduction);
}

static gboolean
on_press(GtkWidget *area, GdkEventButton *event, gpointer data)
{
	const Drawing *drawing = data;
	const TertiusSpot *spot = find_spot(drawing, event->x, event->y);

	(void) area;
	if (spot == NULL || event->button != GDK_BUTTON_PRIMARY)
		return FALSE;
	follow(drawing, spot);
	return TRUE;
}

static gboolean
on_tooltip(GtkWidget *area, int x, int y, gboolean by_keyboard,
           GtkTooltip *tooltip, gpointer data)
{
	const Drawing *drawing = data;
	const TertiusSpot *spot =
		by_keyboard ? get_chosen(drawing) : find_spot(drawing, x, y);

	(void) area;
	if (spot == NULL)
		return FALSE;
	gtk_tooltip_set_text(tooltip, spot->words);
	return TRUE;
}

/* --- By the keys --------------------------------------------------------- */

static void
scroll_to(const Drawing *drawing, const TertiusSpot *spot)
{
	GtkWidget *view = gtk_widget_get_parent(drawing->area);
	double x, y;

	if (!GTK_IS_SCROLLABLE(view))
		return;
	find_middle(drawing, spot, &x, &y);
	gtk_adjustment_clamp_page(
		gtk_scrollable_get_hadjustment(GTK_SCROLLABLE(view)),
		x - 2 * RING, x + 2 * RING);
	gtk_adjustment_clamp_page(
		gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(view)),
		y - 2 * RING, y + 2 * RING);
}

/* What is chosen is seen, and heard. */
static void
choose(Drawing *drawing, guint number)
{
	const TertiusSpot *spot;

	drawing->chosen = number;
	spot = get_chosen(drawing);
	if (spot == NULL)
		return;
	scroll_to(drawing, spot);
	atk_object_set_description(gtk_widget_get_accessible(drawing->area),
	                           spot->words);
	gtk_widget_trigger_tooltip_query(drawing->area);
	gtk_widget_queue_draw(drawing->area);
}

static gboolean
on_key(GtkWidget *area, GdkEventKey *event, gpointer data)
{
	Drawing *drawing = data;
	guint n = drawing->spots->len;
	const TertiusSpot *spot = get_chosen(drawing);

	(void) area;
	if (n == 0 || (event->state & GDK_CONTROL_MASK) != 0)
		return FALSE;
	switch (event->keyval) {
	case GDK_KEY_Right:
	case GDK_KEY_Down:
		choose(drawing, spot != NULL ? (drawing->chosen + 1) % n : 0);
		return TRUE;
	case GDK_KEY_Left:
	case GDK_KEY_Up:
		choose(drawing,
		       spot != NULL ? (drawing->chosen + n - 1) % n : n - 1);
		return TRUE;
	case GDK_KEY_Return:
	case GDK_KEY_KP_Enter:
		if (spot != NULL)
			follow(drawing, spot);
		return spot != NULL;
	default:
		return FALSE;
	}
}

/* --- Building ------------------------------------------------------------ */

static void
on_style(GtkWidget *area, gpointer data)
{
	Drawing *drawing = data;

	drawing->image_width = 0;
	gtk_widget_queue_draw(area);
}

GtkWidget *
tertius_drawing_area_new(const TertiusDrawingHost *host)
{
	Drawing *drawing = g_new0(Drawing, 1);

	drawing->area = gtk_drawing_area_new();
	drawing->host = host;
	drawing->spots = tertius_spots_new();
	drawing->chosen = G_MAXUINT;
	drawing->cancellable = g_cancellable_new();
	g_object_set_data_full(G_OBJECT(drawing->area), KEY, drawing,
	                       free_drawing);
	gtk_widget_add_events(drawing->area,
	                      GDK_BUTTON_PRESS_MASK | GDK_KEY_PRESS_MASK);
	gtk_widget_set_can_focus(drawing->area, TRUE);
	(void) g_signal_connect(drawing->area, "key-press-event",
	                        G_CALLBACK(on_key), drawing);
	gtk_widget_set_has_tooltip(drawing->area, TRUE);
	atk_object_set_role(gtk_widget_get_accessible(drawing->area),
	                    ATK_ROLE_IMAGE);
	(void) g_signal_connect(drawing->area, "draw", G_CALLBACK(on_draw),
	                        drawing);
	(void) g_signal_connect(drawing->area, "style-updated",
	                        G_CALLBACK(on_style), drawing);
	(void) g_signal_connect(drawing->area, "size-allocate",
	                        G_CALLBACK(on_size), drawing);
	(void) g_signal_connect(drawing->area, "button-press-event",
	                        G_CALLBACK(on_press), drawing);
	(void) g_signal_connect(drawing->area, "query-tooltip",
	                        G_CALLBACK(on_tooltip), drawing);
	return drawing->area;
}

/* --- Showing ------------------------------------------------------------- */

static void
on_taken(GObject *source, GAsyncResult *result, gpointer data)
{
	Drawing *drawing = g_object_get_data(source, KEY);
	GArray *spots = g_task_propagate_pointer(G_TASK(result), NULL);

	(void) data;
	if (drawing->spots_task != result) {
		g_array_unref(spots);
		return;
	}
	tertius_spots_drop(drawing->spots);
	drawing->spots = spots;
}

static void
take_spots(Drawing *drawing, JsonArray *spots)
{
	tertius_spots_drop(drawing->spots);
	drawing->spots = tertius_spots_new();
	drawing->chosen = G_MAXUINT;
	drawing->spots_task =
		spots != NULL
			? tertius_spots_take(drawing->area, spots, on_taken)
			: NULL;
}

/* The first viewBox is the picture's own. */
static void
take_size(Drawing *drawing, const char *svg)
{
	const char *box = strstr(svg, "viewBox=\"0 0 ");
	char *end = NULL;

	drawing->width = drawing->height = 0;
	if (box == NULL)
		return;
	drawing->width = g_ascii_strtod(box + strlen("viewBox=\"0 0 "), &end);
	drawing->height = g_ascii_strtod(end, NULL);
}

void
tertius_drawing_area_show(GtkWidget *area, JsonObject *answer)
{
	Drawing *drawing = g_object_get_data(G_OBJECT(area), KEY);
	const char *svg =
		json_object_get_string_member_with_default(answer, "svg", "");

	take_size(drawing, svg);
	take_spots(drawing,
	           json_object_has_member(answer, "spots")
	                   ? json_object_get_array_member(answer, "spots")
	                   : NULL);
	g_clear_pointer(&drawing->svg, g_bytes_unref);
	drawing->svg = g_bytes_new(svg, strlen(svg));
	drawing->image_width = 0;
	atk_object_set_description(gtk_widget_get_accessible(area),
	                           json_object_get_string_member_with_default(
					   answer, "description", ""));
	gtk_widget_set_size_request(area, get_least_width(drawing),
	                            get_height(drawing, get_width(drawing)));
	gtk_widget_queue_draw(area);
}
