/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a folder of mail is for, told from its name: the names that mail
 * clients, web mail and servers give in the languages they speak.
 */
#include "mail/source.h"

#include <string.h>

/* Case-folded, composed (NFC), '-' and '_' as blanks. */
static const char *const sent_names[] = {
	"sent",
	"sent items",
	"sent mail",
	"sent messages",
	"sentmail",
	/* Catalan, Czech, Slovak */
	"enviats",
	"elements enviats",
	"odeslané",
	"odeslaná pošta",
	"odeslané zprávy",
	"odoslané",
	"odoslaná pošta",
	/* Danish, Norwegian, Swedish, Finnish */
	"sendt",
	"sendt post",
	"sendte",
	"sendte elementer",
	"skickat",
	"skickade",
	"skickade objekt",
	"skickade meddelanden",
	"lähetetyt",
	"lähetetyt viestit",
	/* Dutch, German */
	"verzonden",
	"verzonden items",
	"verzonden berichten",
	"verzonden objecten",
	"gesendet",
	"gesendete objekte",
	"gesendete elemente",
	"gesendete nachrichten",
	/* French, Italian, Portuguese, Romanian, Spanish */
	"envoyé",
	"envoyés",
	"courrier envoyé",
	"messages envoyés",
	"objets envoyés",
	"éléments envoyés",
	"inviata",
	"inviati",
	"posta inviata",
	"messaggi inviati",
	"elementi inviati",
	"enviadas",
	"enviados",
	"itens enviados",
	"e mails enviados",
	"mensagens enviadas",
	"correo enviado",
	"elementos enviados",
	"mensajes enviados",
	"trimise",
	"elemente trimise",
	/* Greek, Hungarian, Polish, Turkish, Russian, Ukrainian */
	"απεσταλμένα",
	"σταλμένα",
	"elküldött",
	"elküldött elemek",
	"elküldött üzenetek",
	"wysłane",
	"elementy wysłane",
	"wiadomości wysłane",
	"gönderilmiş",
	"gönderilmiş öğeler",
	"gönderilmiş postalar",
	"gönderilenler",
	"отправленные",
	"надіслані",
	"відправлені",
	/* Arabic, Chinese, Hebrew, Japanese, Korean */
	"البريد المرسل",
	"已发送",
	"已发送邮件",
	"已傳送",
	"寄件備份",
	"דואר יוצא",
	"送信済み",
	"送信済みアイテム",
	"送信済みメール",
	"보낸편지함",
	"보낸 편지함",
};

/* Drafts, what waits to be sent, and the working folders that clients make for
 * themselves. */
static const char *const draft_names[] = {
	"draft",
	"drafts",
	"templates",
	"queue",
	"outbox",
	"unsent",
	"unsent messages",
	"conflicts",
	"local failures",
	"server failures",
	"sync issues",
	"chats",
	/* Catalan, Czech, Slovak */
	"esborranys",
	"koncepty",
	"rozepsané",
	/* Danish, Norwegian, Swedish, Finnish */
	"kladder",
	"kladd",
	"utkast",
	"luonnokset",
	/* Dutch, German */
	"concepten",
	"klad",
	"postvak uit",
	"entwurf",
	"entwürfe",
	"vorlagen",
	"postausgang",
	/* French, Italian, Portuguese, Romanian, Spanish */
	"brouillon",
	"brouillons",
	"modèles",
	"boîte d'envoi",
	"bozza",
	"bozze",
	"modelli",
	"posta in uscita",
	"rascunho",
	"rascunhos",
	"borrador",
	"borradores",
	"bandeja de salida",
	"ciorne",
	/* Greek, Hungarian, Polish, Turkish, Russian, Ukrainian */
	"πρόχειρα",
	"piszkozatok",
	"kopie robocze",
	"wersje robocze",
	"szkice",
	"robocze",
	"taslaklar",
	"черновики",
	"исходящие",
	"чернетки",
	/* Arabic, Chinese, Hebrew, Japanese, Korean */
	"مسودات",
	"المسودات",
	"草稿",
	"草稿箱",
	"טיוטות",
	"下書き",
	"임시보관함",
};

