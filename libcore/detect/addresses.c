/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose address it is.
 */
#include "detect/addresses.h"

#include <string.h>

/* Letters of a last name by which an address is known. */
#define LAST_NAME_MIN  4
#define FIRST_NAME_MIN 3

/* How much of a text is looked through for an address, in bytes. */
#define LOOK_MAX 65536

static const TertiusMention *
mention_at(const TertiusReading *reading, guint index)
{
	return &g_array_index(reading->mentions, TertiusMention, index);
}

/* "Dana Okafor" is the one behind "dokafor@…", wherever in the text or in the
 * mail beneath it that stands. */
static gboolean
may_be_of(const char *local, gsize length, const char *last)
{
	return strlen(last) >= LAST_NAME_MIN &&
	       g_strstr_len(local, (gssize) length, last) != NULL;
}

static char *
dup_address_in_own(const TertiusReading *reading, const char *last)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		const TertiusMention *mention = mention_at(reading, i);
		const TertiusToken *token =
			tertius_tokens_at(reading->tokens, mention->first);

		if (mention->is_address && mention->linked == NULL &&
		    may_be_of(token->word, strcspn(token->word, "@"), last))
			return g_ascii_strdown(token->start,
			                       (gssize) token->length);
	}
	return NULL;
}

static gboolean
is_of_address(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr(".-_+", c) != NULL);
}

/* In a résumé that was put into the text, and in what is quoted. */
static char *
dup_address_beneath(const TertiusReading *reading, const char *last)
{
	const char *text = reading->message->text;
	const char *end = text + strnlen(text, LOOK_MAX);
	const char *at = memchr(text, '@', (gsize) (end - text));

	for (; at != NULL; at = memchr(at + 1, '@', (gsize) (end - at - 1))) {
		const char *from = at, *until = at + 1;
		g_autofree char *address = NULL;

		while (from > text && is_of_address(from[-1]))
			from--;
		while (until < end && is_of_address(*until))
			until++;
		address = g_ascii_strdown(from, until - from);
		g_strdelimit(address + strlen(address) - 1, ".-", '\0');
		if (strchr(at, '.') != NULL && strchr(at, '.') < until - 1 &&
		    may_be_of(address, strcspn(address, "@"), last))
			return g_steal_pointer(&address);
	}
	return NULL;
}

static void
find_by_name(const TertiusReading *reading, TertiusPerson *person)
{
	const TertiusPerson *writer = reading->enclosed.writer;
	g_auto(GStrv) words = NULL;
	const char *last;

	if (person->address != NULL || person->name == NULL)
		return;
	words = g_str_tokenize_and_fold(person->name, NULL, NULL);
	if (g_strv_length(words) < 2)
		return;
	last = words[g_strv_length(words) - 1];
	person->address = dup_address_in_own(reading, last);
	if (person->address == NULL && writer != NULL &&
	    writer->address != NULL &&
	    (may_be_of(writer->address, strcspn(writer->address, "@"), last) ||
	     (writer->name != NULL && tertius_person_matches(person, writer))))
		person->address = g_strdup(writer->address);
	if (person->address == NULL)
		person->address = dup_address_beneath(reading, last);
}

static gboolean
is_named(const TertiusReading *reading, const TertiusPerson *person)
{
	for (guint i = 0; i < reading->mentions->len; i++) {
		if (mention_at(reading, i)->linked == person)
			return TRUE;
	}
	return FALSE;
}

/* Whether @local, before its "@", can be of @name: a first name's initial is in
 * it, of a full name (another spelling of the last) the whole first name. */
static gboolean
may_be_spelt(const char *local, const char *name)
{
	gsize length = strcspn(local, "@");
	g_autofree char *folded = tertius_tokens_dup_folded(
		name, strchr(name, ' ') != NULL ? strcspn(name, " ") : 1);

	return (strchr(name, ' ') == NULL ||
	        strlen(folded) >= FIRST_NAME_MIN) &&
	       g_strstr_len(local, (gssize) length, folded) != NULL;
}

/* "I'm copying Lona", and in copy is one whom nothing else in the text means
 * and whose address can be hers: that is her. */
static void
link_only_copy(const TertiusReading *reading, TertiusPerson *person)
{
	const GPtrArray *people = reading->message->recipients;
	const TertiusPerson *only = NULL;
	guint copies = 0;

	for (guint i = 0; i < people->len; i++) {
		const TertiusPerson *one = people->pdata[i];

		if (one->place != TERTIUS_PLACE_CC || one->address == NULL ||
		    one->name != NULL || is_named(reading, one))
			continue;
		copies++;
		only = one;
	}
	if (copies != 1 || person->address != NULL || person->name == NULL ||
	    !may_be_spelt(only->address, person->name))
		return;
	person->address = g_strdup(only->address);
	person->place = TERTIUS_PLACE_CC;
}

void
tertius_addresses_find(const TertiusReading *reading, TertiusPerson *person)
{
	find_by_name(reading, person);
	link_only_copy(reading, person);
}
