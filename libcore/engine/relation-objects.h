/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People, occasions and suggestions as objects: what scripts and the mail
 * client's windows see, the same for both. "words" are sentences for people.
 */
#pragma once

#include "engine/engine.h"
#include "engine/json.h"

/* The fields of an object that has been begun.
 *
 *	{"name","address","contexts":["work","private"],
 *	 "latest":time,"latest_kind":"i-wrote|they-wrote|met",
 *	 "every_days","next":time,"turn":"me|them"|null,"open":number,
 *	 "muted","friend_first","introducer":{person}|null,"introduced":number,
 *	 "origin":"friend|event|they-wrote|i-wrote|unknown","first":time,
 *	 "words":{"latest","turn"}} */
void tertius_objects_relation(TertiusJson *json, const TertiusConclusions *all,
                              const TertiusRelation *relation, GTimeZone *zone);

/* The same, and besides:
 *
 *	 "addresses":[{"address","context","letters","latest"}],
 *	 "chain":[{person}] through whom I know them, and through whom that one,
 *	 "balance":{"year":{KIND:{"mine","theirs"}},"ever":{…},
 *	   "meetings_year","meetings_ever","one_to_ones","personal_year",
 *	   "work_year","asks_in_a_row","recent_asks","open_asks",
 *	   "last_friendly":time},
 *	 "rhythm_days","every_is_set","reply_minutes",
 *	 "boundaries":[{"kind","said","since","until","about","quote",
 *	   "message_id","because"}],
 *	 "milestones":[{"kind","date","yearly","congratulated","quote",
 *	   "before":text|null of a title in a signature,"message_id"}],
 *	 "open":[{"kind","turn","rests","date","by","follow_ups","introduction",
 *	   "message_id","words"}]  (instead of the number),
 *	 "projects":[text],"notes":[text],"title":text|null in their
 *	 signature,"seeks":text|null,
 *	 "merges":[{"address","other","because","taken"}],
 *	 "sentences":[text] what the balance says, for the user alone,
 *	 "voice":{"from":"person|alike|default","language","greeting",
 *	   "closing","formal","first_name","words","letters","sentence"} */
void tertius_objects_relation_whole(TertiusJson *json,
                                    const TertiusConclusions *all,
                                    const TertiusRelation *relation,
                                    GTimeZone *zone);

/* {"id","message_id","title","when","start","end","ahead","company",
 *  "friends":[{person}],"met":[{person}]}; the message tells of it, or is the first
 *  of somebody met there, or is null */
void tertius_objects_occasion(TertiusJson *json, const TertiusConclusions *all,
                              const TertiusOccasion *occasion, GTimeZone *zone);

/* {"id","kind":"introduce|opportunity","first":{person},
 *  "second":{person}|null,"date","message_id","because","consent":bool} */
void tertius_objects_suggestion(TertiusJson *json,
                                const TertiusConclusions *all,
                                const TertiusSuggestion *suggestion,
                                GTimeZone *zone);

/* {"quarter","start","friend","event","they_wrote","i_wrote","organisations",
 *	"known"} */
void tertius_objects_quarter(TertiusJson *json, const TertiusQuarter *quarter,
                             GTimeZone *zone);
