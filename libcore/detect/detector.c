/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The detector.
 */
#include "detect/detector.h"

#include "base/data.h"
#include "detect/acts.h"
#include "detect/own-words.h"
#include "detect/searches.h"
#include "detect/signed.h"
#include "detect/style.h"

struct _TertiusDetector {
	TertiusPhrases *phrases;
	TertiusModel *model;
};

TertiusDetector *
tertius_detector_new(const char *const *languages, GError **error)
{
	g_autoptr(TertiusDetector) detector = g_new0(TertiusDetector, 1);

	detector->phrases = tertius_phrases_new(languages, error);
	if (detector->phrases == NULL)
		return NULL;
	detector->model = tertius_model_new(
		tertius_data_get_text("detect/acts.weights"), error);
	if (detector->model == NULL)
		return NULL;
	return g_steal_pointer(&detector);
}

void
tertius_detector_free(TertiusDetector *detector)
{
	if (detector == NULL)
		return;
	tertius_phrases_free(detector->phrases);
	tertius_model_free(detector->model);
	g_free(detector);
}

static gboolean
is_told(const TertiusMessage *message, const TertiusAct *act)
{
	return (message->flags & TERTIUS_MESSAGE_AUTOMATIC) == 0 ||
	       act->kind == TERTIUS_ACT_OUT_OF_OFFICE;
}

/* A machine's mail whose text was left on the server, and no absence. */
static gboolean
is_mute(const TertiusMessage *message)
{
	return (message->flags & TERTIUS_MESSAGE_AUTOMATIC) != 0 &&
	       (message->flags & TERTIUS_MESSAGE_AUTO_REPLY) == 0 &&
	       (message->text == NULL || message->text[0] == '\0');
}

void
tertius_detector_read(TertiusDetector *detector, const TertiusMessage *message,
                      TertiusFacts *facts)
{
	g_autoptr(TertiusReading) reading = NULL;
	g_autoptr(GPtrArray) acts = NULL;

	if (is_mute(message))
		return;
	reading = tertius_reading_new(detector->phrases, message);
	tertius_reading_mark(reading, detector->model);
	acts = tertius_acts_find(detector->phrases, reading, detector->model);
	tertius_searches_find(detector->phrases, reading, acts);
	for (guint i = 0; i < acts->len; i++) {
		if (is_told(message, acts->pdata[i]))
			g_ptr_array_add(facts->acts,
			                tertius_act_copy(acts->pdata[i]));
	}
	tertius_style_read(detector->phrases, reading, &facts->style);
	/* last, as what was read speaks of the header as it is */
	if (facts->message != NULL)
		tertius_signed_name_writer(reading->lines, facts->message);
}
