/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who was brought together with whom, by whom and when: whether an introduction
 * is one that is known, told once more.
 */
#pragma once

#include "model/history.h"
#include "model/introduction.h"

typedef struct _TertiusPairs TertiusPairs;

/* @history must outlive it. */
TertiusPairs *tertius_pairs_new(const TertiusHistory *history);
void tertius_pairs_free(TertiusPairs *pairs);

/* The index of the introduction by the same person, of the same people to the
 * same people, that was added last, not long before @introduction; or
 * TERTIUS_NOBODY. @letter: where it was said, or NULL for a meeting. Whom I know
 * as the one who was introduced to me is told by them alone; what I bring
 * together, and what others do, has two sides. */
guint tertius_pairs_find(const TertiusPairs *pairs,
                         const TertiusIntroduction *introduction,
                         const TertiusLetter *letter);

/* Remembers @introduction under @index. */
void tertius_pairs_add(TertiusPairs *pairs,
                       const TertiusIntroduction *introduction,
                       const TertiusLetter *letter, guint index);
