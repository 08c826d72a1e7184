/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text at all, read by the detector.
 */
#include "detect/detector.h"

#include "base/text.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, gsize size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, gsize size)
{
	static TertiusDetector *detector;
	g_autoptr(TertiusMessage) message = tertius_message_new();
	g_autoptr(TertiusFacts) facts = tertius_facts_new();

	if (detector == NULL)
		detector = tertius_detector_new(NULL, NULL);
	g_free(message->text);
	message->text = tertius_text_dup_lines(
		(const char *) data, (gssize) size, TERTIUS_MESSAGE_TEXT_MAX);
	g_free(message->subject);
	message->subject = tertius_text_dup_line(message->text, 100);
	message->from = tertius_person_new("Bob Li", "bob@example.org",
	                                   TERTIUS_PLACE_FROM);
	g_ptr_array_add(message->recipients,
	                tertius_person_new(message->subject, "dana@example.org",
	                                   TERTIUS_PLACE_TO));
	tertius_detector_read(detector, message, facts);
	return 0;
}
