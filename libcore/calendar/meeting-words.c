/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the title of a meeting says of its kind.
 */
#include "calendar/meeting-words.h"

#include "calendar/meeting-names.h"

#include <string.h>

/* Folded. A "*" before one: longer words, too. */
static const char *const introduction[] = { "intro",
	                                    "*introduction",
	                                    "introductory",
	                                    "meet and greet",
	                                    "getting to know",
	                                    "get to know",
	                                    "*kennenlern",
	                                    "kennen lernen",
	                                    "vorstellungsrunde",
	                                    "présentation",
	                                    "prise de contact",
	                                    "mise en relation",
	                                    "faire connaissance",
	                                    "presentación",
	                                    "conocernos",
	                                    "toma de contacto",
	                                    "conoscerci",
	                                    "presentazione",
	                                    "conoscitiva",
	                                    "*kennismak",
	                                    "voorstellen",
	                                    "apresentação",
	                                    "nos conhecermos",
	                                    "conversa inicial",
	                                    NULL };

static const char *const no_talk[] = { "stand-up",
	                               "standup",
	                               "stand up",
	                               "daily",
	                               "all-hands",
	                               "all hands",
	                               "town hall",
	                               "townhall",
	                               "*webinar",
	                               "*flight",
	                               "train to",
	                               "train from",
	                               "*reservation",
	                               "check-in",
	                               "checkout",
	                               "focus",
	                               "focus time",
	                               "deep work",
	                               "deadline",
	                               "lecture",
	                               "training",
	                               "workshop",
	                               "*sprint",
	                               "*retro",
	                               "hold",
	                               "*block",
	                               "commute",
	                               "dentist",
	                               "doctor",
	                               "flug",
	                               "zug nach",
	                               "reservierung",
	                               "fokuszeit",
	                               "frist",
	                               "abgabe",
	                               "vorlesung",
	                               "schulung",
	                               "betriebsversammlung",
	                               "zahnarzt",
	                               "arzttermin",
	                               "vol",
	                               "réservation",
	                               "échéance",
	                               "formation",
	                               "atelier",
	                               "séminaire",
	                               "dentiste",
	                               "vuelo",
	                               "reserva",
	                               "fecha límite",
	                               "formación",
	                               "taller",
	                               "dentista",
	                               "volo",
	                               "treno",
	                               "prenotazione",
	                               "scadenza",
	                               "formazione",
	                               "riunione plenaria",
	                               "vlucht",
	                               "trein naar",
	                               "reservering",
	                               "opleiding",
	                               "tandarts",
	                               "voo",
	                               "comboio",
	                               "prazo",
	                               "formação",
	                               "oficina",
	                               "reunião geral",
	                               NULL };

static const char *const out_of_office[] = { "out of office",
	                                     "out-of-office",
	                                     "ooo",
	                                     "on leave",
	                                     "annual leave",
	                                     "vacation",
	                                     "pto",
	                                     "away from office",
	                                     "sick leave",
	                                     "parental leave",
	                                     "*abwesend",
	                                     "nicht im büro",
	                                     "*urlaub",
	                                     "elternzeit",
	                                     "krank",
	                                     "*absent",
	                                     "absence",
	                                     "*congé",
	                                     "en vacances",
	                                     "vacances",
	                                     "arrêt maladie",
	                                     "fuera de la oficina",
	                                     "ausente",
	                                     "vacaciones",
	                                     "baja médica",
	                                     "fuori sede",
	                                     "fuori ufficio",
	                                     "assente",
	                                     "ferie",
	                                     "in vacanza",
	                                     "*afwezig",
	                                     "niet op kantoor",
	                                     "vakantie",
	                                     "verlof",
	                                     "fora do escritório",
	                                     "ausência",
	                                     "férias",
	                                     "de licença",
	                                     NULL };

static const char *const birthday[] = {
	"*birthday",     "bday",        "b-day",       "*geburtstag",
	"*anniversaire", "cumpleaños",  "cumple",      "compleanno",
	"onomastico",    "*verjaardag", "aniversário", NULL
};

