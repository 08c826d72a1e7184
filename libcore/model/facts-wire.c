/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts as bytes for a pipe. Reading trusts nothing: the other side has parsed
 * strangers' bytes.
 */
#include "base/error.h"
#include "model/facts.h"

#include <string.h>

/* --- Writing ------------------------------------------------------------- */

static void
add_person(GVariantBuilder *builder, const TertiusPerson *person)
{
	if (person != NULL)
		g_variant_builder_add(builder, "(ssu)",
		                      person->name ? person->name : "",
		                      person->address ? person->address : "",
		                      (guint32) person->place);
}

static GVariant *
build_people(const TertiusPerson *first, const GPtrArray *people)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ssu)"));
	add_person(&builder, first);
	for (guint i = 0; people != NULL && i < people->len; i++)
		add_person(&builder, people->pdata[i]);
	return g_variant_builder_end(&builder);
}

static GVariant *
build_strings(const GPtrArray *strings)
{
	return g_variant_new_strv((const char *const *) strings->pdata,
	                          (gssize) strings->len);
}

static GVariant *
build_message(const TertiusMessage *message)
{
	GVariantBuilder people;

	if (message == NULL)
		return g_variant_new("(bsmsxi@a(ssu)sms@asu@as)", FALSE, "",
		                     NULL, (gint64) 0, 0,
		                     build_people(NULL, NULL), "", NULL,
		                     g_variant_new_strv(NULL, 0), 0u,
		                     g_variant_new_strv(NULL, 0));
	g_variant_builder_init(&people, G_VARIANT_TYPE("a(ssu)"));
	add_person(&people, message->from);
	add_person(&people, message->sender);
	add_person(&people, message->reply_to);
	for (guint i = 0; i < message->recipients->len; i++)
		add_person(&people, message->recipients->pdata[i]);
	return g_variant_new(
		"(bsmsxi@a(ssu)sms@asu@as)", TRUE, message->id,
		message->message_id, message->date, message->zone,
		g_variant_builder_end(&people), message->subject,
		message->in_reply_to, build_strings(message->references),
		(guint32) message->flags, build_strings(message->attachments));
}

static GVariant *
build_act(const TertiusAct *act)
{
	GVariantBuilder evidence;

	g_variant_builder_init(&evidence, G_VARIANT_TYPE("a(sssd)"));
	for (guint i = 0; i < act->evidence->len; i++) {
		const TertiusEvidence *item = act->evidence->pdata[i];

		g_variant_builder_add(&evidence, "(sssd)", item->rule,
		                      item->quote, item->place, item->weight);
	}
	return g_variant_new("(uuud@a(ssu)@a(ssu)x@a(sssd))",
	                     (guint32) act->kind, (guint32) act->manner,
	                     (guint32) act->tone, act->score,
	                     build_people(act->introducer, NULL),
	                     build_people(NULL, act->introduced), act->until,
	                     g_variant_builder_end(&evidence));
}

static GVariant *
build_meeting(const TertiusMeeting *meeting)
{
	GVariantBuilder attendees;

	g_variant_builder_init(&attendees, G_VARIANT_TYPE("a(ssuu)"));
	for (guint i = 0; i < meeting->attendees->len; i++) {
		const TertiusAttendee *attendee = meeting->attendees->pdata[i];
		const TertiusPerson *person = attendee->person;

		g_variant_builder_add(&attendees, "(ssuu)",
		                      person->name ? person->name : "",
		                      person->address ? person->address : "",
		                      (guint32) person->place,
		                      (guint32) attendee->attendance);
	}
	return g_variant_new(
		"(sssxxxxxs@a(ssuu)@axu)", meeting->id, meeting->uid,
		meeting->recurrence_id, meeting->sequence, meeting->stamp,
		meeting->created, meeting->start, meeting->end,
		meeting->summary, g_variant_builder_end(&attendees),
		g_variant_new_fixed_array(
			G_VARIANT_TYPE_INT64, meeting->instances->data,
			meeting->instances->len, sizeof(gint64)),
		(guint32) meeting->flags);
}

GVariant *
tertius_facts_to_variant(const TertiusFacts *facts)
{
	const TertiusStyle *style = &facts->style;
	GVariantBuilder acts, meetings;

	g_variant_builder_init(&acts,
	                       G_VARIANT_TYPE("a(uuuda(ssu)a(ssu)xa(sssd))"));
	for (guint i = 0; i < facts->acts->len; i++)
		g_variant_builder_add_value(&acts,
		                            build_act(facts->acts->pdata[i]));
	g_variant_builder_init(&meetings,
	                       G_VARIANT_TYPE("a(sssxxxxxsa(ssuu)axu)"));
	for (guint i = 0; i < facts->meetings->len; i++)
		g_variant_builder_add_value(
			&meetings, build_meeting(facts->meetings->pdata[i]));
	return g_variant_new(
		"(@(bsmsxia(ssu)smsasuas)(sssiu)@a(uuuda(ssu)a(ssu)xa(sssd))"
		"@a(sssxxxxxsa(ssuu)axu)@as)",
		build_message(facts->message),
		style->language ? style->language : "",
		style->greeting ? style->greeting : "",
		style->closing ? style->closing : "", style->formality,
		(guint32) style->words, g_variant_builder_end(&acts),
		g_variant_builder_end(&meetings),
		build_strings(facts->problems));
}

