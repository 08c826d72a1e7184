/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A name in the text becomes the person who bears it when their first mail
 * comes, and never another of the same name; and who signs a letter that comes
 * from a bare address.
 */
#include "detect/introductions.h"
#include "detect/newcomers.h"
#include "detect/own-words.h"
#include "detect/signed.h"

#include "story.h"
#include "tertius-test.h"

#define ROOF "2 dana > me : introduction=~Peter_Lind subject=Roof #roof\n"
#define MOVE "2 dana > me : introduction=~Maria subject=Bergen #move\n"

static const struct {
	const char *story;
	const char *address; /* of whom Dana introduced; NULL: nobody yet */
} cases[] = {
	/* a full name, an initial, a short form, another spelling */
	{ ROOF, NULL },
	{ ROOF "5 Peter_Lind/roofs@x.example > me", "roofs@x.example" },
	{ ROOF "5 P._Lind/roofs@x.example > me", "roofs@x.example" },
	{ ROOF "5 Pet_Lind/roofs@x.example > me", "roofs@x.example" },
	{ ROOF "5 me > P._Lind/roofs@x.example", "roofs@x.example" },
	{ "2 dana > me : introduction=~Jürgen_Groß\n"
	  "5 Juergen_Gross/j@x.example > me",
	  "j@x.example" },
	{ "2 dana > me : introduction=~Juergen_Gross\n"
	  "5 Groß,_Jürgen_(Lab)/j@x.example > me",
	  "j@x.example" },
	{ "2 dana > me : introduction=~José_Núñez\n"
	  "5 Jose_Nunez/j@x.example > me",
	  "j@x.example" },
	/* another first name goes with the last one where there is a tie */
	{ ROOF "5 Anna_Lind/anna@x.example > me", NULL },
	{ "2 dana > me : introduction=~Liz_Warde\n"
	  "5 Elizabeth_Warde/warde@x.example > me : referral=dana",
	  "warde@x.example" },
	{ ROOF "5 Paul_Lind/p@x.example > me", NULL },
	/* the first name alone: only with a tie */
	{ MOVE "5 Maria_Vik/vik@x.example > me", NULL },
	{ MOVE "5 Maria_Vik/vik@x.example > me : referral=dana",
	  "vik@x.example" },
	{ MOVE "5 Maria_Vik/vik@x.example > me | dana", "vik@x.example" },
	{ MOVE "5 Maria_Vik/vik@x.example > me : ^move", "vik@x.example" },
	{ MOVE "5 Maria_Vik/vik@x.example > me : subject=Re:_Bergen",
	  "vik@x.example" },
	{ MOVE "5 Maria_Vik/vik@x.example > me : subject=Invoice_of_Bergen",
	  NULL },
	{ MOVE "5 me > Maria_Vik/vik@x.example : subject=bergen",
	  "vik@x.example" },
	/* the one with the tie, whoever came first */
	{ MOVE "3 Maria_Conti/conti@x.example > me : subject=Invoice\n"
	       "5 Maria_Vik/vik@x.example > me : referral=dana",
	  "vik@x.example" },
	/* of two who could be meant, neither */
	{ MOVE "3 Maria_Conti/conti@x.example > me : referral=dana\n"
	       "5 Maria_Vik/vik@x.example > me : referral=dana",
	  NULL },
	{ ROOF "5 P._Lind/p@x.example > me\n5 Pe_Lind/q@x.example > me\n"
	       "6 P._Lind/r@x.example > me",
	  NULL },
	/* whom I knew is no newcomer */
	{ "1 P._Lind/p@x.example > me\n" ROOF "5 P._Lind/p@x.example > me",
	  NULL },
	{ "1 Maria_Conti/conti@x.example > me\n" MOVE
	  "5 Maria_Conti/conti@x.example > me : referral=dana",
	  NULL },
	/* nor is another who is referred, or a mass mail */
	{ MOVE "5 Maria_Vik/vik@x.example > me : referral=nora", NULL },
	{ MOVE "5 Maria_Vik/vik@x.example > me : list referral=dana", NULL },
	/* within a time: TERTIUS_NEWCOMER_DAYS_MAX */
	{ ROOF "122 P._Lind/roofs@x.example > me", "roofs@x.example" },
	{ ROOF "122.1 P._Lind/roofs@x.example > me", NULL },
	/* a tie within TERTIUS_NEWCOMER_LETTERS_MAX letters */
	{ MOVE "3 Maria_Vik/v@x.example > me\n4 Maria_Vik/v@x.example > me\n"
	       "5 Maria_Vik/v@x.example > me\n6 Maria_Vik/v@x.example > me\n"
	       "7 Maria_Vik/v@x.example > me : referral=dana",
	  "v@x.example" },
	{ MOVE "3 Maria_Vik/v@x.example > me\n4 Maria_Vik/v@x.example > me\n"
	       "5 Maria_Vik/v@x.example > me\n6 Maria_Vik/v@x.example > me\n"
	       "7 Maria_Vik/v@x.example > me\n"
	       "8 Maria_Vik/v@x.example > me : referral=dana",
	  NULL },
};

