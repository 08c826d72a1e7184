/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small windows about one person.
 */
#include "ui/person.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/dialogs-private.h"
#include "ui/dialogs.h"
#include "ui/window-private.h"

#define SPACE TERTIUS_DIALOG_SPACE

typedef struct {
	char *address;
	const char *kind; /* of the decision */
	GtkWidget *choice, *entry, *when;
} Asked;

static void
free_asked(gpointer data)
{
	Asked *asked = data;

	g_free(asked->address);
	g_free(asked);
}

static void
on_response(GtkDialog *dialog, int response, gpointer data)
{
	const Asked *asked = data;
	const char *chosen = asked->choice != NULL
	                             ? gtk_combo_box_get_active_id(
					       GTK_COMBO_BOX(asked->choice))
	                             : "";
	const char *text = asked->entry != NULL
	                           ? gtk_entry_get_text(GTK_ENTRY(asked->entry))
	                           : "";
	g_autofree char *argument = NULL;

	if (response == GTK_RESPONSE_OK) {
		argument = g_strdup_printf(
			"%s%s%s", chosen,
			*chosen != '\0' && *text != '\0' ? " " : "", text);
		tertius_window_decide(asked->kind, asked->address, argument);
	}
	gtk_widget_destroy(GTK_WIDGET(dialog));
}

static Asked *
new_question(const char *title, const char *question, const char *kind,
             const char *address, GtkWidget **dialog)
{
	Asked *asked = g_new0(Asked, 1);

	*dialog = tertius_dialog_new(tertius_window_get(), title);
	/* It is the window that keeps what is answered. */
	gtk_window_set_destroy_with_parent(GTK_WINDOW(*dialog), TRUE);
	asked->address = g_strdup(address);
	asked->kind = kind;
	g_object_set_data_full(G_OBJECT(*dialog), "tertius-asked", asked,
	                       free_asked);
	tertius_dialog_add_headline(tertius_dialog_get_content(*dialog),
	                            question);
	return asked;
}

static GtkWidget *
add_entry(GtkWidget *dialog, const char *name, const char *hint)
{
	GtkWidget *entry = gtk_entry_new();

	gtk_entry_set_placeholder_text(GTK_ENTRY(entry), hint);
	gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
	atk_object_set_name(gtk_widget_get_accessible(entry), name);
	gtk_box_pack_start(tertius_dialog_get_content(dialog), entry, FALSE,
	                   FALSE, 0);
	return entry;
}

typedef struct {
	const char *id, *label;
} Choice;

static GtkWidget *
add_choice(GtkWidget *dialog, const char *name, const Choice *choices, gsize n)
{
	GtkWidget *combo = gtk_combo_box_text_new();

	for (gsize i = 0; i < n; i++)
		gtk_combo_box_text_append(GTK_COMBO_BOX_TEXT(combo),
		                          choices[i].id, _(choices[i].label));
	gtk_combo_box_set_active(GTK_COMBO_BOX(combo), 0);
	atk_object_set_name(gtk_widget_get_accessible(combo), name);
	gtk_box_pack_start(tertius_dialog_get_content(dialog), combo, FALSE,
	                   FALSE, 0);
	return combo;
}

static void
finish(GtkWidget *dialog, Asked *asked, const char *button, GCallback func)
{
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), _("_Cancel"),
	                             GTK_RESPONSE_CANCEL);
	(void) gtk_dialog_add_button(GTK_DIALOG(dialog), button,
	                             GTK_RESPONSE_OK);
	gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
	(void) g_signal_connect(dialog, "response", func, asked);
	gtk_widget_show_all(dialog);
}

static void
finish_decision(GtkWidget *dialog, Asked *asked)
{
	finish(dialog, asked, _("_Keep it"), G_CALLBACK(on_response));
}

static void
on_boundary_chosen(GtkComboBox *combo, gpointer data)
{
	const char *id = gtk_combo_box_get_active_id(combo);
	GtkWidget *entry = data;

	gtk_widget_set_visible(entry, strcmp(id, "until") == 0 ||
	                                      strcmp(id, "address") == 0);
}

static void
ask_boundary(const char *address)
{
	static const Choice choices[] = {
		{ "no-asks", N_("No asks") },
		{ "no-work", N_("Nothing about work") },
		{ "until", N_("Nothing before a day (2026-12-24)") },
		{ "address", N_("Write only to this address") },
		{ "none", N_("None any more") },
	};
	GtkWidget *dialog;
	Asked *asked = new_question(_("Tertius: boundary"),
	                            _("What do they not want?"), "boundary",
	                            address, &dialog);

	asked->choice = add_choice(dialog, _("Boundary"), choices,
	                           G_N_ELEMENTS(choices));
	asked->entry =
		add_entry(dialog, _("Day or address"), _("Day or address"));
	gtk_widget_set_no_show_all(asked->entry, TRUE);
	(void) g_signal_connect(asked->choice, "changed",
	                        G_CALLBACK(on_boundary_chosen), asked->entry);
	finish_decision(dialog, asked);
}

static void
ask_cadence(const char *address)
{
	static const Choice choices[] = {
		{ "", N_("As it comes") },
		{ "14", N_("Every two weeks") },
		{ "30", N_("Every month") },
		{ "60", N_("Every two months") },
		{ "90", N_("Every three months") },
		{ "180", N_("Twice a year") },
		{ "365", N_("Once a year") },
	};
	GtkWidget *dialog;
	Asked *asked = new_question(_("Tertius: how often"),
	                            _("How often do you want to be in touch?"),
	                            "cadence", address, &dialog);

	asked->choice = add_choice(dialog, _("How often"), choices,
	                           G_N_ELEMENTS(choices));
	finish_decision(dialog, asked);
}

