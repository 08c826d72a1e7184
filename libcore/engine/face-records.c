/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the public face (tertius.h) tells of single records.
 */
#include "tertius.h"

#include "model/act.h"
#include "model/introduction.h"
#include "model/person.h"
#include "model/reminder.h"

static const void *
get_at(const GPtrArray *records, size_t at)
{
	return records != NULL && at < records->len ? records->pdata[at] : NULL;
}

static const char *
get_text(const char *text)
{
	return text != NULL ? text : "";
}

const char *
tertius_introduction_get_id(const TertiusIntroduction *introduction)
{
	return introduction->id;
}

const char *
tertius_introduction_get_kind(const TertiusIntroduction *introduction)
{
	return tertius_introduction_kind_name(introduction->kind);
}

const char *
tertius_introduction_get_level(const TertiusIntroduction *introduction)
{
	return tertius_level_name(introduction->level);
}

const char *
tertius_introduction_get_state(const TertiusIntroduction *introduction)
{
	return tertius_state_name(introduction->state);
}

int64_t
tertius_introduction_get_date(const TertiusIntroduction *introduction)
{
	return introduction->date;
}

const char *
tertius_introduction_get_subject(const TertiusIntroduction *introduction)
{
	return get_text(introduction->subject);
}

const TertiusPerson *
tertius_introduction_get_introducer(const TertiusIntroduction *introduction)
{
	return introduction->introducer;
}

const TertiusPerson *
tertius_introduction_get_introduced(const TertiusIntroduction *introduction,
                                    size_t at)
{
	return get_at(introduction->introduced, at);
}

const TertiusEvidence *
tertius_introduction_get_evidence(const TertiusIntroduction *introduction,
                                  size_t at)
{
	return get_at(introduction->evidence, at);
}

const char *
tertius_evidence_get_rule(const TertiusEvidence *evidence)
{
	return evidence->rule;
}

const char *
tertius_evidence_get_quote(const TertiusEvidence *evidence)
{
	return get_text(evidence->quote);
}

double
tertius_evidence_get_weight(const TertiusEvidence *evidence)
{
	return evidence->weight;
}

const char *
tertius_reminder_get_id(const TertiusReminder *reminder)
{
	return reminder->id;
}

const char *
tertius_reminder_get_kind(const TertiusReminder *reminder)
{
	return tertius_reminder_kind_name(reminder->kind);
}

const char *
tertius_reminder_get_state(const TertiusReminder *reminder)
{
	return tertius_reminder_state_name(reminder->state);
}

int64_t
tertius_reminder_get_due(const TertiusReminder *reminder)
{
	return reminder->due;
}

const char *
tertius_reminder_get_title(const TertiusReminder *reminder)
{
	return get_text(reminder->title);
}

const char *
tertius_reminder_get_because(const TertiusReminder *reminder)
{
	return get_text(reminder->because);
}

const char *
tertius_reminder_get_introduction(const TertiusReminder *reminder)
{
	return reminder->introduction;
}

const TertiusPerson *
tertius_reminder_get_person(const TertiusReminder *reminder)
{
	return reminder->person;
}

const char *
tertius_person_get_name(const TertiusPerson *person)
{
	return tertius_person_label(person);
}

const char *
tertius_person_get_address(const TertiusPerson *person)
{
	return person->address;
}