/* --- Reading ------------------------------------------------------------- */

static gboolean
read_people(GVariant *array, gsize limit, GPtrArray *people)
{
	gsize n = g_variant_n_children(array);

	if (n > limit)
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		const char *name, *address;
		guint32 place;
		TertiusPerson *person;

		g_variant_get_child(array, i, "(&s&su)", &name, &address,
		                    &place);
		if (place >= TERTIUS_PLACE_N)
			return FALSE;
		person =
			tertius_person_new(name, address, (TertiusPlace) place);
		if (person != NULL)
			g_ptr_array_add(people, person);
	}
	return TRUE;
}

static gboolean
read_strings(GVariant *array, gsize limit, gsize length, GPtrArray *strings)
{
	gsize n = g_variant_n_children(array);

	if (n > limit)
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		const char *string;

		g_variant_get_child(array, i, "&s", &string);
		if (strlen(string) > length)
			return FALSE;
		g_ptr_array_add(strings, g_strdup(string));
	}
	return TRUE;
}

/* The writer's own fields stand among the people; the rest got the message. */
static void
sort_out_people(TertiusMessage *message, GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		TertiusPerson **field = NULL;
		TertiusPerson *person = people->pdata[i];

		if (person->place == TERTIUS_PLACE_FROM)
			field = &message->from;
		else if (person->place == TERTIUS_PLACE_SENDER)
			field = &message->sender;
		else if (person->place == TERTIUS_PLACE_REPLY_TO)
			field = &message->reply_to;
		if (field == NULL) {
			g_ptr_array_add(message->recipients,
			                tertius_person_copy(person));
			continue;
		}
		tertius_person_free(*field);
		*field = tertius_person_copy(person);
	}
}

static TertiusMessage *
read_message(GVariant *variant)
{
	g_autoptr(TertiusMessage) message = tertius_message_new();
	g_autoptr(GPtrArray) people = tertius_people_new();
	g_autoptr(GVariant) everyone = NULL;
	g_autoptr(GVariant) references = NULL;
	g_autoptr(GVariant) attachments = NULL;
	guint32 flags;
	gboolean is_message;

	g_variant_get(variant, "(bsmsxi@a(ssu)sms@asu@as)", &is_message,
	              &message->id, &message->message_id, &message->date,
	              &message->zone, &everyone, &message->subject,
	              &message->in_reply_to, &references, &flags, &attachments);
	message->flags = flags;
	if (strlen(message->id) != 64 ||
	    strlen(message->subject) > TERTIUS_MESSAGE_SUBJECT_MAX ||
	    !read_people(everyone, TERTIUS_MESSAGE_RECIPIENTS_MAX + 3,
	                 people) ||
	    !read_strings(references, TERTIUS_MESSAGE_REFERENCES_MAX,
	                  TERTIUS_MESSAGE_ID_MAX, message->references) ||
	    !read_strings(attachments, TERTIUS_MESSAGE_ATTACHMENTS_MAX,
	                  TERTIUS_MESSAGE_SUBJECT_MAX, message->attachments))
		return NULL;
	sort_out_people(message, people);
	return g_steal_pointer(&message);
}

static gboolean
read_evidence(GVariant *array, GPtrArray *evidence)
{
	gsize n = g_variant_n_children(array);

	if (n > TERTIUS_ACT_EVIDENCE_MAX)
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		const char *rule, *quote, *place;
		double weight;

		g_variant_get_child(array, i, "(&s&s&sd)", &rule, &quote,
		                    &place, &weight);
		g_ptr_array_add(evidence, tertius_evidence_new(rule, quote,
		                                               place, weight));
	}
	return TRUE;
}

static TertiusAct *
read_act(GVariant *variant)
{
	g_autoptr(TertiusAct) act = tertius_act_new(TERTIUS_ACT_INTRODUCTION);
	g_autoptr(GPtrArray) introducer = tertius_people_new();
	g_autoptr(GVariant) by = NULL;
	g_autoptr(GVariant) whom = NULL;
	g_autoptr(GVariant) evidence = NULL;
	guint32 kind, manner, tone;

	g_variant_get(variant, "(uuud@a(ssu)@a(ssu)x@a(sssd))", &kind, &manner,
	              &tone, &act->score, &by, &whom, &act->until, &evidence);
	if (kind >= TERTIUS_ACT_N || manner >= TERTIUS_MANNER_N ||
	    tone > TERTIUS_TONE_BIG || !(act->score >= 0 && act->score <= 1) ||
	    !read_people(by, 1, introducer) ||
	    !read_people(whom, TERTIUS_ACT_INTRODUCED_MAX, act->introduced) ||
	    !read_evidence(evidence, act->evidence))
		return NULL;
	act->kind = (TertiusActKind) kind;
	act->manner = (TertiusManner) manner;
	act->tone = (TertiusTone) tone;
	if (introducer->len > 0)
		act->introducer = tertius_person_copy(introducer->pdata[0]);
	return g_steal_pointer(&act);
}

