/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What office a title names, in seven languages, so that one that is only written
 * otherwise, or in another language, is the same.
 */
#include "relate/words.h"

#include <string.h>

typedef enum {
	TERTIUS_OFFICE_LEARNER,
	TERTIUS_OFFICE_ASSISTANT,
	TERTIUS_OFFICE_JUNIOR,
	TERTIUS_OFFICE_ASSOCIATE,
	TERTIUS_OFFICE_DEPUTY,
	TERTIUS_OFFICE_SENIOR,
	TERTIUS_OFFICE_EXPERT, /* who does the work itself, of any trade */
	TERTIUS_OFFICE_ENGINEER,
	TERTIUS_OFFICE_ANALYST,
	TERTIUS_OFFICE_ADVISER,
	TERTIUS_OFFICE_SCHOLAR,
	TERTIUS_OFFICE_LAWYER,
	TERTIUS_OFFICE_COORDINATOR,
	TERTIUS_OFFICE_MANAGER,
	TERTIUS_OFFICE_HEAD,
	TERTIUS_OFFICE_PROFESSOR,
	TERTIUS_OFFICE_DEAN,
	TERTIUS_OFFICE_PARTNER,
	TERTIUS_OFFICE_DIRECTOR,
	TERTIUS_OFFICE_MANAGING,
	TERTIUS_OFFICE_PRESIDENT,
	TERTIUS_OFFICE_CHIEF,
	TERTIUS_OFFICE_FOUNDER,
	TERTIUS_OFFICE_N,
} TertiusOffice;

/* How far up it stands, of an office that can stand alone. */
static const int ranks[TERTIUS_OFFICE_N] = {
	[TERTIUS_OFFICE_LEARNER] = 2,    [TERTIUS_OFFICE_ASSISTANT] = 4,
	[TERTIUS_OFFICE_ASSOCIATE] = 5,  [TERTIUS_OFFICE_EXPERT] = 6,
	[TERTIUS_OFFICE_ENGINEER] = 6,   [TERTIUS_OFFICE_ANALYST] = 6,
	[TERTIUS_OFFICE_ADVISER] = 6,    [TERTIUS_OFFICE_SCHOLAR] = 6,
	[TERTIUS_OFFICE_LAWYER] = 6,     [TERTIUS_OFFICE_COORDINATOR] = 6,
	[TERTIUS_OFFICE_MANAGER] = 8,    [TERTIUS_OFFICE_HEAD] = 10,
	[TERTIUS_OFFICE_PROFESSOR] = 10, [TERTIUS_OFFICE_DEAN] = 12,
	[TERTIUS_OFFICE_PARTNER] = 12,   [TERTIUS_OFFICE_DIRECTOR] = 12,
	[TERTIUS_OFFICE_MANAGING] = 12,  [TERTIUS_OFFICE_PRESIDENT] = 16,
	[TERTIUS_OFFICE_CHIEF] = 16,     [TERTIUS_OFFICE_FOUNDER] = 16,
};

/* Folded and without accents; "*leiter" ends so, "direct~" begins so. */
static const char *const offices[TERTIUS_OFFICE_N] = {
	[TERTIUS_OFFICE_LEARNER] =
		"intern trainee student praktikant~ stagiair~ stagist~ "
		"becari~ estagiari~",
	[TERTIUS_OFFICE_ASSISTANT] =
		"assistant~ asst *assistent *assistentin assistente "
		"asistente secretar~ sekretar~ secretaire segretari~ "
		"administrator avp",
	[TERTIUS_OFFICE_JUNIOR] = "junior jr",
	[TERTIUS_OFFICE_ASSOCIATE] = "associate assoc adjunct",
	[TERTIUS_OFFICE_DEPUTY] =
		"vice deputy stellvertretend~ stv adjoint~ adjunt~ "
		"vicepresident~ subdirect~ plaatsvervangend vp avp svp evp",
	[TERTIUS_OFFICE_SENIOR] = "svp senior sr snr leitend~ principal",
	[TERTIUS_OFFICE_EXPERT] =
		"specialist~ especialist~ spezialist~ editor~ *redakteur "
		"*redakteurin redact~ redat~ redatt~ *lektor *lektorin "
		"editeur editrice translator *ubersetzer *ubersetzerin "
		"traduct~ tradut~ traduttor~ *vertaler *vertaalster "
		"designer journalist~ teacher *lehrer *lehrerin trader "
		"accountant representative *referent *referentin "
		"*mitarbeiter *mitarbeiterin *medewerker *medewerkster",
	[TERTIUS_OFFICE_ENGINEER] =
		"engineer *ingenieur *ingenieurin ingenieure ingenier~ "
		"ingegner~ engenheir~ developer programmer *entwickler "
		"*entwicklerin developpeu~ desarrollador~ sviluppat~ "
		"*ontwikkelaar architect *architekt *architektin",
	[TERTIUS_OFFICE_ANALYST] =
		"analyst *analystin analyste *analist analista economist",
	[TERTIUS_OFFICE_ADVISER] =
		"consultant~ consulente consultor~ adviser advisor *berater "
		"*beraterin conseill~ asesor~ assessor~ *adviseur",
	[TERTIUS_OFFICE_SCHOLAR] =
		"researcher scientist fellow lecturer *forscher *forscherin "
		"*wissenschaftler *wissenschaftlerin dozent~ docent~ "
		"cherch~ investigador~ ricercat~ *onderzoeker pesquisador~",
	[TERTIUS_OFFICE_LAWYER] =
		"attorney lawyer counsel solicitor *anwalt *anwaltin "
		"avocat~ abogad~ avvocat~ advogad~ *advocaat",
	[TERTIUS_OFFICE_COORDINATOR] =
		"coordinat~ coordinad~ coordenad~ *koordinator "
		"*koordinatorin *coordinator supervisor officer charge "
		"chargee",
	[TERTIUS_OFFICE_MANAGER] = "manager mgr *managerin gerente gestor~",
	[TERTIUS_OFFICE_HEAD] =
		"lead leader head *leiter *leiterin *leitung responsable "
		"responsabile responsavel chef cheffe jefe jefa capo chefe "
		"*hoofd *leider *leidster",
	[TERTIUS_OFFICE_PROFESSOR] =
		"professor~ prof professeur~ profesor~ hoogleraar",
	[TERTIUS_OFFICE_DEAN] = "dean dekan~",
	[TERTIUS_OFFICE_PARTNER] = "partner~ associe associee socio socia",
	[TERTIUS_OFFICE_DIRECTOR] =
		"subdirect~ direct~ dir *direktor *direktorin direttor~ "
		"direttrice diretor~ geschaftsfuhrer~ gerant~",
	[TERTIUS_OFFICE_MANAGING] =
		"evp executive exec managing geschaftsfuhrer~ gerant~",
	[TERTIUS_OFFICE_PRESIDENT] =
		"vicepresident~ vp avp svp evp president~ *prasident "
		"*prasidentin voorzitter",
	[TERTIUS_OFFICE_CHIEF] = "chief ceo cfo cto coo cio cmo vorstand~",
	[TERTIUS_OFFICE_FOUNDER] =
		"founder cofounder owner *grunder *grunderin inhaber~ "
		"fondat~ fundador~ oprichter eigenaar",
};

