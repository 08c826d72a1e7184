/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a single line looks like.
 */
#include "detect/own-marks.h"

#include <string.h>

/* How much of a line is looked at; marks stand at its beginning. */
#define LOOK_MAX 240

static const char *const originals[] = {
	"original message",       "ursprüngliche nachricht",
	"originalnachricht",      "ursprungliche nachricht",
	"message d'origine",      "message original",
	"mensaje original",       "messaggio originale",
	"oorspronkelijk bericht", "mensagem original",
	"reply message",          "original appointment",
};

static const char *const forwards[] = {
	"forwarded by",
	"forwarded message",
	"weitergeleitete nachricht",
	"weitergeleitet von",
	"anfang der weitergeleiteten",
	"message transféré",
	"message transmis",
	"début du message",
	"mensaje reenviado",
	"messaggio inoltrato",
	"inizio messaggio",
	"doorgestuurd bericht",
	"mensagem encaminhada",
	"mensagem reencaminhada",
	"start of forwarded",
};

static const struct {
	const char *label;
	guint field;
} labels[] = {
	{ "from", TERTIUS_MARK_FROM },
	{ "von", TERTIUS_MARK_FROM },
	{ "de", TERTIUS_MARK_FROM },
	{ "da", TERTIUS_MARK_FROM },
	{ "van", TERTIUS_MARK_FROM },
	{ "to", TERTIUS_MARK_TO },
	{ "an", TERTIUS_MARK_TO },
	{ "à", TERTIUS_MARK_TO },
	{ "para", TERTIUS_MARK_TO },
	{ "a", TERTIUS_MARK_TO },
	{ "aan", TERTIUS_MARK_TO },
	{ "cc", TERTIUS_MARK_CC },
	{ "kopie", TERTIUS_MARK_CC },
	{ "bcc", TERTIUS_MARK_CC },
	{ "sent", TERTIUS_MARK_DATE },
	{ "date", TERTIUS_MARK_DATE },
	{ "gesendet", TERTIUS_MARK_DATE },
	{ "datum", TERTIUS_MARK_DATE },
	{ "envoyé", TERTIUS_MARK_DATE },
	{ "enviado", TERTIUS_MARK_DATE },
	{ "fecha", TERTIUS_MARK_DATE },
	{ "inviato", TERTIUS_MARK_DATE },
	{ "data", TERTIUS_MARK_DATE },
	{ "verzonden", TERTIUS_MARK_DATE },
	{ "enviada", TERTIUS_MARK_DATE },
	{ "enviada em", TERTIUS_MARK_DATE },
	{ "enviado el", TERTIUS_MARK_DATE },
	{ "subject", TERTIUS_MARK_SUBJECT },
	{ "betreff", TERTIUS_MARK_SUBJECT },
	{ "objet", TERTIUS_MARK_SUBJECT },
	{ "asunto", TERTIUS_MARK_SUBJECT },
	{ "oggetto", TERTIUS_MARK_SUBJECT },
	{ "onderwerp", TERTIUS_MARK_SUBJECT },
	{ "assunto", TERTIUS_MARK_SUBJECT },
};

static const char *const wrote[] = {
	"wrote",      "writes",  "schrieb", "a écrit",  "escribió",
	"ha scritto", "scrisse", "schreef", "escreveu", "geschreven",
};

static const char *const opens_attribution[] = { "on ", "am ",     "le ",
	                                         "el ", "il ",     "op ",
	                                         "em ", "no dia ", "il giorno ",
	                                         "at " };

static const char *const footers[] = {
	"the information in this e",
	"the information contained in this",
	"the information transmitted",
	"this e-mail and any",
	"this email and any",
	"this message and any",
	"this e-mail (including",
	"this message may contain",
	"this e-mail may contain",
	"this email may contain",
	"this message is intended",
	"this communication is",
	"this e-mail is intended",
	"this email is intended",
	"this e-mail is the property",
	"this message contains",
	"confidentiality notice",
	"privileged and confidential",
	"disclaimer",
	"legal notice",
	"sent from my",
	"sent from outlook",
	"sent from yahoo",
	"sent via",
	"do you yahoo",
	"get your free",
	"get your private",
	"join the world",
	"get outlook for",
	"von meinem iphone",
	"gesendet von",
	"gesendet mit",
	"diese e-mail enthält",
	"diese nachricht enthält",
	"der inhalt dieser e-mail",
	"envoyé de mon",
	"envoyé depuis",
	"ce message et",
	"ce courriel",
	"enviado desde mi",
	"enviado do meu",
	"este mensaje",
	"este correo",
	"esta mensagem",
	"inviato da",
	"questo messaggio",
	"le informazioni contenute",
	"verzonden vanaf",
	"verstuurd vanaf",
	"dit bericht is",
	"de informatie in dit",
	"to unsubscribe",
	"you received this message because",
	"think before you print",
	"please consider the environment",
};

