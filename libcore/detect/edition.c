/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The edition of the detector. The Makefile computes it; nobody need remember to
 * change it.
 */
#include "detect/detector.h"

gint64
tertius_detector_edition(void)
{
	return TERTIUS_DETECT_EDITION;
}