static gboolean
read_attendees(GVariant *array, TertiusMeeting *meeting)
{
	gsize n = g_variant_n_children(array);

	if (n > TERTIUS_MEETING_ATTENDEES_MAX)
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		const char *name, *address;
		guint32 place, attendance;
		TertiusPerson *person;

		g_variant_get_child(array, i, "(&s&suu)", &name, &address,
		                    &place, &attendance);
		if (place >= TERTIUS_PLACE_N ||
		    attendance >= TERTIUS_ATTENDANCE_N)
			return FALSE;
		person =
			tertius_person_new(name, address, (TertiusPlace) place);
		if (person != NULL)
			tertius_meeting_take_attendee(
				meeting, person,
				(TertiusAttendance) attendance);
	}
	return TRUE;
}

static TertiusMeeting *
read_meeting(GVariant *variant)
{
	g_autoptr(TertiusMeeting) meeting = tertius_meeting_new();
	g_autoptr(GVariant) attendees = NULL;
	g_autoptr(GVariant) instances = NULL;
	const gint64 *starts;
	gsize n;
	guint32 flags;

	g_variant_get(variant, "(sssxxxxxs@a(ssuu)@axu)", &meeting->id,
	              &meeting->uid, &meeting->recurrence_id,
	              &meeting->sequence, &meeting->stamp, &meeting->created,
	              &meeting->start, &meeting->end, &meeting->summary,
	              &attendees, &instances, &flags);
	starts = g_variant_get_fixed_array(instances, &n, sizeof(gint64));
	if (strlen(meeting->id) != 64 ||
	    strlen(meeting->uid) > TERTIUS_MEETING_UID_MAX ||
	    strlen(meeting->summary) > TERTIUS_MEETING_SUMMARY_MAX ||
	    n > TERTIUS_MEETING_INSTANCES_MAX ||
	    !read_attendees(attendees, meeting))
		return NULL;
	if (n > 0)
		g_array_append_vals(meeting->instances, starts, (guint) n);
	meeting->flags = flags;
	return g_steal_pointer(&meeting);
}

typedef gpointer (*ReadChild)(GVariant *variant);

/* Reads each child of @array with @read into @into; FALSE when one is bad. */
static gboolean
read_all(GVariant *array, gsize limit, ReadChild read, GPtrArray *into)
{
	gsize n = g_variant_n_children(array);

	if (n > limit)
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		g_autoptr(GVariant) child = g_variant_get_child_value(array, i);
		gpointer item = read(child);

		if (item == NULL)
			return FALSE;
		g_ptr_array_add(into, item);
	}
	return TRUE;
}

static gpointer
read_act_child(GVariant *variant)
{
	return read_act(variant);
}

static gpointer
read_meeting_child(GVariant *variant)
{
	return read_meeting(variant);
}

static gboolean
read_facts(GVariant *variant, TertiusFacts *facts)
{
	g_autoptr(GVariant) message = NULL;
	g_autoptr(GVariant) acts = NULL;
	g_autoptr(GVariant) meetings = NULL;
	g_autoptr(GVariant) problems = NULL;
	TertiusStyle *style = &facts->style;
	guint32 words;
	gboolean is_message;

	g_variant_get(
		variant,
		"(@(bsmsxia(ssu)smsasuas)(sssiu)@a(uuuda(ssu)a(ssu)xa(sssd))"
		"@a(sssxxxxxsa(ssuu)axu)@as)",
		&message, &style->language, &style->greeting, &style->closing,
		&style->formality, &words, &acts, &meetings, &problems);
	style->words = words;
	g_variant_get_child(message, 0, "b", &is_message);
	facts->in_calendar = !is_message;
	if (is_message && (facts->message = read_message(message)) == NULL)
		return FALSE;
	return read_all(acts, TERTIUS_ACTS_MAX, read_act_child, facts->acts) &&
	       read_all(meetings, TERTIUS_FACTS_MEETINGS_MAX,
	                read_meeting_child, facts->meetings) &&
	       read_strings(problems, TERTIUS_FACTS_PROBLEMS_MAX,
	                    TERTIUS_FACTS_PROBLEM_MAX, facts->problems);
}

TertiusFacts *
tertius_facts_from_variant(GVariant *variant, GError **error)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();

	if (!g_variant_is_of_type(variant,
	                          G_VARIANT_TYPE(TERTIUS_FACTS_TYPE)) ||
	    !g_variant_is_normal_form(variant) || !read_facts(variant, facts)) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
		            "what came back for this item is not a record");
		return NULL;
	}
	return g_steal_pointer(&facts);
}