static const char *const greetings[] = {
	"hi",           "hello",        "hey",
	"dear",         "good morning", "good afternoon",
	"good evening", "greetings",    "hallo",
	"liebe",        "lieber",       "moin",
	"guten",        "servus",       "grüß",
	"sehr geehrte", "bonjour",      "bonsoir",
	"salut",        "cher",         "chère",
	"chers",        "coucou",       "hola",
	"buenos",       "buenas",       "estimado",
	"estimada",     "querido",      "querida",
	"ciao",         "buongiorno",   "buonasera",
	"salve",        "gentile",      "caro",
	"cara",         "egregio",      "beste",
	"geachte",      "goedemorgen",  "goedemiddag",
	"hoi",          "dag",          "olá",
	"oi",           "bom dia",      "boa tarde",
	"prezado",      "prezada",      "caros",
	"all",          "team",
};

static const char *const closings[] = {
	"best",
	"regards",
	"kind regards",
	"warm",
	"cheers",
	"thanks",
	"thank you",
	"many thanks",
	"thx",
	"sincerely",
	"yours",
	"love",
	"talk soon",
	"take care",
	"all the best",
	"with best",
	"cordially",
	"respectfully",
	"ciao",
	"xoxo",
	"later",
	"tks",
	"viele grüße",
	"liebe grüße",
	"beste grüße",
	"schöne grüße",
	"freundliche grüße",
	"mit freundlichen",
	"mit besten",
	"herzliche",
	"gruß",
	"grüße",
	"lg",
	"vg",
	"mfg",
	"bis bald",
	"danke",
	"vielen dank",
	"besten dank",
	"cordialement",
	"bien cordialement",
	"bien à vous",
	"bien à toi",
	"amicalement",
	"amitiés",
	"bises",
	"merci",
	"à bientôt",
	"salutations",
	"saludos",
	"un saludo",
	"un abrazo",
	"abrazos",
	"atentamente",
	"cordialmente",
	"gracias",
	"muchas gracias",
	"saluti",
	"un saluto",
	"cordiali",
	"distinti",
	"grazie",
	"a presto",
	"un abbraccio",
	"groeten",
	"groetjes",
	"groet",
	"met vriendelijke",
	"vriendelijke groet",
	"hartelijke",
	"bedankt",
	"dank je",
	"abraço",
	"abraços",
	"um abraço",
	"atenciosamente",
	"cumprimentos",
	"obrigado",
	"obrigada",
	"com os melhores",
	"melhores cumprimentos",
	"beijos",
};

static gsize
skip_indent(const TertiusLine *line)
{
	gsize i = 0;

	while (i < line->length && i < LOOK_MAX &&
	       (line->start[i] == ' ' || line->start[i] == '\t' ||
	        line->start[i] == '*'))
		i++;
	return i;
}

/* Folds what takes several bytes: ’ to ', and the capitals of Latin-1 in UTF-8.
 * The bytes read of @text, 0 when it is neither; @n counts what was written. */
static gsize
fold_wide(const char *text, gsize left, char *buffer, gsize *n)
{
	if (left > 2 && memcmp(text, "\xe2\x80\x99", 3) == 0) {
		buffer[(*n)++] = '\'';
		return 3;
	}
	if (left > 1 && (guchar) text[0] == 0xc3 && (guchar) text[1] >= 0x80 &&
	    (guchar) text[1] <= 0x9e) {
		buffer[(*n)++] = text[0];
		buffer[(*n)++] = (char) (text[1] + 0x20);
		return 2;
	}
	return 0;
}

/* The beginning of the line in lower case, without its indent, blanks single,
 * ’ as '. Lives in @buffer. */
static const char *
fold(const TertiusLine *line, char buffer[LOOK_MAX + 8])
{
	gsize at = skip_indent(line);
	gsize n = 0;

	while (at < line->length && n < LOOK_MAX) {
		const char c = line->start[at];
		gsize wide = fold_wide(line->start + at, line->length - at,
		                       buffer, &n);

		at += MAX(wide, 1);
		if (wide > 0)
			continue;
		if (c == ' ' || c == '\t') {
			if (n > 0 && buffer[n - 1] != ' ')
				buffer[n++] = ' ';
			continue;
		}
		buffer[n++] = g_ascii_tolower(c);
	}
	while (n > 0 && buffer[n - 1] == ' ')
		n--;
	buffer[n] = '\0';
	return buffer;
}

