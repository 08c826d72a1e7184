/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letters [--missed] FILE…: how much of made-up letters is understood, by the
 * part of the file that they stand in. The first, third … letter of a file may
 * be read by who mends the phrases (--missed prints those not understood); the
 * second, fourth … are counted apart and never shown.
 */
#include "detect/detector.h"
#include "letter.h"
#include "made-up.h"

#include <stdio.h>
#include <string.h>

typedef struct {
	const char *name; /* of the part */
	guint letters[2], likely[2], perhaps[2];
} Part;

static Part *
find_part(GArray *parts, const TertiusLabelled *letter)
{
	const char *name =
		letter->manner[0] != '\0' ? letter->manner : letter->label;
	Part fresh = { name, { 0, 0 }, { 0, 0 }, { 0, 0 } };

	for (guint i = 0; i < parts->len; i++) {
		Part *part = &g_array_index(parts, Part, i);

		if (strcmp(part->name, name) == 0)
			return part;
	}
	g_array_append_val(parts, fresh);
	return &g_array_index(parts, Part, parts->len - 1);
}

static void
count_letter(Part *part, guint half, double score)
{
	part->letters[half]++;
	part->likely[half] += score >= TERTIUS_DETECT_LIKELY ? 1 : 0;
	part->perhaps[half] += score >= TERTIUS_DETECT_PERHAPS ? 1 : 0;
}

static void
show_missed(const TertiusLabelled *letter, double score)
{
	gboolean is_none = strcmp(letter->label, "none") == 0;

	if ((score >= TERTIUS_DETECT_LIKELY) == is_none)
		printf("%.2f %s: %s\n", score, letter->label,
		       letter->message->text);
}

static void
print_part(const Part *part)
{
	printf("%-18s", part->name);
	for (guint half = 0; half < 2; half++)
		printf("  %3u likely %3u perhaps of %3u", part->likely[half],
		       part->perhaps[half], part->letters[half]);
	printf("\n");
}

/* Of everything that is no near miss. */
static void
print_sum(const GArray *parts)
{
	Part sum = { "all that is meant", { 0, 0 }, { 0, 0 }, { 0, 0 } };

	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);

		if (strcmp(part->name, "none") == 0)
			continue;
		for (guint half = 0; half < 2; half++) {
			sum.letters[half] += part->letters[half];
			sum.likely[half] += part->likely[half];
			sum.perhaps[half] += part->perhaps[half];
		}
	}
	print_part(&sum);
}

static gboolean
read_file(TertiusDetector *detector, const char *path, gboolean shows)
{
	g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Part));
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) letters = tertius_made_up_load(path, &error);

	if (letters == NULL) {
		fprintf(stderr, "letters: %s\n", error->message);
		return FALSE;
	}
	printf("%s: those that may be read, then those that are not\n", path);
	for (guint i = 0; i < letters->len; i++) {
		const TertiusLabelled *letter = letters->pdata[i];
		g_autoptr(TertiusFacts) facts = tertius_facts_new();
		double score;

		tertius_detector_read(detector, letter->message, facts);
		score = letter_score(facts, letter->label);
		count_letter(find_part(parts, letter), i % 2, score);
		if (shows && i % 2 == 0)
			show_missed(letter, score);
	}
	for (guint i = 0; i < parts->len; i++)
		print_part(&g_array_index(parts, Part, i));
	print_sum(parts);
	return TRUE;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TertiusDetector) detector =
		tertius_detector_new(NULL, &error);
	gboolean shows = argc > 1 && strcmp(argv[1], "--missed") == 0;
	gboolean is_fine = detector != NULL;

	for (int i = shows ? 2 : 1; is_fine && i < argc; i++)
		is_fine = read_file(detector, argv[i], shows);
	return is_fine ? 0 : 1;
}