static const TertiusPerson *
find_introduced(const GPtrArray *found)
{
	for (guint i = 0; i < found->len; i++) {
		const TertiusIntroduction *one = found->pdata[i];

		if (one->introducer != NULL &&
		    g_str_has_prefix(one->introducer->address, "dana@") &&
		    one->date == TERTIUS_STORY_BEGIN + 2 * TERTIUS_STORY_DAY)
			return one->introduced->pdata[0];
	}
	ck_abort_msg("nobody is introduced");
	return NULL;
}

START_TEST(a_name_becomes_the_person_who_comes)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(TertiusHistory) history =
			tertius_story_tell(cases[i].story, 200);
		g_autoptr(GPtrArray) none = g_ptr_array_new();
		g_autoptr(GPtrArray) found =
			tertius_introductions_find(history, none);
		const TertiusPerson *who = find_introduced(found);

		ck_assert_msg(g_strcmp0(who->address, cases[i].address) == 0,
		              "case %zu: %s", i, who->address);
	}
}
END_TEST

/* What was told to come is the same introduction, not a second one. */
START_TEST(their_own_letter_is_the_same_introduction)
{
	g_autoptr(TertiusHistory) history = tertius_story_tell(
		MOVE "5 Maria_Vik/vik@x.example > me : referral=dana", 20);
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) found = tertius_introductions_find(history, none);

	ck_assert_uint_eq(found->len, 1);
}
END_TEST

static const struct {
	const char *text;
	const char *name; /* or NULL */
} letters[] = {
	{ "Hello Bob,\n\nDana sent me.\n\nBest regards\nJoana Reis\nClub\n",
	  "Joana Reis" },
	{ "Hallo Bob,\n\nDana schickt mich.\n\nViele Grüße\n\nJörg Weiß",
	  "Jörg Weiß" },
	{ "Bonjour Bob,\n\nc'est Dana qui m'envoie.\n\nCordialement,\n"
	  "Zoé Petit",
	  "Zoé Petit" },
	{ "Hello Bob,\n\nDana sent me.\n\n-- \nJoana Reis\n", "Joana Reis" },
	{ "Hello Bob,\n\nDana sent me.\n\nBest\nJoana", NULL },
	{ "Hello Bob,\n\nDana sent me.\n\nBest regards\nthe whole team", NULL },
	{ "Hello Bob,\n\nDana sent me.\n\nBest regards\nReis, Joana", NULL },
	{ "Hello Bob,\n\nask her:\n\nJoana Reis\njoana@example.net\n", NULL },
	{ "", NULL },
	{ "Best regards", NULL },
};

static TertiusMessage *
write_letter(const char *name, const char *text, guint flags)
{
	TertiusMessage *message = tertius_message_new();

	message->from =
		tertius_person_new(name, "jr@example.net", TERTIUS_PLACE_FROM);
	g_free(message->text);
	message->text = g_strdup(text);
	message->flags = flags;
	return message;
}

START_TEST(who_signs_in_full_says_whose_address_it_is)
{
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		g_autoptr(TertiusMessage) bare =
			write_letter(NULL, letters[i].text, 0);
		g_autoptr(TertiusMessage) named =
			write_letter("Ada", letters[i].text, 0);
		g_autoptr(TertiusMessage) robot = write_letter(
			NULL, letters[i].text, TERTIUS_MESSAGE_LIST);

		g_autoptr(GArray) lines =
			tertius_own_words_zones(letters[i].text);

		tertius_signed_name_writer(lines, bare);
		tertius_signed_name_writer(lines, named);
		tertius_signed_name_writer(lines, robot);
		ck_assert_msg(g_strcmp0(bare->from->name, letters[i].name) == 0,
		              "case %zu: %s", i, bare->from->name);
		ck_assert_str_eq(bare->from->address, "jr@example.net");
		ck_assert_str_eq(named->from->name, "Ada");
		ck_assert_ptr_null(robot->from->name);
	}
}
END_TEST

TERTIUS_TEST_MAIN("newcomers", a_name_becomes_the_person_who_comes,
                  their_own_letter_is_the_same_introduction,
                  who_signs_in_full_says_whose_address_it_is)