static const char *const junk_names[] = {
	"junk",
	"junk e mail",
	"junk email",
	"junk mail",
	"bulk",
	"bulk mail",
	"spam",
	/* Catalan, Czech, Slovak */
	"correu brossa",
	"nevyžádaná pošta",
	/* Danish, Norwegian, Swedish, Finnish */
	"uønsket post",
	"uønsket e post",
	"søppelpost",
	"skräppost",
	"roskaposti",
	/* Dutch, German */
	"ongewenst",
	"ongewenste e mail",
	"ongewenste reclame",
	"junk e mails",
	"spamverdacht",
	"unerwünscht",
	"werbung",
	/* French, Italian, Portuguese, Romanian, Spanish */
	"indésirable",
	"indésirables",
	"courrier indésirable",
	"pourriel",
	"pourriels",
	"posta indesiderata",
	"indesiderata",
	"lixo eletrônico",
	"lixo electrónico",
	"correo no deseado",
	"correo basura",
	"no deseado",
	/* Greek, Hungarian, Polish, Turkish, Russian, Ukrainian */
	"ανεπιθύμητα",
	"levélszemét",
	"wiadomości śmieci",
	"istenmeyen",
	"gereksiz",
	"önemsiz e posta",
	"спам",
	"нежелательная почта",
	/* Arabic, Chinese, Hebrew, Japanese, Korean */
	"垃圾邮件",
	"垃圾郵件",
	"דואר זבל",
	"迷惑メール",
	"스팸함",
};

static const char *const trash_names[] = {
	"trash",
	"bin",
	"wastebasket",
	"deleted",
	"deleted items",
	"deleted messages",
	/* Catalan, Czech, Slovak */
	"paperera",
	"koš",
	"odstraněná pošta",
	"kôš",
	/* Danish, Norwegian, Swedish, Finnish */
	"papirkurv",
	"papirkurven",
	"slettet post",
	"slettede elementer",
	"slettet",
	"papperskorg",
	"papperskorgen",
	"borttaget",
	"roskakori",
	"poistetut",
	/* Dutch, German */
	"prullenbak",
	"prullenmand",
	"verwijderde items",
	"verwijderde berichten",
	"papierkorb",
	"gelöscht",
	"gelöschte objekte",
	"gelöschte elemente",
	"gelöschte nachrichten",
	/* French, Italian, Portuguese, Romanian, Spanish */
	"corbeille",
	"éléments supprimés",
	"messages supprimés",
	"cestino",
	"posta eliminata",
	"elementi eliminati",
	"eliminata",
	"lixo",
	"lixeira",
	"itens excluídos",
	"itens eliminados",
	"papelera",
	"elementos eliminados",
	"coș de gunoi",
	"elemente șterse",
	/* Greek, Hungarian, Polish, Turkish, Russian, Ukrainian */
	"κάδος",
	"κάδος ανακύκλωσης",
	"διαγραμμένα",
	"kuka",
	"törölt elemek",
	"kosz",
	"elementy usunięte",
	"çöp",
	"çöp kutusu",
	"silinmiş öğeler",
	"корзина",
	"удаленные",
	"удалённые",
	"кошик",
	/* Arabic, Chinese, Hebrew, Japanese, Korean */
	"المهملات",
	"已删除",
	"已删除邮件",
	"垃圾桶",
	"אשפה",
	"ゴミ箱",
	"ごみ箱",
	"휴지통",
};

/* The digit that @c stands for in modified Base64 (RFC 3501 5.1.3). */
static int
base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"
				     "ghijklmnopqrstuvwxyz0123456789+,";
	const char *found = c == '\0' ? NULL : strchr(digits, c);

	return found == NULL ? -1 : (int) (found - digits);
}

