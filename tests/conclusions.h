/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that was concluded, as text: for tests that compare two engines.
 */
#pragma once

#include "engine/engine.h"

/* Every field of every record that @engine concludes, a record a line. An error
 * ends the test. */
char *tertius_conclusions_dup_all(TertiusEngine *engine);
