/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker that was taken over could send: frames, and facts in them.
 */
#include "engine/frame.h"
#include "model/facts.h"

#include <stdint.h>
#include <string.h>

#define LIMIT 100000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Facts that were accepted are clean: sent on, they arrive as they are. */
static void
read_facts(const char *body, gsize length)
{
	g_autofree char *block = g_memdup2(body, MAX(length, 1));
	g_autoptr(TertiusFacts) facts =
		tertius_facts_from_bytes(block, length, NULL);
	g_autoptr(TertiusFacts) copy = NULL;
	g_autoptr(GBytes) once = NULL;
	g_autoptr(GBytes) twice = NULL;

	if (facts == NULL)
		return;
	once = tertius_facts_to_bytes(facts);
	copy = tertius_facts_from_bytes(g_bytes_get_data(once, NULL),
	                                g_bytes_get_size(once), NULL);
	g_assert(copy != NULL);
	twice = tertius_facts_to_bytes(copy);
	g_assert(g_bytes_equal(once, twice));
}

/* A record that holds one of each. */
static GBytes *
make_record(void)
{
	g_autoptr(TertiusFacts) facts = tertius_facts_new();
	TertiusMessage *message = tertius_message_new();
	TertiusAct *act = tertius_act_new(TERTIUS_ACT_INTRODUCTION);
	TertiusMeeting *meeting = tertius_meeting_new();
	TertiusPerson *person =
		tertius_person_new("Zoë", "zoe@example.org", TERTIUS_PLACE_TO);

	message->id = g_strnfill(64, 'a');
	message->message_id = g_strdup("one@example.org");
	message->from = tertius_person_copy(person);
	message->subject = g_strdup("Zoë");
	g_ptr_array_add(message->recipients, tertius_person_copy(person));
	g_ptr_array_add(message->references, g_strdup("zero@example.org"));
	g_ptr_array_add(message->attachments, g_strdup("cv.pdf"));
	g_ptr_array_add(act->introduced, tertius_person_copy(person));
	g_ptr_array_add(act->evidence,
	                tertius_evidence_new("rule", "words", "body", 1));
	meeting->id = g_strnfill(64, 'b');
	meeting->uid = g_strdup("u");
	meeting->series = g_strdup("Europe/Berlin FREQ=WEEKLY;COUNT=2 +7 -9");
	tertius_meeting_take_attendee(meeting, person,
	                              TERTIUS_ATTENDANCE_ACCEPTED);
	facts->message = message;
	g_ptr_array_add(facts->acts, act);
	g_ptr_array_add(facts->meetings, meeting);
	g_ptr_array_add(facts->problems, g_strdup("a problem"));
	return tertius_facts_to_bytes(facts);
}

/* Each three bytes change one byte of a good record: at which place, to what.
 * Random bytes alone would hardly ever be one. */
static void
change_record(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) record = make_record();
	gsize length = g_bytes_get_size(record);
	g_autofree char *changed =
		g_memdup2(g_bytes_get_data(record, NULL), length);

	for (gsize i = 0; i + 2 < size; i += 3) {
		gsize place = ((gsize) data[i] << 8) + data[i + 1];

		changed[place % length] = (char) data[i + 2];
	}
	read_facts(changed, length);
}

static void
read_frames(const uint8_t *data, size_t size, gsize portion)
{
	g_autoptr(TertiusFrameReader) reader = tertius_frame_reader_new(LIMIT);
	TertiusFrameHead head;
	const char *body;

	for (gsize at = 0; at < size;) {
		gsize room;
		char *into = tertius_frame_reader_reserve(reader, &room);
		gsize now = MIN(MIN(size - at, room), portion);

		memcpy(into, data + at, now);
		tertius_frame_reader_add(reader, now);
		at += now;
		while (tertius_frame_reader_take(reader, &head, &body) ==
		       TERTIUS_FRAME_WHOLE)
			read_facts(body, head.length);
	}
}

/* The first byte: 0 for a changed record, else in what portions frames come. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] == 0)
		change_record(data + 1, size - 1);
	else
		read_frames(data + 1, size - 1, data[0]);
	return 0;
}
