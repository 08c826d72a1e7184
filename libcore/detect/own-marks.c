/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks around quoted words.
 */
#include "detect/own-marks.h"

#include "detect/mark-text.h"

#include <string.h>

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
	gsize i = tertius_mark_skip_indent(line);
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
	TertiusMarkBuffer buffer;
	const char *folded;
	gsize at = tertius_mark_skip_indent(line);
	gboolean drawn = at < line->length &&
	                 (line->start[at] == '-' || line->start[at] == '_' ||
	                  line->start[at] == '=');

	if (!drawn && line->length > 80)
		return FALSE;
	folded = tertius_mark_fold(line, buffer);
	folded += strspn(folded, "-_= >");
	if (tertius_mark_starts_with(folded, originals,
	                             G_N_ELEMENTS(originals))) {
		*zone = TERTIUS_ZONE_QUOTE;
		return drawn || strlen(folded) < 32;
	}
	if (g_str_has_prefix(folded, "begin "))
		folded += strlen("begin ");
	*zone = TERTIUS_ZONE_FORWARD;
	return tertius_mark_starts_with(folded, forwards,
	                                G_N_ELEMENTS(forwards)) &&
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
	TertiusMarkBuffer buffer;
	const char *folded;
	guint fields;

	if (memchr(line->start, ':',
	           MIN(line->length, TERTIUS_MARK_LOOK_MAX)) == NULL)
		return 0;
	folded = tertius_mark_fold(line, buffer);
	fields = field_at(folded);
	/* Exported from Notes: name, time and the whole header in a line. */
	if (strstr(folded, " to: ") != NULL && strstr(folded, " cc:") != NULL)
		fields |= TERTIUS_MARK_TO | TERTIUS_MARK_CC;
	return fields;
}

gboolean
tertius_mark_has_time(const TertiusLine *line)
{
	gsize end = MIN(line->length, TERTIUS_MARK_LOOK_MAX);
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

static gboolean
ends_with_colon(const TertiusLine *line)
{
	gsize end = line->length;

	while (end > 0 &&
	       (line->start[end - 1] == ' ' || line->start[end - 1] == '\t'))
		end--;
	return end > 0 && line->start[end - 1] == ':';
}

static gboolean
has_digit(const TertiusLine *line)
{
	for (gsize i = 0; i < line->length; i++) {
		if (g_ascii_isdigit(line->start[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean
tertius_mark_is_attribution(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded;

	if (line->length > TERTIUS_MARK_LOOK_MAX || line->length < 12 ||
	    !ends_with_colon(line))
		return FALSE;
	folded = tertius_mark_fold(line, buffer);
	if (!tertius_mark_holds(folded, wrote, G_N_ELEMENTS(wrote)))
		return FALSE;
	return strpbrk(folded, "0123456789@<") != NULL;
}

gboolean
tertius_mark_opens_attribution(const TertiusLine *line)
{
	TertiusMarkBuffer buffer;
	const char *folded;

	if (line->length > TERTIUS_MARK_LOOK_MAX || line->length < 12 ||
	    !has_digit(line))
		return FALSE;
	folded = tertius_mark_fold(line, buffer);
	return tertius_mark_starts_with(folded, opens_attribution,
	                                G_N_ELEMENTS(opens_attribution));
}
