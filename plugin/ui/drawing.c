/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of the engine's.
 */
#include "ui/drawing.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define KEY        "tertius-drawing"
/* Wider or higher, an image is not drawn larger than this; cairo has a limit
 * too. */
#define PIXELS_MAX 8000

/* Nearer than this, the pointer is on it. */
#define REACH 6.0

/* A mark, or the line of an introduction. */
typedef struct {
	GArray *points; /* double: x, y, x, y, … */
	double radius;
	char *words, *address, *introduction; /* "" for none */
} Spot;

typedef struct {
	GtkWidget *area;
	const TertiusDrawingHost *host;
	GBytes *svg;            /* or NULL */
	double width, height;   /* of the picture, in its own units */
	GArray *spots;          /* Spot */
	gpointer spots_task;    /* that gives the next ones; only compared */
	cairo_surface_t *image; /* what is drawn, or NULL */
	int image_width;        /* for which it was */
	GCancellable *cancellable;
} Drawing;

/* What the thread gets, and gives. */
typedef struct {
	GBytes *svg;
	int width, height, scale;
} Job;

static void
free_job(gpointer data)
{
	Job *job = data;

	g_bytes_unref(job->svg);
	g_free(job);
}

static void
clear_spot(gpointer data)
{
	Spot *spot = data;

	g_array_unref(spot->points);
	g_free(spot->words);
	g_free(spot->address);
	g_free(spot->introduction);
}

static GArray *
new_spots(void)
{
	GArray *spots = g_array_new(FALSE, FALSE, sizeof(Spot));

	g_array_set_clear_func(spots, clear_spot);
	return spots;
}

static void
free_drawing(gpointer data)
{
	Drawing *drawing = data;

	g_cancellable_cancel(drawing->cancellable);
	g_object_unref(drawing->cancellable);
	g_clear_pointer(&drawing->svg, g_bytes_unref);
	g_clear_pointer(&drawing->image, cairo_surface_destroy);
	g_array_unref(drawing->spots);
	g_free(drawing);
}

/* --- Drawing it ---------------------------------------------------------- */

static RsvgHandle *
parse(GBytes *svg)
{
	gsize length;
	const guint8 *bytes = g_bytes_get_data(svg, &length);

	return rsvg_handle_new_from_data(bytes, length, NULL);
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
	RsvgHandle *handle = parse(job->svg);
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
		gtk_widget_set_size_request(area, -1, height);
}

/* From @x, @y to the line between two points, which may be one. */
static double
get_distance(const double *from, const double *to, double x, double y)
{
	double right = to[0] - from[0];
	double down = to[1] - from[1];
	double square = right * right + down * down;
	double part = square > 0
	                      ? ((x - from[0]) * right + (y - from[1]) * down) /
	                                square
	                      : 0;

	part = CLAMP(part, 0, 1);
	return hypot(from[0] + part * right - x, from[1] + part * down - y);
}

static gboolean
is_on(const Spot *spot, double x, double y, double reach)
{
	const double *points = &g_array_index(spot->points, double, 0);
	gsize n = spot->points->len / 2;

	for (gsize i = 0; i < n; i++) {
		const double *to = points + 2 * MIN(i + 1, n - 1);

		if (get_distance(points + 2 * i, to, x, y) <= reach)
			return TRUE;
	}
	return FALSE;
}

/* Marks come first, as they lie on the lines. */
static const Spot *
find_spot(const Drawing *drawing, double x, double y)
{
	int width = get_width(drawing);
	double scale = width > 0 ? drawing->width / width : 1;

	for (guint i = 0; i < drawing->spots->len; i++) {
		const Spot *spot = &g_array_index(drawing->spots, Spot, i);

		if (is_on(spot, x * scale, y * scale,
		          MAX(spot->radius, REACH * scale)))
			return spot;
	}
	return NULL;
}

static gboolean
on_press(GtkWidget *area, GdkEventButton *event, gpointer data)
{
	const Drawing *drawing = data;
	const Spot *spot = find_spot(drawing, event->x, event->y);

	(void) area;
	if (spot == NULL || event->button != GDK_BUTTON_PRIMARY)
		return FALSE;
	if (*spot->address != '\0')
		drawing->host->show_person(spot->address);
	else if (*spot->introduction != '\0')
		drawing->host->show_introduction(spot->introduction);
	return TRUE;
}