/* Of what is over, or not yet, nothing is said. */
static const char over[] = "former formerly retired emerit~ ehemalig~ ancien~ "
			   "acting interim designate";

static gboolean
is_word(const char *word, const char *pattern, gsize length)
{
	gsize own = strlen(word);

	if (pattern[0] == '*')
		return own + 1 >= length &&
		       memcmp(word + own + 1 - length, pattern + 1,
		              length - 1) == 0;
	if (pattern[length - 1] == '~')
		return strncmp(word, pattern, length - 1) == 0;
	return own == length && memcmp(word, pattern, length) == 0;
}

/* Whether @word is one of @patterns, with blanks between them. */
static gboolean
is_among(const char *word, const char *patterns)
{
	while (*patterns != '\0') {
		gsize length = strcspn(patterns, " ");

		if (is_word(word, patterns, length))
			return TRUE;
		patterns += length + strspn(patterns + length, " ");
	}
	return FALSE;
}

static guint64
find_offices(const char *word)
{
	guint64 found = 0;

	for (guint i = 0; i < TERTIUS_OFFICE_N; i++) {
		if (is_among(word, offices[i]))
			found |= G_GUINT64_CONSTANT(1) << i;
	}
	return found;
}

static gboolean
has(guint64 set, TertiusOffice office)
{
	return (set & G_GUINT64_CONSTANT(1) << office) != 0;
}

static int
find_rank(guint64 set)
{
	int rank = 0;

	for (guint i = 0; i < TERTIUS_OFFICE_N; i++) {
		if (has(set, (TertiusOffice) i))
			rank = MAX(rank, ranks[i]);
	}
	/* An assistant to the director is none. */
	if (has(set, TERTIUS_OFFICE_ASSISTANT) &&
	    !has(set, TERTIUS_OFFICE_PROFESSOR) &&
	    !has(set, TERTIUS_OFFICE_DEPUTY))
		rank = MIN(rank, ranks[TERTIUS_OFFICE_ASSISTANT] + 1);
	rank += has(set, TERTIUS_OFFICE_SENIOR) ? 1 : 0;
	rank -= has(set, TERTIUS_OFFICE_JUNIOR) ||
	                        has(set, TERTIUS_OFFICE_DEPUTY)
	                ? 1
	                : 0;
	rank -= has(set, TERTIUS_OFFICE_ASSISTANT) ? 2 : 0;
	rank -= has(set, TERTIUS_OFFICE_ASSOCIATE) ? 1 : 0;
	return rank;
}

guint64
tertius_words_offices(const char *title, int *rank)
{
	g_auto(GStrv) words = tertius_words_fold(title);
	guint64 set = 0;

	*rank = 0;
	for (guint i = 0; words[i] != NULL; i++) {
		if (is_among(words[i], over))
			return 0;
		set |= find_offices(words[i]);
	}
	/* "Chief … Officer" is the chief. */
	if (has(set, TERTIUS_OFFICE_CHIEF))
		set &= ~(G_GUINT64_CONSTANT(1) << TERTIUS_OFFICE_COORDINATOR |
		         G_GUINT64_CONSTANT(1) << TERTIUS_OFFICE_MANAGING);
	*rank = find_rank(set);
	return set;
}
