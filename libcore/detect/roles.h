/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is who in an act of bringing together: who introduces whom to whom, told
 * apart by who is me.
 */
#pragma once

#include "detect/findings.h"

/* What @act of @letter, an introduction or a referral, brings together, judged by
 * itself and by the history; NULL when it names nobody. Its level is not told
 * yet. */
TertiusIntroduction *tertius_roles_read(const TertiusHistory *history,
                                        TertiusFindings *findings,
                                        const TertiusLetter *letter,
                                        const TertiusAct *act);
