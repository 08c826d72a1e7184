/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People as messages name them.
 */
#include "model/person.h"

#include "base/text.h"

#include <string.h>

static const char *const place_names[TERTIUS_PLACE_N] = {
	[TERTIUS_PLACE_FROM] = "from",
	[TERTIUS_PLACE_SENDER] = "sender",
	[TERTIUS_PLACE_REPLY_TO] = "reply-to",
	[TERTIUS_PLACE_TO] = "to",
	[TERTIUS_PLACE_CC] = "cc",
	[TERTIUS_PLACE_BCC] = "bcc",
	[TERTIUS_PLACE_TEXT] = "text",
	[TERTIUS_PLACE_ORGANIZER] = "organizer",
	[TERTIUS_PLACE_ATTENDEE] = "attendee",
};

static char *
dup_name(const char *name)
{
	g_autofree char *line = NULL;
	gsize length;

	if (name == NULL)
		return NULL;
	line = tertius_text_dup_line(name, TERTIUS_PERSON_NAME_MAX);
	length = strlen(line);
	while (length >= 2 && line[0] == line[length - 1] &&
	       (line[0] == '"' || line[0] == '\'')) {
		memmove(line, line + 1, length - 2);
		line[length - 2] = '\0';
		g_strstrip(line);
		length = strlen(line);
	}
	return length == 0 ? NULL : g_steal_pointer(&line);
}

char *
tertius_person_dup_lower(const char *address)
{
	return g_str_is_ascii(address) ? g_ascii_strdown(address, -1)
	                               : g_utf8_strdown(address, -1);
}

static char *
dup_address(const char *address)
{
	g_autofree char *line = NULL;

	if (address == NULL)
		return NULL;
	/* Cut, it would be somebody else's. */
	line = tertius_text_dup_line(address, TERTIUS_PERSON_ADDRESS_MAX + 1);
	if (strlen(line) > TERTIUS_PERSON_ADDRESS_MAX ||
	    strchr(line, '@') == NULL || strpbrk(line, " <>") != NULL)
		return NULL;
	return tertius_person_dup_lower(line);
}

TertiusPerson *
tertius_person_new(const char *name, const char *address, TertiusPlace place)
{
	g_autofree char *clean_name = dup_name(name);
	g_autofree char *clean_address = dup_address(address);
	TertiusPerson *person;

	if (clean_name == NULL && clean_address == NULL)
		return NULL;
	if (clean_name != NULL && clean_address != NULL &&
	    g_ascii_strcasecmp(clean_name, clean_address) == 0)
		g_clear_pointer(&clean_name, g_free);
	person = g_new(TertiusPerson, 1);
	person->name = g_steal_pointer(&clean_name);
	person->address = g_steal_pointer(&clean_address);
	person->place = place;
	return person;
}

TertiusPerson *
tertius_person_copy(const TertiusPerson *person)
{
	TertiusPerson *copy;

	if (person == NULL)
		return NULL;
	copy = g_new(TertiusPerson, 1);
	copy->name = g_strdup(person->name);
	copy->address = g_strdup(person->address);
	copy->place = person->place;
	return copy;
}

void
tertius_person_free(TertiusPerson *person)
{
	if (person == NULL)
		return;
	g_free(person->name);
	g_free(person->address);
	g_free(person);
}

static void
free_person(gpointer person)
{
	tertius_person_free(person);
}

GPtrArray *
tertius_people_new(void)
{
	return g_ptr_array_new_with_free_func(free_person);
}

GPtrArray *
tertius_people_copy(const GPtrArray *people)
{
	GPtrArray *copy = tertius_people_new();

	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(copy, tertius_person_copy(people->pdata[i]));
	return copy;
}

gboolean
tertius_person_matches(const TertiusPerson *a, const TertiusPerson *b)
{
	g_autofree char *name_a = NULL;
	g_autofree char *name_b = NULL;

	if (a->address != NULL && b->address != NULL)
		return strcmp(a->address, b->address) == 0;
	if (a->name == NULL || b->name == NULL)
		return FALSE;
	name_a = tertius_person_dup_plain_name(a->name);
	name_b = tertius_person_dup_plain_name(b->name);
	return strcmp(name_a, name_b) == 0;
}

gboolean
tertius_people_have(const GPtrArray *people, const TertiusPerson *person)
{
	for (guint i = 0; i < people->len; i++) {
		if (tertius_person_matches(people->pdata[i], person))
			return TRUE;
	}
	return FALSE;
}

const char *
tertius_person_label(const TertiusPerson *person)
{
	return person->name != NULL ? person->name : person->address;
}

