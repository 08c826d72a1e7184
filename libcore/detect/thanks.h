/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which introductions ask for a thank-you.
 */
#pragma once

#include "model/history.h"
#include "model/introduction.h"

/* Tells @introduction, made by @letter, whether I knew all of them before, and
 * whether whoever made it did me a favour: not by an assistant's number, nor
 * with people whom I knew, nor by the day's work among colleagues (a name
 * without a way to reach it, an application). */
void tertius_thanks_judge(const TertiusHistory *history,
                          const TertiusLetter *letter,
                          TertiusIntroduction *introduction);