static gboolean
starts_with_any(const char *folded, const char *const *starts, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (g_str_has_prefix(folded, starts[i]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_letter(char c)
{
	return g_ascii_isalpha(c) || (guchar) c >= 0x80;
}

/* As above, but a whole word: "best," and not "bestow". */
static gboolean
starts_with_word(const char *folded, const char *const *starts, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		gsize length = strlen(starts[i]);

		if (strncmp(folded, starts[i], length) == 0 &&
		    !is_letter(folded[length]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
holds_any(const char *folded, const char *const *parts, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (strstr(folded, parts[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_mark_is_blank(const TertiusLine *line)
{
	for (gsize i = 0; i < line->length; i++) {
		if (line->start[i] != ' ' && line->start[i] != '\t' &&
		    line->start[i] != '\r')
			return FALSE;
	}
	return TRUE;
}

gboolean
tertius_mark_is_rule(const TertiusLine *line)
{
	gsize marks = 0;

	for (gsize i = 0; i < line->length; i++) {
		char c = line->start[i];

		if (c == '-' || c == '_' || c == '=' || c == '*' || c == '#')
			marks++;
		else if (c != ' ' && c != '\t')
			return FALSE;
	}
	return marks >= 5;
}

gboolean
tertius_mark_is_quoted(const TertiusLine *line)
{
	gsize i = skip_indent(line);
	gsize initials = 0;

	while (i < line->length && initials < 4 &&
	       g_ascii_isupper(line->start[i])) {
		initials++;
		i++;
	}
	if (i >= line->length)
		return FALSE;
	return line->start[i] == '>' ||
	       (initials == 0 && line->start[i] == '|');
}

gboolean
tertius_mark_is_separator(const TertiusLine *line, TertiusZone *zone)
{
	char buffer[LOOK_MAX + 8];
	const char *folded;
	gsize at = skip_indent(line);
	gboolean drawn = at < line->length &&
	                 (line->start[at] == '-' || line->start[at] == '_' ||
	                  line->start[at] == '=');

	if (!drawn && line->length > 80)
		return FALSE;
	folded = fold(line, buffer);
	folded += strspn(folded, "-_= >");
	if (starts_with_any(folded, originals, G_N_ELEMENTS(originals))) {
		*zone = TERTIUS_ZONE_QUOTE;
		return drawn || strlen(folded) < 32;
	}
	if (g_str_has_prefix(folded, "begin "))
		folded += strlen("begin ");
	*zone = TERTIUS_ZONE_FORWARD;
	return starts_with_any(folded, forwards, G_N_ELEMENTS(forwards)) &&
	       (drawn || strlen(folded) < 48);
}

static guint
field_at(const char *folded)
{
	const char *colon = strchr(folded, ':');
	gsize length;

	if (colon == NULL || colon - folded > 12)
		return 0;
	length = (gsize) (colon - folded);
	while (length > 0 &&
	       (folded[length - 1] == ' ' || folded[length - 1] == '*'))
		length--;
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		if (strlen(labels[i].label) == length &&
		    strncmp(labels[i].label, folded, length) == 0)
			return labels[i].field;
	}
	return 0;
}

guint
tertius_mark_header_fields(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];
	const char *folded;
	guint fields;

	if (memchr(line->start, ':', MIN(line->length, LOOK_MAX)) == NULL)
		return 0;
	folded = fold(line, buffer);
	fields = field_at(folded);
	/* Exported from Notes: name, time and the whole header in a line. */
	if (strstr(folded, " to: ") != NULL && strstr(folded, " cc:") != NULL)
		fields |= TERTIUS_MARK_TO | TERTIUS_MARK_CC;
	return fields;
}

gboolean
tertius_mark_has_time(const TertiusLine *line)
{
	gsize end = MIN(line->length, LOOK_MAX);
	guint digits = 0;

	for (gsize i = 0; i + 2 < end; i++) {
		const char *p = line->start + i;

		digits += g_ascii_isdigit(*p) ? 1 : 0;
		if (*p == ':' && i > 0 && g_ascii_isdigit(p[-1]) &&
		    g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]))
			return digits >= 4;
	}
	return FALSE;
}

gboolean
tertius_mark_is_name_line(const TertiusLine *line)
{
	gsize end = line->length;

	while (end > 0 &&
	       (line->start[end - 1] == ' ' || line->start[end - 1] == '\t'))
		end--;
	return end > 0 && end <= 70 &&
	       strchr(".!?,;", line->start[end - 1]) == NULL;
}

gboolean
tertius_mark_is_attribution(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];
	const char *folded;
	gsize length;

	if (line->length > LOOK_MAX || line->length < 12)
		return FALSE;
	folded = fold(line, buffer);
	length = strlen(folded);
	if (length == 0 || folded[length - 1] != ':')
		return FALSE;
	if (!holds_any(folded, wrote, G_N_ELEMENTS(wrote)))
		return FALSE;
	return strpbrk(folded, "0123456789@<") != NULL;
}

gboolean
tertius_mark_opens_attribution(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];
	const char *folded;

	if (line->length > LOOK_MAX || line->length < 12)
		return FALSE;
	folded = fold(line, buffer);
	return starts_with_any(folded, opens_attribution,
	                       G_N_ELEMENTS(opens_attribution)) &&
	       strpbrk(folded, "0123456789") != NULL;
}

gboolean
tertius_mark_is_signature(const TertiusLine *line)
{
	gsize end = line->length;

	while (end > 0 &&
	       (line->start[end - 1] == ' ' || line->start[end - 1] == '\r'))
		end--;
	return end == 2 && memcmp(line->start, "--", 2) == 0;
}

gboolean
tertius_mark_is_footer(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];

	if (line->length < 9)
		return FALSE;
	return starts_with_any(fold(line, buffer) + strspn(buffer, "*_-= "),
	                       footers, G_N_ELEMENTS(footers));
}

typedef struct {
	guint n_words;
	gboolean is_inside; /* a word */
	gboolean has_lower;
} TertiusNameWalk;

/* One character of a name: FALSE when none can hold it. */
static gboolean
walk_name(char c, TertiusNameWalk *walk)
{
	if (!is_letter(c) && !(walk->is_inside && (c == '\'' || c == '-'))) {
		walk->is_inside = FALSE;
		return c != '\0' && strchr(" .,\t", c) != NULL;
	}
	if (!walk->is_inside) {
		if (!g_ascii_isupper(c) && (guchar) c < 0x80)
			return FALSE;
		walk->n_words++;
	}
	walk->has_lower = walk->has_lower || !g_ascii_isupper(c);
	walk->is_inside = TRUE;
	return TRUE;
}

gboolean
tertius_mark_is_bare_name(const TertiusLine *line)
{
	TertiusNameWalk walk = { 0 };

	for (gsize i = skip_indent(line); i < line->length; i++) {
		if (!walk_name(line->start[i], &walk))
			return FALSE;
	}
	/* "FYI" is none, nor is what ends in a full stop. */
	return walk.n_words >= 1 && walk.n_words <= 3 && walk.has_lower &&
	       line->start[line->length - 1] != '.';
}

gboolean
tertius_mark_is_greeting(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];
	const char *folded = fold(line, buffer);
	gsize length = strlen(folded);

	if (length == 0)
		return FALSE;
	if (starts_with_word(folded, greetings, G_N_ELEMENTS(greetings)))
		return strchr("?", folded[length - 1]) == NULL;
	if (tertius_mark_is_closing(line) || folded[length - 1] == '.')
		return FALSE; /* "Thanks!", "Sure." */
	if (strchr(",:;-!", folded[length - 1]) == NULL)
		return tertius_mark_is_bare_name(line) && length <= 24;
	return g_ascii_isupper(line->start[skip_indent(line)]) &&
	       length <= 40 && strpbrk(folded, "0123456789") == NULL;
}

gboolean
tertius_mark_is_closing(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];
	const char *folded = fold(line, buffer);

	if (!starts_with_word(folded, closings, G_N_ELEMENTS(closings)))
		return FALSE;
	/* "Thanks for the report, I will read it" is no closing. */
	return strlen(folded) <= 24 || strstr(folded, " for ") == NULL;
}

gboolean
tertius_mark_is_postscript(const TertiusLine *line)
{
	char buffer[LOOK_MAX + 8];
	const char *folded = fold(line, buffer);

	return g_str_has_prefix(folded, "ps") ||
	       g_str_has_prefix(folded, "p.s") ||
	       g_str_has_prefix(folded, "p. s");
}