/* "Stinson" of "stinson"; NULL when it has other than letters in it, or one. */
static char *
dup_capitalized(const char *part)
{
	g_autofree char *first = NULL;
	const char *rest = g_utf8_next_char(part);

	for (const char *at = part; *at != '\0'; at = g_utf8_next_char(at)) {
		if (!g_unichar_isalpha(g_utf8_get_char(at)))
			return NULL;
	}
	if (*part == '\0' || *rest == '\0')
		return NULL;
	first = g_utf8_strup(part, rest - part);
	return g_strconcat(first, rest, NULL);
}

/* "Ada Lovelace" of "ada.lovelace@example.org", NULL where the address does not
 * say a name so: one is made of two words, with or without an initial. */
static char *
dup_name_of_address(const char *address)
{
	g_autofree char *local = g_strndup(address, strcspn(address, "@"));
	g_auto(GStrv) parts = g_strsplit_set(local, "._", 4);
	guint n = g_strv_length(parts);
	g_autofree char *first = NULL;
	g_autofree char *last = NULL;

	if (n < 2 || n > 3 || (n == 3 && g_utf8_strlen(parts[1], -1) > 1))
		return NULL;
	first = dup_capitalized(parts[0]);
	last = dup_capitalized(parts[n - 1]);
	return first != NULL && last != NULL
	               ? g_strconcat(first, " ", last, NULL)
	               : NULL;
}

/* Behind the titles that stand before a name: "Anneliese" of "Dr. Anneliese". */
static const char *
skip_titles(const char *name)
{
	static const char *const titles[] = {
		"Dr",    "Dr.",        "Dra.",   "Prof",  "Prof.", "Mr",
		"Mr.",   "Mrs",        "Mrs.",   "Ms",    "Ms.",   "Herr",
		"Frau",  "Dipl.-Ing.", "M.",     "Mme",   "Mlle",  "Sr.",
		"Sra.",  "Sig.",       "Sig.ra", "Dott.", "Ing.",  "Dhr.",
		"Mevr.", "Drs.",       "Ir.",    "Eng.",  "Mag.",  NULL,
	};
	const char *start = name;
	gsize length = strcspn(start, " ");

	while (start[length] == ' ' && start[length + 1] != '\0') {
		g_autofree char *word = g_strndup(start, length);

		if (!g_strv_contains(titles, word))
			break;
		start += length + strspn(start + length, " ");
		length = strcspn(start, " ");
	}
	return *start != '\0' ? start : name;
}

char *
tertius_person_dup_first_name(const TertiusPerson *person)
{
	const char *start = person->name;
	const char *comma;
	gsize length;

	if (start == NULL) {
		g_autofree char *name = dup_name_of_address(person->address);
		const char *said = name != NULL ? name : person->address;

		return g_strndup(said, strcspn(said, " @"));
	}
	comma = strchr(start, ',');
	if (comma != NULL && comma[1 + strspn(comma + 1, " ")] != '\0')
		start = comma + 1;
	start = skip_titles(start + strspn(start, " "));
	length = strcspn(start, " (,");
	return length > 0 ? g_strndup(start, length) : g_strdup(person->name);
}

/* Everything in brackets is about the person, not the name. */
static void
drop_brackets(char *name)
{
	char *to = name;
	int depth = 0;

	for (const char *from = name; *from != '\0'; from++) {
		if (*from == '(' || *from == '[')
			depth++;
		else if ((*from == ')' || *from == ']') && depth > 0)
			depth--;
		else if (depth == 0)
			*to++ = *from;
	}
	*to = '\0';
}

/* "Müller, Bob (Sales)" as "Bob Müller". */
static char *
turn_name(const char *name)
{
	g_autofree char *copy = g_strdup(name);
	g_autofree char *turned = NULL;
	char *comma;

	drop_brackets(copy);
	comma = strchr(copy, ',');
	if (comma != NULL) {
		*comma = '\0';
		turned = g_strconcat(comma + 1, " ", copy, NULL);
	}
	return tertius_text_dup_line(turned != NULL ? turned : copy,
	                             TERTIUS_PERSON_NAME_MAX);
}

char *
tertius_person_dup_full_name(const TertiusPerson *person)
{
	g_autofree char *name =
		person->name != NULL ? turn_name(person->name) : NULL;

	if (name == NULL && person->address != NULL)
		name = dup_name_of_address(person->address);
	if (name != NULL && *name != '\0')
		return g_steal_pointer(&name);
	return g_strdup(tertius_person_label(person));
}

char *
tertius_person_dup_plain_name(const char *name)
{
	g_autofree char *turned = turn_name(name);

	return g_utf8_casefold(turned, -1);
}

const char *
tertius_place_name(TertiusPlace place)
{
	g_assert(place < TERTIUS_PLACE_N);
	return place_names[place];
}