static gboolean
on_tooltip(GtkWidget *area, int x, int y, gboolean by_keyboard,
           GtkTooltip *tooltip, gpointer data)
{
	const Spot *spot = find_spot(data, x, y);

	(void) area;
	if (spot == NULL || by_keyboard)
		return FALSE;
	gtk_tooltip_set_text(tooltip, spot->words);
	return TRUE;
}

GtkWidget *
tertius_drawing_area_new(const TertiusDrawingHost *host)
{
	Drawing *drawing = g_new0(Drawing, 1);

	drawing->area = gtk_drawing_area_new();
	drawing->host = host;
	drawing->spots = new_spots();
	drawing->cancellable = g_cancellable_new();
	g_object_set_data_full(G_OBJECT(drawing->area), KEY, drawing,
	                       free_drawing);
	gtk_widget_add_events(drawing->area, GDK_BUTTON_PRESS_MASK);
	gtk_widget_set_has_tooltip(drawing->area, TRUE);
	atk_object_set_role(gtk_widget_get_accessible(drawing->area),
	                    ATK_ROLE_IMAGE);
	(void) g_signal_connect(drawing->area, "draw", G_CALLBACK(on_draw),
	                        drawing);
	(void) g_signal_connect(drawing->area, "size-allocate",
	                        G_CALLBACK(on_size), drawing);
	(void) g_signal_connect(drawing->area, "button-press-event",
	                        G_CALLBACK(on_press), drawing);
	(void) g_signal_connect(drawing->area, "query-tooltip",
	                        G_CALLBACK(on_tooltip), drawing);
	return drawing->area;
}

/* --- Showing ------------------------------------------------------------- */

static char *
dup_member(JsonObject *object, const char *name)
{
	const char *text =
		json_object_get_string_member_with_default(object, name, NULL);

	return g_strdup(text != NULL ? text : "");
}

static void
take_spot(GArray *spots, JsonObject *one)
{
	JsonArray *points = json_object_get_array_member(one, "points");
	const Spot spot = {
		.points = g_array_new(FALSE, FALSE, sizeof(double)),
		.radius = json_object_get_double_member(one, "radius"),
		.words = dup_member(one, "words"),
		.address = dup_member(one, "address"),
		.introduction = dup_member(one, "introduction"),
	};

	for (guint i = 0; i < json_array_get_length(points); i++) {
		double number = json_array_get_double_element(points, i);

		g_array_append_val(spot.points, number);
	}
	g_array_append_val(spots, spot);
}

static void
free_spots(gpointer spots)
{
	g_array_unref(spots);
}

/* A graph has thousands; it may be the last that holds on to @data. */
static void
take_in_thread(GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
	JsonArray *list = data;
	GArray *spots = new_spots();

	(void) source;
	(void) cancellable;
	for (guint i = 0; i < json_array_get_length(list); i++)
		take_spot(spots, json_array_get_object_element(list, i));
	json_array_unref(list);
	g_task_return_pointer(task, spots, free_spots);
}

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
	g_array_unref(drawing->spots);
	drawing->spots = spots;
}

static void
take_spots(Drawing *drawing, JsonArray *spots)
{
	g_autoptr(GTask) task = NULL;

	g_array_set_size(drawing->spots, 0);
	drawing->spots_task = NULL;
	if (spots == NULL)
		return;
	task = g_task_new(drawing->area, NULL, on_taken, NULL);
	g_task_set_task_data(task, json_array_ref(spots), NULL);
	drawing->spots_task = task;
	g_task_run_in_thread(task, take_in_thread);
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
	gtk_widget_set_size_request(area, -1,
	                            get_height(drawing, get_width(drawing)));
	gtk_widget_queue_draw(area);
}

gboolean
tertius_drawing_area_is_dark(GtkWidget *area)
{
	GtkStyleContext *style = gtk_widget_get_style_context(area);
	GdkRGBA ink;

	gtk_style_context_get_color(style, gtk_style_context_get_state(style),
	                            &ink);
	return ink.red + ink.green + ink.blue > 1.5;
}
