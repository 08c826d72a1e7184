/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Character sets: labels that are right, wrong, or from strangers; and a
 * process that can open no file.
 */
#include "mail/mime-charset.h"

#include "tertius-test.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
convert(const char *bytes, gsize length, const char *label)
{
	g_autofree char *block = g_memdup2(bytes, length);
	gsize out = 0;
	char *text = tertius_charset_to_utf8(block, length, label, &out);

	ck_assert_uint_eq(out, strlen(text));
	ck_assert(g_utf8_validate(text, -1, NULL));
	return text;
}

START_TEST(text_comes_out_as_utf_8)
{
	static const struct {
		const char *label, *bytes, *text;
	} cases[] = {
		{ NULL, "plain", "plain" },
		{ "utf-8", "M\303\274ller", "Müller" },
		{ "UTF8", "M\303\274ller", "Müller" },
		{ "iso-8859-1", "M\374ller", "Müller" },
		{ "ISO_8859-1", "M\374ller", "Müller" },
		{ "iso-8859-1", "5 \200", "5 €" },
		{ "windows-1252", "\223x\224 \205", "“x” …" },
		{ "iso-8859-2", "\263\363d\274", "łódź" },
		{ "iso-8859-15", "5 \244", "5 €" },
		{ "windows-1251", "\317\360\350\342\345\362", "Привет" },
		{ "koi8-r", "\360\322\311\327\305\324", "Привет" },
		{ "shift_jis", "\223\372\226\173", "日本" },
		{ "iso-2022-jp", "\033$BF|K\\\033(B", "日本" },
		{ "euc-kr", "\307\321\261\333", "한글" },
		{ "gb2312", "\326\320\316\304", "中文" },
		{ "big5", "\244\244\244\345", "中文" },
		{ "utf-7", "M+APw-ller", "Müller" },
		{ "windows-1255", "\371\354\345\355", "שלום" },
		{ "x-sjis", "\223\372", "日" },
		{ "\"koi8-r\"", "\360", "П" },
		/* Labels that are wrong. */
		{ "us-ascii", "M\374ller", "Müller" },
		{ "us-ascii", "M\303\274ller", "Müller" },
		{ "iso-8859-1", "M\303\274ller", "Müller" },
		{ "utf-8", "M\374ller", "Müller" },
		{ "utf-8", "\303\274 \374", "ü \357\277\275" },
		{ "utf-8", "cut \303", "cut Ã" },
		{ "koi8-r", "plain", "plain" },
		{ "iso-2022-jp", "\033$BF", "\357\277\275" },
		{ "euc-jp", "\260", "\357\277\275" },
		/* And such as nobody knows, or that are none. */
		{ NULL, "M\374ller", "Müller" },
		{ "unknown-8bit", "M\374ller", "Müller" },
		{ "", "M\374ller", "Müller" },
		{ "../../../tmp/evil", "M\374ller", "Müller" },
		{ "UTF-8//TRANSLIT", "M\303\274ller", "Müller" },
		{ "ISO-2022-CN-EXT", "plain", "plain" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = convert(
			cases[i].bytes, strlen(cases[i].bytes), cases[i].label);

		ck_assert_msg(strcmp(text, cases[i].text) == 0, "case %zu: %s",
		              i, text);
	}
}
END_TEST

START_TEST(nuls_do_not_end_the_text)
{
	static const char *const labels[] = { NULL, "utf-8", "iso-8859-1",
		                              "koi8-r", "us-ascii" };

	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		g_autofree char *text = convert("a\0b", 3, labels[i]);

		ck_assert_msg(strcmp(text, "a\357\277\275b") == 0,
		              "case %zu: %s", i, text);
	}
}
END_TEST

START_TEST(utf_16_is_read)
{
	g_autofree char *little = convert("\377\376H\0\374\0", 6, "utf-16");
	g_autofree char *big = convert("\0H\0\374", 4, "utf-16be");
	g_autofree char *odd = convert("H\0\374", 3, "utf-16le");

	ck_assert_str_eq(little, "Hü");
	ck_assert_str_eq(big, "Hü");
	ck_assert_str_eq(odd, "H\357\277\275");
}
END_TEST

START_TEST(every_byte_in_every_set_is_survived)
{
	static const char *const labels[] = {
		"utf-8",       "iso-8859-1", "iso-8859-2",  "windows-1250",
		"koi8-u",      "cp866",      "gb18030",     "big5",
		"euc-jp",      "shift_jis",  "iso-2022-jp", "euc-kr",
		"iso-2022-kr", "utf-7",      "utf-16",      "utf-16be",
		"tis-620",     "macintosh",  "windows-1258"
	};
	char bytes[512];

	for (gsize i = 0; i < sizeof bytes; i++)
		bytes[i] = (char) (i % 256 ^ i / 256 * 77);
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		for (gsize length = 0; length < sizeof bytes; length += 7) {
			g_autofree char *text =
				convert(bytes, length, labels[i]);

			ck_assert_ptr_nonnull(text);
		}
	}
}
END_TEST

/* No converter can be loaded: the process may have no file open. */
static int
run_shut_off(void)
{
	struct rlimit none;
	g_autofree char *cyrillic = NULL;
	g_autofree char *western = NULL;

	/* valgrind keeps the hard limit for itself. */
	if (getrlimit(RLIMIT_NOFILE, &none) != 0)
		return 2;
	none.rlim_cur = 0;
	if (setrlimit(RLIMIT_NOFILE, &none) != 0)
		return 2;
	cyrillic = tertius_charset_to_utf8("\360\322\311\327\305\324", 6,
	                                   "koi8-r", NULL);
	western = tertius_charset_to_utf8("M\374ller", 6, "iso-8859-1", NULL);
	return strcmp(cyrillic, "ðÒÉ×ÅÔ") == 0 && strcmp(western, "Müller") == 0
	               ? 0
	               : 1;
}

START_TEST(a_process_without_files_does_its_best)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(run_shut_off());
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%d",
	              WEXITSTATUS(status));
}
END_TEST

TERTIUS_TEST_MAIN("charset", a_process_without_files_does_its_best,
                  text_comes_out_as_utf_8, nuls_do_not_end_the_text,
                  utf_16_is_read, every_byte_in_every_set_is_survived)