static const char *const anniversary[] = { "anniversary",
	                                   "hochzeitstag",
	                                   "jahrestag",
	                                   "jubiläum",
	                                   "anniversaire de mariage",
	                                   "aniversario",
	                                   "anniversario",
	                                   "trouwdag",
	                                   "jubileum",
	                                   "aniversário de casamento",
	                                   NULL };

static const char *const holiday[] = {
	"*holiday",       "*bank holiday", "*public holiday",
	"*feiertag",      "jours fériés",  "jour férié",
	"fériés",         "festivos",      "días festivos",
	"feriados",       "feriado",       "festività",
	"giorni festivi", "*feestdag",     NULL
};

static const char *const personal[] = {
	"1:1",         "1-1",         "1on1",        "1-on-1",
	"one on one",  "one-on-one",  "one to one",  "catch up",
	"catch-up",    "catchup",     "vier augen",  "vieraugengespräch",
	"tête-à-tête", "tête à tête", "cara a cara", "a quattr'occhi",
	"een-op-een",  "um a um",     NULL
};

static const struct {
	guint flag;
	const char *const *phrases;
} groups[] = {
	{ TERTIUS_TITLE_INTRODUCTION, introduction },
	{ TERTIUS_TITLE_NO_TALK, no_talk },
	{ TERTIUS_TITLE_OUT_OF_OFFICE, out_of_office },
	{ TERTIUS_TITLE_BIRTHDAY, birthday },
	{ TERTIUS_TITLE_BIRTHDAY | TERTIUS_TITLE_ANNIVERSARY, anniversary },
	{ TERTIUS_TITLE_HOLIDAY, holiday },
	{ TERTIUS_TITLE_PERSONAL, personal },
};

static const char *const cancelled[] = {
	"canceled:",  "cancelled:", "abgesagt:",    "annulé:",
	"annulé :",   "annulée:",   "cancelado:",   "cancelada:",
	"annullato:", "annullata:", "geannuleerd:", "afgelast:",
};

/* Whether @phrase stands in @text as words of its own. */
static gboolean
has_phrase(const char *text, const char *phrase)
{
	gboolean is_open = phrase[0] == '*';
	const char *needle = phrase + (is_open ? 1 : 0);
	gsize length = strlen(needle);

	for (const char *p = text; (p = strstr(p, needle)) != NULL; p++) {
		if ((p == text ||
		     !tertius_meeting_names_is_word(g_utf8_prev_char(p))) &&
		    (is_open || p[length] == '\0' ||
		     !tertius_meeting_names_is_word(p + length)))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_cancelled(const char *folded)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cancelled); i++) {
		if (g_str_has_prefix(folded, cancelled[i]))
			return TRUE;
	}
	return FALSE;
}

/* Which bytes words begin with: most phrases need not be looked for. */
static void
find_starts(const char *folded, gboolean *starts)
{
	gboolean was_word = FALSE;

	for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
		if (!was_word)
			starts[(guchar) *p] = TRUE;
		was_word = tertius_meeting_names_is_word(p);
	}
}

static guint
find_phrases(const char *folded)
{
	guint flags = is_cancelled(folded) ? TERTIUS_TITLE_CANCELLED : 0;
	gboolean starts[256] = { FALSE };

	find_starts(folded, starts);
	for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
		const char *const *phrase = groups[i].phrases;

		for (; *phrase != NULL; phrase++) {
			gsize skip = (*phrase)[0] == '*' ? 1 : 0;

			if (starts[(guchar) (*phrase)[skip]] &&
			    has_phrase(folded, *phrase))
				break;
		}
		flags |= *phrase != NULL ? groups[i].flag : 0;
	}
	return flags;
}

/* What the names that stand in it say by how they stand there. */
static const guint by_names[] = {
	[TERTIUS_NAMES_NONE] = 0,
	[TERTIUS_NAMES_INTRODUCED] = TERTIUS_TITLE_INTRODUCTION,
	[TERTIUS_NAMES_COMPANY] = TERTIUS_TITLE_PERSONAL,
	[TERTIUS_NAMES_PAIR] = TERTIUS_TITLE_PAIR,
};

guint
tertius_meeting_words_read(const char *title)
{
	g_autofree char *folded = tertius_meeting_names_fold(title);

	return find_phrases(folded) |
	       by_names[tertius_meeting_names_read(title, NULL, NULL)];
}
