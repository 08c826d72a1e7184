/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The weights.
 */
#include "detect/model.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

static void
free_part(gpointer data)
{
	TertiusModelPart *part = data;

	g_array_unref(part->terms);
	g_free(part);
}

static TertiusModelPart *
part_new(const char *act)
{
	TertiusModelPart *part = g_new0(TertiusModelPart, 1);

	part->act = g_intern_string(act);
	part->is_act = tertius_act_from_name(act, &part->kind);
	part->terms = g_array_new(FALSE, FALSE, sizeof(TertiusTerm));
	return part;
}

static gboolean
read_number(const char *word, double *number)
{
	char *end = NULL;

	*number = g_ascii_strtod(word, &end);
	return end != word && *end == '\0' && isfinite(*number);
}

/* "a & b  1.0  1.4" */
static gboolean
read_term(const char *line, TertiusTerm *term)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);
	g_autoptr(GPtrArray) filled = g_ptr_array_new();
	g_autoptr(GString) name = g_string_new(NULL);
	guint n = 0;

	for (guint i = 0; words[i] != NULL; i++) {
		if (words[i][0] != '\0')
			g_ptr_array_add(filled, words[i]);
	}
	if (filled->len < 3 ||
	    !read_number(filled->pdata[filled->len - 2], &term->prior) ||
	    !read_number(filled->pdata[filled->len - 1], &term->weight))
		return FALSE;
	for (guint i = 0; i + 2 < filled->len; i++) {
		const char *word = filled->pdata[i];

		if (i > 0)
			g_string_append_c(name, ' ');
		g_string_append(name, word);
		if (strcmp(word, "&") == 0)
			continue;
		if (n == TERTIUS_MODEL_PARTS_MAX)
			return FALSE;
		term->parts[n++] = g_intern_string(word);
	}
	term->name = g_intern_string(name->str);
	return TRUE;
}

/* Gives the features of @term their numbers. */
static gboolean
number_parts(TertiusModel *model, TertiusTerm *term)
{
	for (guint i = 0; term->parts[i] != NULL; i++) {
		gpointer key = GSIZE_TO_POINTER((gsize) term->parts[i]);
		guint n = g_hash_table_size(model->numbers);

		if (!g_hash_table_contains(model->numbers, key)) {
			if (n == TERTIUS_MODEL_FEATURES_MAX)
				return FALSE;
			g_hash_table_insert(model->numbers, key,
			                    GUINT_TO_POINTER(n));
		}
		term->numbers[i] = GPOINTER_TO_UINT(
			g_hash_table_lookup(model->numbers, key));
	}
	return TRUE;
}

static gboolean
read_line(TertiusModel *model, char *line)
{
	gsize length = strlen(line);
	TertiusTerm term = { 0 };
	TertiusModelPart *part;

	if (line[0] == '[' && line[length - 1] == ']') {
		line[length - 1] = '\0';
		g_ptr_array_add(model->parts, part_new(line + 1));
		return TRUE;
	}
	if (model->parts->len == 0 || !read_term(line, &term))
		return FALSE;
	part = model->parts->pdata[model->parts->len - 1];
	if (part->terms->len == 0) {
		if (strcmp(term.name, "bias") != 0)
			return FALSE;
		term.parts[0] = NULL;
	}
	if (!number_parts(model, &term))
		return FALSE;
	g_array_append_val(part->terms, term);
	return TRUE;
}

TertiusModel *
tertius_model_new(const char *text, GError **error)
{
	g_autoptr(TertiusModel) model = g_new0(TertiusModel, 1);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	model->parts = g_ptr_array_new_with_free_func(free_part);
	model->numbers = g_hash_table_new(NULL, NULL);
	for (guint i = 0; lines[i] != NULL; i++) {
		char *line = g_strstrip(lines[i]);

		if (line[0] == '\0' || line[0] == '#')
			continue;
		if (!read_line(model, line)) {
			g_set_error(
				error, TERTIUS_ERROR, TERTIUS_ERROR_MALFORMED,
				"weights, line %u: no term and two numbers, "
				"or a feature too many",
				i + 1);
			return NULL;
		}
	}
	return g_steal_pointer(&model);
}

void
tertius_model_free(TertiusModel *model)
{
	if (model == NULL)
		return;
	g_ptr_array_unref(model->parts);
	g_hash_table_unref(model->numbers);
	g_free(model);
}

TertiusModelPart *
tertius_model_find(const TertiusModel *model, const char *act)
{
	for (guint i = 0; i < model->parts->len; i++) {
		TertiusModelPart *part = model->parts->pdata[i];

		if (strcmp(part->act, act) == 0)
			return part;
	}
	return NULL;
}

void
tertius_model_mark(const TertiusModel *model, GHashTable *features,
                   TertiusMarks *marks)
{
	GHashTableIter each;
	gpointer name, number;

	*marks = (TertiusMarks){ 0 };
	g_hash_table_iter_init(&each, features);
	while (g_hash_table_iter_next(&each, &name, NULL)) {
		guint n;

		if (!g_hash_table_lookup_extended(model->numbers, name, NULL,
		                                  &number))
			continue;
		n = GPOINTER_TO_UINT(number);
		marks->bits[n / 64] |= (guint64) 1 << n % 64;
	}
}

gboolean
tertius_term_holds(const TertiusTerm *term, const TertiusMarks *marks)
{
	for (guint i = 0; term->parts[i] != NULL; i++) {
		guint n = term->numbers[i];

		if ((marks->bits[n / 64] >> n % 64 & 1) == 0)
			return FALSE;
	}
	return TRUE;
}

double
tertius_model_score(const TertiusModelPart *part, const TertiusMarks *marks)
{
	double sum = 0;

	for (guint i = 0; i < part->terms->len; i++) {
		const TertiusTerm *term =
			&g_array_index(part->terms, TertiusTerm, i);

		if (tertius_term_holds(term, marks))
			sum += term->weight;
	}
	return 1 / (1 + exp(-sum));
}

char *
tertius_model_dup_text(const TertiusModel *model)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < model->parts->len; i++) {
		const TertiusModelPart *part = model->parts->pdata[i];

		g_string_append_printf(text, "%s[%s]\n", i > 0 ? "\n" : "",
		                       part->act);
		for (guint j = 0; j < part->terms->len; j++) {
			const TertiusTerm *term =
				&g_array_index(part->terms, TertiusTerm, j);

			g_string_append_printf(text, "%-56s %6.2f %7.3f\n",
			                       term->name, term->prior,
			                       term->weight);
		}
	}
	return g_string_free(text, FALSE);
}