/* Appends what stands between '&' and '-'; FALSE when it is no UTF-16. */
static gboolean
append_shifted(GString *name, const char *text, gsize length)
{
	g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(gunichar2));
	g_autofree char *utf8 = NULL;
	guint32 bits = 0;
	int n_bits = 0;

	for (gsize i = 0; i < length; i++) {
		int value = base64_value(text[i]);
		gunichar2 unit;

		if (value < 0)
			return FALSE;
		bits = bits << 6 | (guint32) value;
		n_bits += 6;
		if (n_bits >= 16) {
			n_bits -= 16;
			unit = (gunichar2) (bits >> n_bits & 0xffff);
			g_array_append_val(units, unit);
		}
	}
	if (units->len == 0)
		return FALSE;
	utf8 = g_utf16_to_utf8((const gunichar2 *) (gpointer) units->data,
	                       (glong) units->len, NULL, NULL, NULL);
	if (utf8 == NULL)
		return FALSE;
	g_string_append(name, utf8);
	return TRUE;
}

char *
tertius_source_dup_readable(const char *name)
{
	g_autoptr(GString) readable = g_string_new(NULL);

	for (const char *p = name; *p != '\0';) {
		gsize length = 0;

		if (*p != '&') {
			g_string_append_c(readable, *p++);
			continue;
		}
		length = strcspn(p + 1, "-");
		if (p[1 + length] == '\0' || length > TERTIUS_SOURCE_NAME_MAX)
			return g_strdup(name);
		if (length == 0)
			g_string_append_c(readable, '&');
		else if (!append_shifted(readable, p + 1, length))
			return g_strdup(name);
		p += length + 2;
	}
	if (!g_utf8_validate(readable->str, (gssize) readable->len, NULL))
		return g_strdup(name);
	return g_string_free(g_steal_pointer(&readable), FALSE);
}

/* The last part of @name as the tables have it. */
static char *
dup_folded(const char *name)
{
	g_autofree char *readable = tertius_source_dup_readable(name);
	g_autofree char *valid = g_utf8_make_valid(readable, -1);
	g_autofree char *composed = NULL;
	char *folded;
	gsize end = strlen(valid);
	const char *start;

	while (end > 0 && valid[end - 1] == '/')
		end--;
	valid[end] = '\0';
	start = strrchr(valid, '/');
	composed = g_utf8_normalize(start == NULL ? valid : start + 1, -1,
	                            G_NORMALIZE_DEFAULT_COMPOSE);
	folded = g_utf8_casefold(composed, -1);
	return g_strstrip(g_strdelimit(folded, "-_", ' '));
}

static gboolean
contains(const char *const *names, gsize n, const char *name)
{
	for (gsize i = 0; i < n; i++) {
		if (strcmp(names[i], name) == 0)
			return TRUE;
	}
	return FALSE;
}

static TertiusFolderUse
look_up(const char *folded)
{
	if (contains(sent_names, G_N_ELEMENTS(sent_names), folded))
		return TERTIUS_FOLDER_SENT;
	if (contains(draft_names, G_N_ELEMENTS(draft_names), folded))
		return TERTIUS_FOLDER_DRAFTS;
	if (contains(junk_names, G_N_ELEMENTS(junk_names), folded))
		return TERTIUS_FOLDER_JUNK;
	if (contains(trash_names, G_N_ELEMENTS(trash_names), folded))
		return TERTIUS_FOLDER_TRASH;
	return TERTIUS_FOLDER_NORMAL;
}

TertiusFolderUse
tertius_source_folder_use(const char *name)
{
	g_autofree char *folded = NULL;
	TertiusFolderUse use;
	const char *dot;

	if (strlen(name) > TERTIUS_SOURCE_NAME_MAX)
		return TERTIUS_FOLDER_NORMAL;
	folded = dup_folded(name);
	use = look_up(folded);
	dot = strrchr(folded, '.');
	if (use == TERTIUS_FOLDER_NORMAL && dot != NULL)
		use = look_up(dot + 1);
	return use;
}

gboolean
tertius_source_leaves_out(TertiusFolderUse use)
{
	return use != TERTIUS_FOLDER_NORMAL && use != TERTIUS_FOLDER_SENT;
}
