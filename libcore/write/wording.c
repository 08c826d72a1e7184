/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a brief to a draft.
 */
#include "write/wording.h"

#include "base/error.h"
#include "base/text.h"
#include "write/phrases.h"
#include "write/template.h"

#include <string.h>

#define PARAGRAPHS_MAX 5
/* An event as fresh as this needs no date, one as old a year. */
#define FRESH          ((gint64) 3 * 24 * 60 * 60)
#define OLD            ((gint64) 300 * 24 * 60 * 60)

typedef enum {
	TERTIUS_KIND_TO_BOTH = 1 << 0,     /* @other is addressed too */
	TERTIUS_KIND_BCC_OTHER = 1 << 1,   /* @other goes to Bcc */
	TERTIUS_KIND_STARTS_ANEW = 1 << 2, /* never in an old thread */
} KindFlags;

static const struct {
	const char *name;
	KindFlags flags;
} kinds[TERTIUS_WORDING_N] = {
	[TERTIUS_WORDING_THANK_BOTH] = { "thank-both", TERTIUS_KIND_TO_BOTH },
	[TERTIUS_WORDING_THANK_INTRODUCER] = { "thank-introducer", 0 },
	[TERTIUS_WORDING_THANK_NEWCOMER] = { "thank-newcomer",
	                                     TERTIUS_KIND_BCC_OTHER },
	[TERTIUS_WORDING_ANSWER] = { "answer", 0 },
	[TERTIUS_WORDING_TELL_SILENT] = { "tell-silent", 0 },
	[TERTIUS_WORDING_OUTCOME_GOOD] = { "outcome-good", 0 },
	[TERTIUS_WORDING_OUTCOME_NONE] = { "outcome-none", 0 },
	[TERTIUS_WORDING_OUTCOME_BAD] = { "outcome-bad", 0 },
	[TERTIUS_WORDING_GRATITUDE] = { "gratitude", 0 },
	[TERTIUS_WORDING_CONGRATULATE] = { "congratulate", 0 },
	[TERTIUS_WORDING_CHECK_IN] = { "check-in", TERTIUS_KIND_STARTS_ANEW },
	[TERTIUS_WORDING_FOLLOW_UP] = { "follow-up", 0 },
	[TERTIUS_WORDING_PROMISE] = { "promise", 0 },
	[TERTIUS_WORDING_ASK] = { "ask", TERTIUS_KIND_STARTS_ANEW },
	[TERTIUS_WORDING_OPT_IN] = { "opt-in", TERTIUS_KIND_STARTS_ANEW },
	[TERTIUS_WORDING_INTRODUCE] = { "introduce",
	                                TERTIUS_KIND_TO_BOTH |
	                                        TERTIUS_KIND_STARTS_ANEW },
	[TERTIUS_WORDING_DECLINE] = { "decline", 0 },
	[TERTIUS_WORDING_CO_HOST] = { "co-host", TERTIUS_KIND_STARTS_ANEW },
	[TERTIUS_WORDING_OCCASION] = { "occasion", TERTIUS_KIND_STARTS_ANEW },
	[TERTIUS_WORDING_THANK_FOR] = { "thank-for", 0 },
};

static const TertiusWording by_reminder[TERTIUS_REMINDER_N_KINDS] = {
	[TERTIUS_REMINDER_THANK] = TERTIUS_WORDING_THANK_BOTH,
	[TERTIUS_REMINDER_ANSWER] = TERTIUS_WORDING_ANSWER,
	[TERTIUS_REMINDER_TELL_SILENT] = TERTIUS_WORDING_TELL_SILENT,
	[TERTIUS_REMINDER_OUTCOME] = TERTIUS_WORDING_OUTCOME_GOOD,
	[TERTIUS_REMINDER_GIFT] = TERTIUS_WORDING_GRATITUDE,
	[TERTIUS_REMINDER_CONGRATULATE] = TERTIUS_WORDING_CONGRATULATE,
	[TERTIUS_REMINDER_PROMISE] = TERTIUS_WORDING_PROMISE,
	[TERTIUS_REMINDER_FOLLOW_UP] = TERTIUS_WORDING_FOLLOW_UP,
	[TERTIUS_REMINDER_CHECK_IN] = TERTIUS_WORDING_CHECK_IN,
	[TERTIUS_REMINDER_OCCASION] = TERTIUS_WORDING_OCCASION,
	[TERTIUS_REMINDER_INTRODUCE] = TERTIUS_WORDING_INTRODUCE,
};

