/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several requests to one server at once.
 */
#include "calendar/caldav-crowd.h"

/* So long is waited for news at a time. */
#define POLL_MILLISECONDS 1000

static void
start(TertiusCrowd *crowd, CURLM *together, TertiusTransfer *lane)
{
	guint i = crowd->next++;

	tertius_transfer_prepare(lane, crowd->login, &crowd->requests[i],
	                         crowd->urls[i], &crowd->replies[i]);
	if (curl_multi_add_handle(together, lane->curl) == CURLM_OK) {
		crowd->n_busy++;
		crowd->n_sent++;
		return;
	}
	tertius_http_reply_clear(lane->reply);
	tertius_transfer_clear(lane);
	crowd->is_over = TRUE;
}

static gboolean
is_plain(const TertiusHttpReply *reply)
{
	return reply->status >= 200 && reply->status < 500 &&
	       reply->status / 100 != 3 && reply->status != 401 &&
	       reply->status != 408 && reply->status != 429;
}

static gboolean
asks_for_patience(const TertiusHttpReply *reply)
{
	return reply->status == 429 || reply->status == 503;
}

static void
finish(TertiusCrowd *crowd, TertiusTransfer *lane, CURLcode code)
{
	TertiusHttpReply *reply = lane->reply;
	gboolean is_good =
		tertius_transfer_finish(lane, crowd->login, code, NULL);
	curl_off_t pause = 0;

	curl_easy_getinfo(lane->curl, CURLINFO_RETRY_AFTER, &pause);
	tertius_transfer_clear(lane);
	crowd->n_busy--;
	if (is_good && is_plain(reply))
		return;
	crowd->is_over = TRUE;
	if (is_good && asks_for_patience(reply))
		crowd->pause = CLAMP((long) pause, 1, TERTIUS_HTTP_PAUSE_MAX);
	tertius_http_reply_clear(reply);
}

static void
take_answers(TertiusCrowd *crowd, CURLM *together)
{
	int n_left = 0;
	CURLMsg *message;

	while ((message = curl_multi_info_read(together, &n_left)) != NULL) {
		CURL *curl = message->easy_handle;
		CURLcode code = message->data.result;
		TertiusTransfer *lane = NULL;

		curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **) &lane);
		curl_multi_remove_handle(together, curl);
		finish(crowd, lane, code);
	}
}

static gboolean
has_more(const TertiusCrowd *crowd)
{
	return crowd->next < crowd->n && !crowd->is_over;
}

static gboolean
turn(TertiusCrowd *crowd, CURLM *together, TertiusTransfer *lanes)
{
	int n_running = 0;

	for (int i = 0; i < TERTIUS_HTTP_LANES; i++) {
		if (lanes[i].reply == NULL && has_more(crowd))
			start(crowd, together, &lanes[i]);
	}
	if (curl_multi_perform(together, &n_running) != CURLM_OK)
		return FALSE;
	take_answers(crowd, together);
	if (crowd->n_busy == 0 ||
	    (crowd->n_busy < TERTIUS_HTTP_LANES && has_more(crowd)))
		return TRUE;
	return curl_multi_poll(together, NULL, 0, POLL_MILLISECONDS, NULL) ==
	       CURLM_OK;
}

void
tertius_crowd_send(TertiusCrowd *crowd)
{
	CURLM *together = curl_multi_init();
	TertiusTransfer lanes[TERTIUS_HTTP_LANES] = { 0 };
	gboolean is_good = together != NULL;

	for (int i = 0; i < TERTIUS_HTTP_LANES; i++) {
		lanes[i].curl = curl_easy_init();
		curl_easy_setopt(lanes[i].curl, CURLOPT_PRIVATE, &lanes[i]);
	}
	while (is_good && (crowd->n_busy > 0 || has_more(crowd)))
		is_good = turn(crowd, together, lanes);
	for (int i = 0; i < TERTIUS_HTTP_LANES; i++) {
		if (lanes[i].reply != NULL) {
			curl_multi_remove_handle(together, lanes[i].curl);
			tertius_http_reply_clear(lanes[i].reply);
		}
		tertius_transfer_clear(&lanes[i]);
		curl_easy_cleanup(lanes[i].curl);
	}
	curl_multi_cleanup(together);
}
