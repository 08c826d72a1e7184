/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which messages of a folder's list the engine has been told of: in this session
 * each by itself, from the sessions before all up to a number at once, by a
 * digest over them that the engine keeps. Of a folder that has not changed,
 * nothing is told again.
 *
 *	unknown --ask--> asked --> up to N with this digest --compare--> known
 */
#include "claws/arrivals.h"

#define FNV_START G_GUINT64_CONSTANT(14695981039346656037)
#define FNV_PRIME G_GUINT64_CONSTANT(1099511628211)

/* Of one folder. */
typedef struct {
	GHashTable *rows; /* hashes of messages */
	gboolean is_asked, is_known;
	/* What the engine has, until it was compared; 0: nothing. */
	int until;
	guint64 digest;
} Told;

static GHashTable *folders; /* identifier -> Told */

static void
free_told(gpointer data)
{
	Told *told = data;

	g_hash_table_unref(told->rows);
	g_free(told);
}

static Told *
need_told(const char *folder)
{
	Told *told = g_hash_table_lookup(folders, folder);

	if (told != NULL)
		return told;
	told = g_new0(Told, 1);
	told->rows = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_hash_table_insert(folders, g_strdup(folder), told);
	return told;
}

/* --- Hashes -------------------------------------------------------------- */

static guint64
mix(guint64 hash, guint64 with)
{
	return (hash ^ with) * FNV_PRIME;
}

/* Of what names a message, and of nothing that changes while it lies there. */
static guint64
hash_message(const MsgInfo *message)
{
	guint64 hash = mix(FNV_START, message->msgnum);
	const char *id = message->msgid != NULL ? message->msgid : "";

	hash = mix(hash, (guint64) message->size);
	hash = mix(hash, (guint64) message->date_t);
	for (const char *at = id; *at != '\0'; at++)
		hash = mix(hash, (guchar) *at);
	return hash;
}

/* --- The engine's side --------------------------------------------------- */

static void
on_cursor(JsonObject *answer, const GError *error, gpointer data)
{
	Told *told = data;
	const char *digest;

	told->is_asked = FALSE;
	told->is_known = TRUE;
	if (error == NULL) {
		digest = json_object_get_string_member_with_default(
			answer, "digest", "");
		told->until =
			(int) CLAMP(json_object_get_int_member_with_default(
					    answer, "until", 0),
		                    0, G_MAXINT32);
		told->digest = g_ascii_strtoull(digest, NULL, 16);
	}
	tertius_arrivals_go_on();
}

static TertiusJson *
new_request(const char *folder)
{
	TertiusJson *request = tertius_client_request("cursor");

	tertius_json_text(request, "folder", folder);
	return request;
}

gboolean
tertius_told_is_ready(const char *folder)
{
	Told *told = need_told(folder);

	if (!told->is_known && !told->is_asked) {
		told->is_asked = TRUE;
		tertius_client_ask(tertius_host_get_client(),
		                   new_request(folder), NULL, on_cursor, told);
	}
	return told->is_known;
}

/* --- One look over a list ------------------------------------------------ */

TertiusLook *
tertius_look_new(const char *folder)
{
	TertiusLook *look = g_rc_box_new0(TertiusLook);
	const Told *told = need_told(folder);

	look->folder = g_strdup(folder);
	if (told->until > 0)
		look->maybe = g_hash_table_new(g_direct_hash, g_direct_equal);
	return look;
}

gboolean
tertius_look_compares(const TertiusLook *look)
{
	return look->maybe != NULL;
}

void
tertius_look_compare(TertiusLook *look, const MsgInfo *message)
{
	const Told *told = need_told(look->folder);
	guint64 hash = hash_message(message);

	if ((int) message->msgnum > told->until)
		return;
	look->compared ^= hash;
	(void) g_hash_table_add(look->maybe, GSIZE_TO_POINTER(hash));
}

void
tertius_look_end_comparing(TertiusLook *look)
{
	Told *told = need_told(look->folder);

	if (look->compared == told->digest) {
		g_hash_table_unref(told->rows);
		told->rows = g_hash_table_ref(look->maybe);
	}
	g_clear_pointer(&look->maybe, g_hash_table_unref);
	look->kept = look->compared == told->digest ? told->digest : 0;
	told->until = 0;
}

gboolean
tertius_look_is_new(TertiusLook *look, const MsgInfo *message)
{
	const Told *told = need_told(look->folder);
	guint64 hash = hash_message(message);

	look->digest ^= hash;
	look->until = MAX(look->until, (int) message->msgnum);
	return !g_hash_table_contains(told->rows, GSIZE_TO_POINTER(hash));
}

void
tertius_look_note(TertiusLook *look, const GPtrArray *messages)
{
	const Told *told = need_told(look->folder);

	for (guint i = 0; i < messages->len; i++)
		(void) g_hash_table_add(
			told->rows,
			GSIZE_TO_POINTER(hash_message(messages->pdata[i])));
}

/* Only what was told whole, and read, need not be told in the next session. */
static void
keep(const TertiusLook *look)
{
	TertiusJson *request;
	char digest[17];

	if (folders == NULL || !look->is_whole || look->is_unfinished ||
	    look->digest == look->kept)
		return;
	(void) g_snprintf(digest, sizeof(digest), "%016" G_GINT64_MODIFIER "x",
	                  look->digest);
	request = new_request(look->folder);
	tertius_json_integer(request, "until", look->until);
	tertius_json_text(request, "digest", digest);
	tertius_client_ask(tertius_host_get_client(), request, NULL, NULL,
	                   NULL);
}

static void
clear_look(gpointer data)
{
	TertiusLook *look = data;

	keep(look);
	g_clear_pointer(&look->maybe, g_hash_table_unref);
	g_free(look->folder);
}

void
tertius_look_unref(TertiusLook *look)
{
	g_rc_box_release_full(look, clear_look);
}

/* --- Its life ------------------------------------------------------------ */

void
tertius_told_start(void)
{
	folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	                                free_told);
}

void
tertius_told_stop(void)
{
	g_clear_pointer(&folders, g_hash_table_unref);
}
