/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Widgets that flow.
 */
#include "ui/flow.h"

typedef struct {
	GtkContainer parent;
	GList *widgets;
	TertiusFlowKind kind;
	int space;
} TertiusFlow;

typedef struct {
	GtkContainerClass parent;
} TertiusFlowClass;

/* A line of those that are seen: the next ones from @first on. */
typedef struct {
	GList *first;
	guint n;
	int width, height; /* that they need */
} Line;

static TertiusFlow *
get(gpointer widget)
{
	return widget;
}

/* --- Lines --------------------------------------------------------------- */

static int
get_natural(GtkWidget *widget)
{
	int width;

	gtk_widget_get_preferred_width(widget, NULL, &width);
	return width;
}

static int
get_widest(const TertiusFlow *flow)
{
	int widest = 0;

	for (GList *i = flow->widgets; i != NULL; i = i->next) {
		if (gtk_widget_get_visible(i->data))
			widest = MAX(widest, get_natural(i->data));
	}
	return widest;
}

/* How wide it is where the line has room. */
static int
get_width(const TertiusFlow *flow, GtkWidget *widget)
{
	return flow->kind == TERTIUS_FLOW_EVEN ? get_widest(flow)
	                                       : get_natural(widget);
}

/* Takes as many as @width has room for, but one at least. Returns what comes
 * next, or NULL. */
static GList *
take_line(const TertiusFlow *flow, GList *from, int width, Line *line)
{
	*line = (Line){ .first = from };
	for (; from != NULL; from = from->next) {
		GtkWidget *widget = from->data;
		int wants, height;

		if (!gtk_widget_get_visible(widget))
			continue;
		wants = get_width(flow, widget) +
		        (line->n > 0 ? flow->space : 0);
		if (line->n > 0 && line->width + wants > width)
			return from;
		gtk_widget_get_preferred_height_for_width(
			widget, MIN(wants, width), NULL, &height);
		line->width += wants;
		line->height = MAX(line->height, height);
		line->n++;
	}
	return NULL;
}

/* --- Sizes --------------------------------------------------------------- */

static GtkSizeRequestMode
get_request_mode(GtkWidget *widget)
{
	(void) widget;
	return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
get_preferred_width(GtkWidget *widget, int *least, int *natural)
{
	const TertiusFlow *flow = get(widget);
	Line line;

	(void) take_line(flow, flow->widgets, G_MAXINT, &line);
	*natural = line.width;
	*least = 0;
	for (GList *i = flow->widgets; i != NULL; i = i->next) {
		int width;

		if (!gtk_widget_get_visible(i->data))
			continue;
		gtk_widget_get_preferred_width(i->data, &width, NULL);
		*least = MAX(*least, width);
	}
}

static void
get_preferred_height_for_width(GtkWidget *widget, int width, int *least,
                               int *natural)
{
	const TertiusFlow *flow = get(widget);
	GList *next = flow->widgets;
	int height = 0;

	while (next != NULL) {
		Line line;

		next = take_line(flow, next, width, &line);
		height += line.height + (next != NULL ? flow->space : 0);
	}
	*least = *natural = height;
}

static void
get_preferred_height(GtkWidget *widget, int *least, int *natural)
{
	int width;

	gtk_widget_get_preferred_width(widget, NULL, &width);
	gtk_widget_get_preferred_height_for_width(widget, width, least,
	                                          natural);
}

static void
place_line(const TertiusFlow *flow, const Line *line,
           const GtkAllocation *place)
{
	int x = 0;
	int more = flow->kind == TERTIUS_FLOW_FULL && line->n > 0
	                   ? MAX(place->width - line->width, 0) / (int) line->n
	                   : 0;
	guint n = 0;

	for (GList *i = line->first; n < line->n; i = i->next) {
		GtkAllocation own = { 0, place->y, 0, line->height };

		if (!gtk_widget_get_visible(i->data))
			continue;
		own.width = MIN(get_width(flow, i->data) + more, place->width);
		own.x = place->x +
		        (gtk_widget_get_direction(i->data) == GTK_TEXT_DIR_RTL
		                 ? place->width - x - own.width
		                 : x);
		gtk_widget_size_allocate(i->data, &own);
		x += own.width + flow->space;
		n++;
	}
}

static void
size_allocate(GtkWidget *widget, GtkAllocation *place)
{
	const TertiusFlow *flow = get(widget);
	GList *next = flow->widgets;
	GtkAllocation rest = *place;

	gtk_widget_set_allocation(widget, place);
	while (next != NULL) {
		Line line;

		next = take_line(flow, next, rest.width, &line);
		place_line(flow, &line, &rest);
		rest.y += line.height + flow->space;
	}
}

/* --- A container --------------------------------------------------------- */

static void
add(GtkContainer *container, GtkWidget *widget)
{
	TertiusFlow *flow = get(container);

	flow->widgets = g_list_append(flow->widgets, widget);
	gtk_widget_set_parent(widget, GTK_WIDGET(container));
}

static void
take_out(GtkContainer *container, GtkWidget *widget)
{
	TertiusFlow *flow = get(container);

	flow->widgets = g_list_remove(flow->widgets, widget);
	gtk_widget_unparent(widget);
	gtk_widget_queue_resize(GTK_WIDGET(container));
}

static void
each(GtkContainer *container, gboolean are_internals, GtkCallback func,
     gpointer data)
{
	GList *next;

	(void) are_internals;
	for (GList *i = get(container)->widgets; i != NULL; i = next) {
		next = i->next;
		func(i->data, data);
	}
}

static void
init_class(gpointer class, gpointer data)
{
	GtkWidgetClass *widget = class;
	GtkContainerClass *container = class;

	(void) data;
	widget->get_request_mode = get_request_mode;
	widget->get_preferred_width = get_preferred_width;
	widget->get_preferred_height = get_preferred_height;
	widget->get_preferred_height_for_width = get_preferred_height_for_width;
	widget->size_allocate = size_allocate;
	container->add = add;
	container->remove = take_out;
	container->forall = each;
}

static void
init(GTypeInstance *flow, gpointer class)
{
	(void) class;
	gtk_widget_set_has_window(GTK_WIDGET(flow), FALSE);
}

/* A plugin that takes the place of an older one in a running client finds the
 * types of that one still there: it needs a name of its own. */
static GType
get_type(void)
{
	static GType type;
	g_autofree char *name =
		g_strdup_printf("TertiusFlow%p", (void *) &type);

	if (type == 0)
		type = g_type_register_static_simple(
			GTK_TYPE_CONTAINER, name, sizeof(TertiusFlowClass),
			init_class, sizeof(TertiusFlow), init, 0);
	return type;
}

GtkWidget *
tertius_flow_new(TertiusFlowKind kind, int space)
{
	TertiusFlow *flow = get(g_object_new(get_type(), NULL));

	flow->kind = kind;
	flow->space = space;
	return GTK_WIDGET(flow);
}