static void
ask_text(const char *title, const char *question, const char *hint,
         const char *kind, const char *address)
{
	GtkWidget *dialog;
	Asked *asked = new_question(title, question, kind, address, &dialog);

	asked->entry = add_entry(dialog, hint, hint);
	finish_decision(dialog, asked);
}

static void
on_co_host(GtkDialog *dialog, int response, gpointer data)
{
	const Asked *asked = data;
	TertiusJson *request;

	if (response == GTK_RESPONSE_OK) {
		request = tertius_window_new_draft("co-host", asked->address);
		tertius_json_text(request, "about",
		                  gtk_entry_get_text(GTK_ENTRY(asked->entry)));
		tertius_json_text(request, "when",
		                  gtk_entry_get_text(GTK_ENTRY(asked->when)));
		tertius_window_get_host()->write(request);
	}
	gtk_widget_destroy(GTK_WIDGET(dialog));
}

/* Without one of the two there is nothing to invite to. */
static void
on_co_host_changed(GtkEditable *entry, gpointer data)
{
	const Asked *asked = data;
	GtkWidget *dialog = gtk_widget_get_toplevel(asked->entry);

	(void) entry;
	gtk_dialog_set_response_sensitive(
		GTK_DIALOG(dialog), GTK_RESPONSE_OK,
		gtk_entry_get_text_length(GTK_ENTRY(asked->entry)) > 0 &&
			gtk_entry_get_text_length(GTK_ENTRY(asked->when)) > 0);
}

static void
ask_co_host(const char *address)
{
	GtkWidget *dialog;
	Asked *asked = new_question(_("Tertius: host together"),
	                            _("What do you want to host together?"),
	                            NULL, address, &dialog);

	asked->entry = add_entry(dialog, _("What"), _("An evening about maps"));
	tertius_dialog_add_headline(tertius_dialog_get_content(dialog),
	                            _("When?"));
	asked->when = add_entry(dialog, _("When?"), _("2026-12-24 18:00"));
	(void) g_signal_connect(asked->entry, "changed",
	                        G_CALLBACK(on_co_host_changed), asked);
	(void) g_signal_connect(asked->when, "changed",
	                        G_CALLBACK(on_co_host_changed), asked);
	finish(dialog, asked, _("_Write the invitation"),
	       G_CALLBACK(on_co_host));
	on_co_host_changed(NULL, asked);
}

/* Whether it holds now decides what the word means. */
static void
turn(const char *kind, const char *flag, JsonObject *answer)
{
	JsonObject *person = tertius_window_object(answer, "person");

	if (person == NULL)
		return;
	tertius_window_decide(
		kind, tertius_window_text(person, "address"),
		json_object_get_boolean_member_with_default(person, flag, FALSE)
			? ""
			: "yes");
}

static void
turn_friend_first(JsonObject *answer)
{
	turn("friend-first", "friend_first", answer);
}

static void
turn_mute(JsonObject *answer)
{
	turn("mute", "muted", answer);
}

static void
ask_first(const char *address, void (*turn_it)(JsonObject *answer))
{
	TertiusJson *request = tertius_client_request("person");

	tertius_json_text(request, "address", address);
	tertius_window_ask_each(request, turn_it);
}

/* --- What there is to read ----------------------------------------------- */

/* The latest contact may have been a meeting. */
static void
on_latest(JsonObject *answer)
{
	JsonArray *events = tertius_window_list(answer, "events");
	guint n = events != NULL ? json_array_get_length(events) : 0;

	for (guint i = 0; i < n; i++) {
		const char *message_id = tertius_window_text(
			json_array_get_object_element(events, i), "message_id");

		if (*message_id == '\0')
			continue;
		tertius_window_get_host()->open_message(message_id);
		return;
	}
	tertius_dialogs_tell(tertius_window_get(), _("There is no message"),
	                     _("Nothing that was written to them or by them is "
	                       "known."));
}

static void
open_latest(const char *address)
{
	TertiusJson *request = tertius_client_request("timeline");

	tertius_json_text(request, "address", address);
	tertius_window_ask(request, on_latest);
}

void
tertius_person_act(TertiusPersonAction action, const char *address)
{
	switch (action) {
	case TERTIUS_PERSON_WRITE:
		tertius_window_get_host()->write(
			tertius_window_new_draft("check-in", address));
		break;
	case TERTIUS_PERSON_OPEN:
		open_latest(address);
		break;
	case TERTIUS_PERSON_CO_HOST:
		ask_co_host(address);
		break;
	case TERTIUS_PERSON_NOTE:
		ask_text(_("Tertius: note"), _("What is to be remembered?"),
		         _("Note"), "note", address);
		break;
	case TERTIUS_PERSON_BOUNDARY:
		ask_boundary(address);
		break;
	case TERTIUS_PERSON_CADENCE:
		ask_cadence(address);
		break;
	case TERTIUS_PERSON_FRIEND_FIRST:
		ask_first(address, turn_friend_first);
		break;
	case TERTIUS_PERSON_MUTE:
		ask_first(address, turn_mute);
		break;
	case TERTIUS_PERSON_MERGE:
		ask_text(_("Tertius: one person"),
		         _("Which other address is theirs too?"), _("Address"),
		         "merge", address);
		break;
	case TERTIUS_PERSON_N:
	default:
		break;
	}
}
