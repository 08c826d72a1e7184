/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which mail a person wrote to another, and which not.
 */
#include "mail/mime.h"
#include "tertius-test.h"

#include <string.h>

#define PERSONAL 0

static guint
find_flags(const char *fields)
{
	g_autofree char *text = g_strconcat(
		strstr(fields, "From:") != NULL ? ""
						: "From: dana@example.org\n",
		fields, "\n\nHello\n", NULL);
	g_autoptr(TertiusMessage) message =
		tertius_mime_read(text, strlen(text), 0, FALSE, NULL);

	ck_assert_msg(message != NULL, "%s", text);
	return message->flags;
}

START_TEST(fields_tell_automatic_mail)
{
	static const struct {
		const char *fields;
		guint flags;
	} cases[] = {
		{ "Subject: Hello", PERSONAL },
		{ "X-Mailer: Mozilla Thunderbird", PERSONAL },
		{ "Precedence: first-class", PERSONAL },
		{ "Auto-Submitted: no", PERSONAL },
		{ "X-Auto-Response-Suppress: None", PERSONAL },
		{ "Return-Path: <dana@example.org>", PERSONAL },
		{ "Sensitivity: Normal", PERSONAL },
		{ "List-Id: Friends <friends.example.org>",
		  TERTIUS_MESSAGE_LIST },
		{ "List-Post: <mailto:friends@example.org>",
		  TERTIUS_MESSAGE_LIST },
		{ "X-BeenThere: friends@example.org", TERTIUS_MESSAGE_LIST },
		{ "precedence: List", TERTIUS_MESSAGE_LIST },
		{ "Precedence: bulk", TERTIUS_MESSAGE_BULK },
		{ "Precedence:\n junk", TERTIUS_MESSAGE_BULK },
		{ "List-Unsubscribe: <https://example.org>",
		  TERTIUS_MESSAGE_BULK },
		{ "Feedback-ID: 1:2:3", TERTIUS_MESSAGE_BULK },
		{ "X-Mailer: MailChimp Mailer", TERTIUS_MESSAGE_BULK },
		{ "Precedence: auto_reply", TERTIUS_MESSAGE_AUTO_REPLY },
		{ "Auto-Submitted: auto-replied (vacation)",
		  TERTIUS_MESSAGE_AUTO_REPLY },
		{ "X-Autoreply: yes", TERTIUS_MESSAGE_AUTO_REPLY },
		{ "X-Autorespond: Hello", TERTIUS_MESSAGE_AUTO_REPLY },
		{ "Auto-Submitted: auto-generated", TERTIUS_MESSAGE_ROBOT },
		{ "X-Auto-Response-Suppress: All", TERTIUS_MESSAGE_ROBOT },
		{ "X-Auto-Response-Suppress: DR, OOF, AutoReply",
		  TERTIUS_MESSAGE_ROBOT },
		{ "Return-Path: <>", TERTIUS_MESSAGE_ROBOT },
		{ "Content-Type: multipart/report; boundary=x",
		  TERTIUS_MESSAGE_ROBOT },
		{ "Sensitivity: Private", TERTIUS_MESSAGE_CONFIDENTIAL },
		{ "Sensitivity: Company-Confidential",
		  TERTIUS_MESSAGE_CONFIDENTIAL },
		{ "sensitivity: PERSONAL", TERTIUS_MESSAGE_CONFIDENTIAL },
		{ "Precedence: bulk\nList-Id: <x.example.org>",
		  TERTIUS_MESSAGE_BULK | TERTIUS_MESSAGE_LIST },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		ck_assert_msg(find_flags(cases[i].fields) == cases[i].flags,
		              "case %zu: %s", i, cases[i].fields);
}
END_TEST

START_TEST(writers_tell_robots)
{
	static const struct {
		const char *from;
		gboolean is_robot;
	} cases[] = {
		{ "Dana <dana@example.org>", FALSE },
		{ "info@example.org", FALSE },
		{ "Sales <sales@example.org>", FALSE },
		{ "hello@example.org", FALSE },
		{ "newsome@example.org", FALSE },
		{ "alerta@example.org", FALSE },
		{ "noreply@example.org", TRUE },
		{ "no-reply@example.org", TRUE },
		{ "Dana via Service <no_reply.42@example.org>", TRUE },
		{ "do-not-reply@example.org", TRUE },
		{ "DoNotReply@example.org", TRUE },
		{ "comments-noreply@docs.example.org", TRUE },
		{ "nepasrepondre@example.org", TRUE },
		{ "keine.antwort@example.org", TRUE },
		{ "MAILER-DAEMON@example.org", TRUE },
		{ "MAILER-DAEMON", TRUE },
		{ "Mail Delivery System <MAILER-DAEMON>", FALSE },
		{ "postmaster@example.org", TRUE },
		{ "bounces+dana=example.org@example.com", TRUE },
		{ "newsletter@example.org", TRUE },
		{ "example.announcements@example.org", TRUE },
		{ "the-newsletter@example.org", TRUE },
		{ "ann@example.org", FALSE },
		{ "notifications@example.org", TRUE },
		{ "billing@example.org", TRUE },
		{ "support+id42@example.org", TRUE },
		{ "calendar-notification@google.com", TRUE },
		{ "x@group.calendar.google.com", TRUE },
		{ "Calendar <calendar-server@example.org>", TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *field =
			g_strconcat("From: ", cases[i].from, NULL);
		gboolean is_robot =
			(find_flags(field) & TERTIUS_MESSAGE_ROBOT) != 0;

		ck_assert_msg(is_robot == cases[i].is_robot, "case %zu: %s", i,
		              cases[i].from);
	}
	ck_assert_uint_eq(
		find_flags("Sender: Calendar <calendar-notification@google."
	                   "com>"),
		TERTIUS_MESSAGE_ROBOT);
}
END_TEST

START_TEST(subjects_tell_that_somebody_is_away)
{
	static const struct {
		const char *subject;
		gboolean is_away;
	} cases[] = {
		{ "Automatic reply: Meet Bob", TRUE },
		{ "Out of Office: Meet Bob", TRUE },
		{ "Out of Office AutoReply: Meet Bob", TRUE },
		{ "Out of office", TRUE },
		{ "OUT OF OFFICE - back on Monday", TRUE },
		{ "Out of Office Re: Meet Bob", TRUE },
		{ "Abwesenheitsnotiz: Treffen", TRUE },
		{ "Automatische Antwort: Treffen", TRUE },
		{ "=?utf-8?Q?R=C3=A9ponse_automatique_=3A_Rencontre?=", TRUE },
		{ "Re\xcc\x81ponse automatique: x", TRUE },
		{ "Risposta automatica: x", TRUE },
		{ "Respuesta automática: x", TRUE },
		{ "Automatisch antwoord: x", TRUE },
		{ "Resposta automática: x", TRUE },
		{ "Re: Out of Office: Meet Bob", FALSE },
		{ "Out of office chairs", FALSE },
		{ "Automatic reply settings for the team", FALSE },
		{ "Meet Bob (out of office next week)", FALSE },
		{ "", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *field =
			g_strconcat("Subject: ", cases[i].subject, NULL);
		gboolean is_away =
			find_flags(field) == TERTIUS_MESSAGE_AUTO_REPLY;

		ck_assert_msg(is_away == cases[i].is_away, "case %zu: %s", i,
		              cases[i].subject);
	}
}
END_TEST

TERTIUS_TEST_MAIN("automatic", fields_tell_automatic_mail, writers_tell_robots,
                  subjects_tell_that_somebody_is_away)
