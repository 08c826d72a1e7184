/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all parts of an inquiry write down.
 */
#include "engine/tact-private.h"

const char *
tertius_inquiry_keep(TertiusInquiry *inquiry, char *text)
{
	g_ptr_array_add(inquiry->texts, text);
	return text;
}

const char *
tertius_inquiry_date(TertiusInquiry *inquiry, gint64 moment, const char *format)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
	g_autoptr(GDateTime) date =
		utc != NULL ? g_date_time_to_timezone(utc, inquiry->zone)
			    : NULL;
	char *text = date != NULL ? g_date_time_format(date, format) : NULL;

	return tertius_inquiry_keep(inquiry,
	                            text != NULL ? text : g_strdup(""));
}