/* The values of all slots of one draft, owned. */
typedef struct {
	GKeyFile *phrases;
	const char *group;
	char *to;
	char *to_full;
	char *other;
	char *other_full;
	char *me;
	char *when;
	char *what;
	char *purpose;
	char *open;
	char *place;
	TertiusManners manners;
} Material;

static void
clear_material(Material *material)
{
	g_key_file_unref(material->phrases);
	g_free(material->to);
	g_free(material->to_full);
	g_free(material->other);
	g_free(material->other_full);
	g_free(material->me);
	g_free(material->when);
	g_free(material->what);
	g_free(material->purpose);
	g_free(material->open);
	g_free(material->place);
}

const char *
tertius_wording_name(TertiusWording kind)
{
	g_assert(kind < TERTIUS_WORDING_N);
	return kinds[kind].name;
}

gboolean
tertius_wording_from_name(const char *name, TertiusWording *kind)
{
	for (guint i = 0; i < TERTIUS_WORDING_N; i++) {
		if (strcmp(kinds[i].name, name) == 0) {
			*kind = (TertiusWording) i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean
tertius_wording_starts_anew(TertiusWording kind)
{
	g_assert(kind < TERTIUS_WORDING_N);
	return (kinds[kind].flags & TERTIUS_KIND_STARTS_ANEW) != 0;
}

TertiusWording
tertius_wording_for_reminder(TertiusReminderKind kind)
{
	g_assert(kind < TERTIUS_REMINDER_N_KINDS);
	return by_reminder[kind];
}

const char *
tertius_wording_skip_reply_marks(const char *subject)
{
	static const char *const marks[] = { "re:",  "aw:", "sv:", "antw:",
		                             "rif:", "r:",  "res:" };

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		gsize length = strlen(marks[i]);

		if (g_ascii_strncasecmp(subject, marks[i], length) == 0) {
			subject += length;
			subject += strspn(subject, " ");
			i = G_MAXUINT; /* from the start again */
		}
	}
	return subject;
}

/* --- what is said ---------------------------------------------------------- */

/* A stranger's words, that can neither look like our marked place nor break a
 * line. */
static char *
dup_quotable(const char *words, gsize max)
{
	g_autofree char *line = NULL;
	g_autoptr(GString) safe = NULL;

	if (words == NULL)
		return NULL;
	line = tertius_text_dup_line(words, max);
	safe = g_string_new(line);
	g_string_replace(safe, "[…", "…", 0);
	g_string_replace(safe, "…]", "…", 0);
	g_strchomp(safe->str);
	return g_strdup(safe->str);
}

/* A purpose or a piece of news comes before a full stop of ours. */
static char *
dup_clause(const char *words)
{
	char *clause = dup_quotable(words, TERTIUS_SLOT_MAX);
	gsize length = clause != NULL ? strlen(clause) : 0;

	while (length > 0 && strchr(".;, ", clause[length - 1]) != NULL)
		clause[--length] = '\0';
	return clause;
}

static char *
dup_mention(const TertiusPerson *person, gboolean is_full)
{
	g_autofree char *name = NULL;

	if (person == NULL)
		return NULL;
	name = is_full && person->name != NULL
	               ? g_strdup(person->name)
	               : tertius_person_dup_first_name(person);
	return dup_quotable(name, TERTIUS_WORDING_NAME_MAX);
}

static char *
dup_when(const TertiusBrief *brief, GKeyFile *phrases)
{
	gint64 age = g_date_time_to_unix(brief->now) - brief->when;
	g_autoptr(GDateTime) utc = NULL;
	g_autoptr(GDateTime) date = NULL;
	g_auto(GStrv) months = NULL;
	g_autofree char *template = NULL;
	g_autofree char *day = NULL;
	g_autofree char *year = NULL;

	if (brief->when == 0 || (age >= 0 && age < FRESH))
		return NULL;
	utc = g_date_time_new_from_unix_utc(brief->when);
	date = utc != NULL ? g_date_time_to_timezone(
				     utc, g_date_time_get_timezone(brief->now))
	                   : NULL;
	months = g_key_file_get_string_list(phrases, "date", "months", NULL,
	                                    NULL);
	template = tertius_phrases_dup(phrases, "date",
	                               ABS(age) > OLD ? "day-and-year" : "day");
	if (date == NULL)
		return NULL;
	day = g_strdup_printf("%d", g_date_time_get_day_of_month(date));
	year = g_strdup_printf("%d", g_date_time_get_year(date));
	return tertius_template_fill(
		template,
		(const TertiusSlot[]){
			{ "day", day },
			{ "month", months[g_date_time_get_month(date) - 1] },
			{ "year", year },
			{ NULL, NULL } },
		&(const TertiusManners){ 0 }, NULL);
}

/* The one place: the purpose where a purpose is needed and not given, else
 * what the kind says. */
static void
mark_place(Material *material)
{
	gboolean needs_purpose = g_key_file_has_key(
		material->phrases, material->group, "purpose", NULL);
	gboolean is_purpose = needs_purpose && material->purpose == NULL;
	g_autofree char *hint =
		tertius_phrases_dup(material->phrases, material->group,
	                            is_purpose ? "purpose" : "place");
	char **slot = is_purpose ? &material->purpose : &material->place;

	*slot = g_strconcat(TERTIUS_DRAFT_PLACE_OPEN, hint,
	                    TERTIUS_DRAFT_PLACE_CLOSE, NULL);
}

/* Of whom the letter is about, the user speaks as to them. */
static gboolean
is_first_name(const TertiusBrief *brief)
{
	return brief->other_voice != NULL ? brief->other_voice->is_first_name
	                                  : !brief->voice->is_formal;
}

static void
gather(Material *material, const TertiusBrief *brief)
{
	gboolean is_confidential =
		brief->thread != NULL &&
		(brief->thread->flags & TERTIUS_MESSAGE_CONFIDENTIAL) != 0;
	const TertiusVoice *voice = brief->voice;

	material->phrases = tertius_phrases_load("", voice->language);
	material->group = kinds[brief->kind].name;
	material->to = dup_mention(brief->to, !voice->is_first_name);
	material->to_full = dup_mention(brief->to, TRUE);
	material->other = dup_mention(brief->other, !is_first_name(brief));
	material->other_full = dup_mention(brief->other, TRUE);
	material->me = dup_mention(brief->me, TRUE);
	material->when = dup_when(brief, material->phrases);
	material->what = is_confidential ? NULL : dup_clause(brief->what);
	material->open = is_confidential ? NULL : dup_clause(brief->open);
	material->purpose = dup_clause(brief->purpose);
	material->manners.is_formal = voice->is_formal;
	material->manners.turn = brief->turn;
	material->manners.seed = g_str_hash(tertius_person_label(brief->to));
	mark_place(material);
}

/* Elisions and the like, which show only between a word of ours and a value. */
static char *
mend(GKeyFile *phrases, char *text)
{
	g_auto(GStrv) keys = g_key_file_get_keys(phrases, "mend", NULL, NULL);

	for (guint i = 0; keys != NULL && text != NULL && keys[i] != NULL;
	     i++) {
		g_autofree char *rule =
			tertius_phrases_dup(phrases, "mend", keys[i]);
		g_auto(GStrv) sides = g_strsplit(rule, " => ", 2);
		g_autoptr(GRegex) regex = g_regex_new(sides[0], 0, 0, NULL);
		char *mended;

		g_assert(regex != NULL && sides[1] != NULL);
		mended = g_regex_replace(regex, text, -1, 0, sides[1], 0, NULL);
		if (mended == NULL)
			continue;
		g_free(text);
		text = mended;
	}
	return text;
}

/* Returns the filled value of @key; NULL without @error when there is none. */
static char *
say(const Material *material, const char *key, GError **error)
{
	g_autofree char *template =
		tertius_phrases_dup(material->phrases, material->group, key);
	const TertiusSlot slots[] = {
		{ "to", material->to },
		{ "to_full", material->to_full },
		{ "other", material->other },
		{ "other_full", material->other_full },
		{ "me", material->me },
		{ "when", material->when },
		{ "what", material->what },
		{ "purpose", material->purpose },
		{ "open", material->open },
		{ "place", material->place },
		{ NULL, NULL },
	};

	if (template == NULL)
		return NULL;
	return mend(material->phrases,
	            tertius_template_fill(template, slots, &material->manners,
	                                  error));
}

/* --- the letter ------------------------------------------------------------ */

/* Of a letter to both, the first paragraph speaks to the one, the second to
 * the other, and what follows to both. */
static void
turn_to(Material *material, const TertiusBrief *brief, int paragraph)
{
	const TertiusVoice *other = brief->other_voice;

	if ((kinds[brief->kind].flags & TERTIUS_KIND_TO_BOTH) == 0 ||
	    other == NULL)
		return;
	material->manners.is_formal =
		paragraph == 1   ? brief->voice->is_formal
		: paragraph == 2 ? other->is_formal
				 : brief->voice->is_formal || other->is_formal;
	if (paragraph == 2) {
		g_free(material->other);
		material->other =
			dup_mention(brief->other, !other->is_first_name);
	}
}

static char *
dup_greeting(const TertiusBrief *brief)
{
	if ((kinds[brief->kind].flags & TERTIUS_KIND_TO_BOTH) != 0 &&
	    brief->other_voice != NULL)
		return tertius_voice_dup_greeting(brief->voice,
		                                  brief->other_voice);
	return g_strdup(brief->voice->greeting);
}

/* A letter to both closes as to the one whom the user knows less. */
static const TertiusVoice *
find_closing_voice(const TertiusBrief *brief)
{
	const TertiusVoice *other = brief->other_voice;

	if ((kinds[brief->kind].flags & TERTIUS_KIND_TO_BOTH) == 0 ||
	    other == NULL || other->source >= brief->voice->source ||
	    strcmp(other->language, brief->voice->language) != 0)
		return brief->voice;
	return other;
}

/* Of a paragraph that would promise what has happened since, there is another. */
static char *
say_paragraph(const Material *material, const TertiusBrief *brief, int i,
              GError **error)
{
	g_autofree char *key = g_strdup_printf("%d", i);
	g_autofree char *since = g_strdup_printf("%d-in-touch", i);
	g_autofree char *template =
		tertius_phrases_dup(material->phrases, material->group, since);

	return say(material,
	           brief->is_in_touch && template != NULL ? since : key, error);
}

static gboolean
write_body(TertiusDraft *draft, Material *material, const TertiusBrief *brief,
           GError **error)
{
	g_autofree char *greeting = dup_greeting(brief);
	g_autoptr(GString) body = g_string_new(greeting);
	const TertiusVoice *closing = find_closing_voice(brief);
	const char *place;

	for (int i = 1; i <= PARAGRAPHS_MAX; i++) {
		g_autofree char *paragraph = NULL;
		GError *problem = NULL;

		turn_to(material, brief, i);
		paragraph = say_paragraph(material, brief, i, &problem);
		if (problem != NULL) {
			g_propagate_error(error, problem);
			return FALSE;
		}
		if (paragraph != NULL)
			g_string_append_printf(body, "\n\n%s",
			                       g_strstrip(paragraph));
	}
	g_string_append_printf(body, "\n\n%s\n", closing->closing);
	/* Who signs with the name alone has it as the closing. */
	if (closing->name[0] != '\0' &&
	    strcmp(closing->name, closing->closing) != 0)
		g_string_append_printf(body, "%s\n", closing->name);
	draft->body = g_strdup(body->str);
	place = strstr(draft->body, TERTIUS_DRAFT_PLACE_OPEN);
	g_assert(place != NULL);
	draft->place_start = (gsize) (place - draft->body);
	draft->place_length =
		(gsize) (strstr(place, TERTIUS_DRAFT_PLACE_CLOSE) - place) +
		strlen(TERTIUS_DRAFT_PLACE_CLOSE);
	return TRUE;
}

static gboolean
write_headers(TertiusDraft *draft, const Material *material,
              const TertiusBrief *brief, GError **error)
{
	const TertiusMessage *thread = brief->thread;

	draft->language = g_strdup(brief->voice->language);
	if (thread == NULL || thread->message_id == NULL ||
	    tertius_wording_starts_anew(brief->kind)) {
		draft->subject = say(material, "subject", error);
		return draft->subject != NULL;
	}
	draft->in_reply_to = g_strdup(thread->message_id);
	for (guint i = 0; i < thread->references->len; i++)
		g_ptr_array_add(draft->references,
		                g_strdup(thread->references->pdata[i]));
	g_ptr_array_add(draft->references, g_strdup(thread->message_id));
	if (*tertius_wording_skip_reply_marks(thread->subject) != '\0')
		draft->subject = g_strdup_printf(
			"Re: %s",
			tertius_wording_skip_reply_marks(thread->subject));
	else
		draft->subject = say(material, "subject", error);
	return draft->subject != NULL;
}

/* --- to whom, and as whom -------------------------------------------------- */

/* The address by which @person takes part in the thread, where it can be told
 * by the name: work and private addresses are kept apart. */
static TertiusPerson *
dup_in_context(const TertiusPerson *person, const TertiusMessage *thread)
{
	const TertiusPerson *from = thread != NULL ? thread->from : NULL;

	if (from != NULL && from->address != NULL && from->name != NULL &&
	    person->name != NULL &&
	    g_utf8_collate(from->name, person->name) == 0)
		return tertius_person_new(person->name, from->address,
		                          TERTIUS_PLACE_TO);
	return tertius_person_copy(person);
}

/* Mine that the thread was sent to, or that I wrote it from. */
static const char *
find_my_address(const TertiusBrief *brief)
{
	const TertiusMessage *thread = brief->thread;

	if (thread == NULL || brief->my_addresses == NULL)
		return brief->me->address;
	if (thread->from != NULL && thread->from->address != NULL &&
	    g_strv_contains(brief->my_addresses, thread->from->address))
		return thread->from->address;
	for (guint i = 0; i < thread->recipients->len; i++) {
		const TertiusPerson *person = thread->recipients->pdata[i];

		if (person->address != NULL &&
		    g_strv_contains(brief->my_addresses, person->address))
			return person->address;
	}
	return brief->me->address;
}

static void
address(TertiusDraft *draft, const TertiusBrief *brief)
{
	KindFlags flags = kinds[brief->kind].flags;
	const TertiusMessage *thread =
		tertius_wording_starts_anew(brief->kind) ? NULL : brief->thread;

	draft->from = tertius_person_new(
		brief->me->name, find_my_address(brief), TERTIUS_PLACE_FROM);
	g_ptr_array_add(draft->to, dup_in_context(brief->to, thread));
	if (brief->other == NULL)
		return;
	if ((flags & TERTIUS_KIND_TO_BOTH) != 0)
		g_ptr_array_add(draft->to,
		                dup_in_context(brief->other, thread));
	if ((flags & TERTIUS_KIND_BCC_OTHER) != 0)
		g_ptr_array_add(draft->bcc,
		                dup_in_context(brief->other, thread));
}

TertiusDraft *
tertius_wording_write(const TertiusBrief *brief, GError **error)
{
	g_autoptr(TertiusDraft) draft = tertius_draft_new();
	Material material = { 0 };
	gboolean is_written;

	g_assert(brief->kind < TERTIUS_WORDING_N);
	gather(&material, brief);
	address(draft, brief);
	is_written = write_headers(draft, &material, brief, error) &&
	             write_body(draft, &material, brief, error);
	clear_material(&material);
	return is_written ? g_steal_pointer(&draft) : NULL;
}
