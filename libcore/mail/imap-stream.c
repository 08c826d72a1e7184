/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GSocket below, GnuTLS when asked for.
 */
#include "mail/imap-stream.h"

#include "base/error.h"
#include "mail/imap-certificate.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>

#define PRIORITY        "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
/* Seconds to connect and to agree on TLS. */
#define CONNECT_TIMEOUT 20

/* An answer may take so many times the patience for a silence, and a second more
 * for so many bytes: less than the slowest line brings. */
#define SLOW_TIMES 5
#define SLOW_BYTES 100

/* Milliseconds without a byte after which whoever waits with us is told: soon,
 * as there may be other work; then each of the last one. */
static const guint pauses[] = { 2, 20, 100, 500 };

struct _TertiusImapStream {
	const TertiusSourceOptions *options;
	GSocketConnection *connection;
	GSocket *socket; /* the connection's */
	GCancellable *cancellable;
	gnutls_session_t tls; /* NULL while plain */
	gnutls_certificate_credentials_t credentials;
	char *host;
	char *ca_file;
	int cancel_fd; /* readable when cancelled; -1: nobody can */
	guint timeout;
	GError *error;
	gboolean has_ended; /* the other side has hung up */
	guint64 received;
	gint64 waited;     /* microseconds */
	gint64 expected;   /* monotonic: when the present answer was */
	guint64 before_it; /* received until then */
	char buffer[TERTIUS_IMAP_BUFFER];
};

typedef TertiusImapStream Link;

static void
link_free(Link *link)
{
	if (link->tls != NULL)
		gnutls_deinit(link->tls);
	if (link->credentials != NULL)
		gnutls_certificate_free_credentials(link->credentials);
	if (link->cancel_fd >= 0)
		g_cancellable_release_fd(link->cancellable);
	g_clear_object(&link->connection);
	g_clear_object(&link->cancellable);
	g_clear_error(&link->error);
	g_free(link->host);
	g_free(link->ca_file);
	explicit_bzero(link->buffer, sizeof link->buffer);
	g_free(link);
}

/* --- Bytes ---------------------------------------------------------------- */

/* Polls once, and tells who waits with us. @waited milliseconds have passed. As
 * poll. GSocket would open a descriptor for each time that it waits. */
static int
link_poll(const Link *link, guint waited, guint timeout)
{
	GPollFD polls[] = {
		{ g_socket_get_fd(link->socket), G_IO_IN, 0 },
		{ link->cancel_fd, G_IO_IN, 0 },
	};
	guint n = link->cancel_fd >= 0 ? 2 : 1;
	guint i = 0;
	guint pause;
	int ready;

	while (i + 1 < G_N_ELEMENTS(pauses) && pauses[i] <= waited)
		i++;
	pause = MIN(pauses[i], timeout - waited);
	ready = g_poll(polls, n, (gint) pause);
	if (ready == 0)
		tertius_source_tell_wait(link->options, waited + pause);
	return ready;
}

/* Until there is something to read, or the time or our patience is up. */
static gboolean
link_wait(Link *link)
{
	guint timeout = g_socket_get_timeout(link->socket) * 1000;
	gint64 began = g_get_monotonic_time();
	guint waited = 0;
	int ready = 0;

	while (ready == 0 && waited < timeout) {
		ready = link_poll(link, waited, timeout);
		if (ready < 0 && errno == EINTR)
			ready = 0;
		waited = (guint) ((g_get_monotonic_time() - began) / 1000);
	}
	link->waited += g_get_monotonic_time() - began;
	if (g_cancellable_set_error_if_cancelled(link->cancellable,
	                                         &link->error))
		return FALSE;
	if (ready > 0)
		return TRUE;
	g_set_error_literal(&link->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
	                    _("it has been silent for too long"));
	return FALSE;
}

/* Below TLS, which hands on nothing until it has a whole record. */
static gboolean
is_too_slow(Link *link)
{
	gint64 took = g_get_monotonic_time() - link->expected;
	guint64 allowed =
		(guint64) g_socket_get_timeout(link->socket) * SLOW_TIMES +
		(link->received - link->before_it) / SLOW_BYTES;

	if (took / G_USEC_PER_SEC <= (gint64) allowed)
		return FALSE;
	g_set_error_literal(&link->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
	                    _("next to nothing has come for too long"));
	return TRUE;
}

static ssize_t
link_receive(Link *link, void *buffer, size_t length)
{
	ssize_t got;

	g_clear_error(&link->error);
	do
		got = recv(g_socket_get_fd(link->socket), buffer, length,
		           MSG_DONTWAIT);
	while (got < 0 &&
	       (errno == EINTR || (errno == EAGAIN && link_wait(link))));
	if (got < 0 && link->error == NULL)
		g_set_error_literal(&link->error, G_IO_ERROR,
		                    G_IO_ERROR_CONNECTION_CLOSED,
		                    g_strerror(errno));
	link->has_ended = got == 0;
	if (got <= 0)
		return got;
	link->received += (guint64) got;
	return is_too_slow(link) ? -1 : got;
}

static ssize_t
link_send(Link *link, const void *bytes, size_t length)
{
	g_clear_error(&link->error);
	return g_socket_send(link->socket, bytes, length, link->cancellable,
	                     &link->error);
}

static ssize_t
tls_pull(gnutls_transport_ptr_t data, void *buffer, size_t length)
{
	Link *link = data;
	ssize_t got = link_receive(link, buffer, length);

	if (got < 0)
		gnutls_transport_set_errno(link->tls, EIO);
	return got;
}

static ssize_t
tls_push(gnutls_transport_ptr_t data, const void *bytes, size_t length)
{
	Link *link = data;
	ssize_t sent = link_send(link, bytes, length);

	if (sent < 0)
		gnutls_transport_set_errno(link->tls, EIO);
	return sent;
}

/* What GnuTLS says, unless the socket below has said why. */
static void
note_tls_error(Link *link, int code)
{
	if (link->error == NULL)
		g_set_error(&link->error, G_IO_ERROR,
		            G_IO_ERROR_CONNECTION_CLOSED,
		            _("%s: TLS failed: %s"), link->host,
		            gnutls_strerror(code));
}

static ssize_t
link_read(Link *link)
{
	ssize_t got;

	if (link->tls == NULL)
		return link_receive(link, link->buffer, sizeof link->buffer);
	do
		got = gnutls_record_recv(link->tls, link->buffer,
		                         sizeof link->buffer);
	while (got < 0 && !gnutls_error_is_fatal((int) got));
	if (got == GNUTLS_E_PREMATURE_TERMINATION)
		return 0;
	if (got < 0)
		note_tls_error(link, (int) got);
	return got;
}

static ssize_t
link_write(Link *link, const char *bytes, gsize length)
{
	ssize_t sent;

	if (link->tls == NULL)
		return link_send(link, bytes, length);
	do
		sent = gnutls_record_send(link->tls, bytes, length);
	while (sent < 0 && !gnutls_error_is_fatal((int) sent));
	if (sent < 0)
		note_tls_error(link, (int) sent);
	return sent;
}

/* Why the last read or write failed, for the world. */
static void
explain(Link *link, GError **error)
{
	if (link->error == NULL)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
		            _("%s closed the connection"), link->host);
	else if (g_error_matches(link->error, G_IO_ERROR,
	                         G_IO_ERROR_CANCELLED) ||
	         link->error->domain == TERTIUS_ERROR)
		g_propagate_error(error, g_steal_pointer(&link->error));
	else
		g_set_error(error, G_IO_ERROR,
		            g_error_matches(link->error, G_IO_ERROR,
		                            G_IO_ERROR_TIMED_OUT)
		                    ? G_IO_ERROR_TIMED_OUT
		                    : G_IO_ERROR_CONNECTION_CLOSED,
		            _("the connection to %s broke: %s"), link->host,
		            link->error->message);
	g_clear_error(&link->error);
}

void
tertius_imap_stream_expect(TertiusImapStream *stream)
{
	stream->expected = g_get_monotonic_time();
	stream->before_it = stream->received;
}

/* What comes without end is no reason to go on. */
gssize
tertius_imap_stream_read(TertiusImapStream *stream, const char **bytes,
                         GError **error)
{
	ssize_t got;

	if (g_cancellable_set_error_if_cancelled(stream->cancellable, error))
		return -1;
	got = link_read(stream);
	if (got < 0)
		explain(stream, error);
	*bytes = stream->buffer;
	return got < 0 ? -1 : got;
}

gboolean
tertius_imap_stream_write(TertiusImapStream *stream, const char *line,
                          GError **error)
{
	gsize left = strlen(line);

	while (left > 0) {
		ssize_t sent = link_write(stream, line, left);

		if (sent < 0) {
			explain(stream, error);
			return FALSE;
		}
		line += sent;
		left -= (gsize) sent;
	}
	return TRUE;
}

/* --- TLS ------------------------------------------------------------------ */

/* The system's authorities, and those of a file beside them. */
static gboolean
link_trust(Link *link, GError **error)
{
	(void) gnutls_certificate_allocate_credentials(&link->credentials);
	(void) gnutls_certificate_set_x509_system_trust(link->credentials);
	if (link->ca_file == NULL ||
	    gnutls_certificate_set_x509_trust_file(
		    link->credentials, link->ca_file, GNUTLS_X509_FMT_PEM) > 0)
		return TRUE;
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("no certificate can be read from '%s'"), link->ca_file);
	return FALSE;
}

/* As plain text, such as another server's greeting, is taken. */
static gboolean
is_no_tls(int code)
{
	return code == GNUTLS_E_UNEXPECTED_PACKET ||
	       code == GNUTLS_E_UNEXPECTED_PACKET_LENGTH ||
	       code == GNUTLS_E_UNSUPPORTED_VERSION_PACKET;
}

static gboolean
link_shake_hands(Link *link, GError **error)
{
	int code;

	g_socket_set_timeout(link->socket, CONNECT_TIMEOUT);
	tertius_imap_stream_expect(link);
	do
		code = gnutls_handshake(link->tls);
	while (code < 0 && !gnutls_error_is_fatal(code));
	g_socket_set_timeout(link->socket, link->timeout);
	if (code == GNUTLS_E_SUCCESS)
		return TRUE;
	/* A packet that is cut off is only a broken line. */
	if (!link->has_ended && is_no_tls(code)) {
		g_clear_error(&link->error);
		g_set_error(&link->error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s does not answer with TLS here (%s); nothing "
		              "was sent; check the port"),
		            link->host, gnutls_strerror(code));
	} else if (link->error == NULL &&
	           (code == GNUTLS_E_FATAL_ALERT_RECEIVED ||
	            code == GNUTLS_E_UNKNOWN_CIPHER_SUITE)) {
		g_set_error(&link->error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s and Tertius find no common TLS: at least "
		              "version 1.2 is needed (%s)"),
		            link->host, gnutls_strerror(code));
	}
	note_tls_error(link, code);
	if (link->error->domain == G_IO_ERROR &&
	    link->error->code != G_IO_ERROR_CANCELLED)
		link->error->code = G_IO_ERROR_CONNECTION_CLOSED;
	g_propagate_error(error, g_steal_pointer(&link->error));
	return FALSE;
}

static gboolean
link_start_tls(Link *link, GError **error)
{
	int code;

	if (!link_trust(link, error))
		return FALSE;
	code = gnutls_init(&link->tls, GNUTLS_CLIENT);
	if (code == GNUTLS_E_SUCCESS)
		code = gnutls_priority_set_direct(link->tls, PRIORITY, NULL);
	if (code == GNUTLS_E_SUCCESS)
		code = gnutls_credentials_set(link->tls, GNUTLS_CRD_CERTIFICATE,
		                              link->credentials);
	if (code != GNUTLS_E_SUCCESS) {
		note_tls_error(link, code);
		g_propagate_error(error, g_steal_pointer(&link->error));
		return FALSE;
	}
	if (!g_hostname_is_ip_address(link->host))
		(void) gnutls_server_name_set(link->tls, GNUTLS_NAME_DNS,
		                              link->host, strlen(link->host));
	gnutls_transport_set_ptr(link->tls, link);
	gnutls_transport_set_pull_function(link->tls, tls_pull);
	gnutls_transport_set_push_function(link->tls, tls_push);
	gnutls_handshake_set_timeout(link->tls, GNUTLS_INDEFINITE_TIMEOUT);
	return link_shake_hands(link, error) &&
	       tertius_imap_certificate_check(link->tls, link->host, error);
}

/* --- The whole ------------------------------------------------------------ */

static gboolean
link_connect(Link *link, guint16 port, GError **error)
{
	g_autoptr(GSocketClient) client = g_socket_client_new();
	g_autoptr(GError) why = NULL;

	g_socket_client_set_timeout(client, CONNECT_TIMEOUT);
	g_socket_client_set_enable_proxy(client, FALSE);
	link->connection = g_socket_client_connect_to_host(
		client, link->host, port, link->cancellable, &why);
	if (link->connection != NULL) {
		link->socket = g_socket_connection_get_socket(link->connection);
		g_socket_set_timeout(link->socket, link->timeout);
		return TRUE;
	}
	if (g_error_matches(why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		g_propagate_error(error, g_steal_pointer(&why));
	else
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_UNREACHABLE,
		            _("%s does not answer: %s; is its name right, and "
		              "is there a network?"),
		            link->host, why->message);
	return FALSE;
}

TertiusImapStream *
tertius_imap_stream_open(const TertiusImapPlace *place,
                         const TertiusSourceOptions *options, GError **error)
{
	Link *link = g_new0(Link, 1);

	link->options = options;
	link->host = g_strdup(place->host);
	link->ca_file = g_strdup(options->ca_file);
	link->timeout = options->network_timeout > 0 ? options->network_timeout
	                                             : TERTIUS_IMAP_TIMEOUT;
	g_set_object(&link->cancellable, options->cancellable);
	link->cancel_fd = g_cancellable_get_fd(link->cancellable);
	if (!link_connect(link, place->port, error) ||
	    (place->is_tls && !link_start_tls(link, error))) {
		link_free(link);
		return NULL;
	}
	return link;
}

gboolean
tertius_imap_stream_start_tls(TertiusImapStream *stream, GError **error)
{
	return link_start_tls(stream, error);
}

gboolean
tertius_imap_stream_is_secret(const TertiusImapStream *stream)
{
	return stream->tls != NULL;
}

gboolean
tertius_imap_stream_is_local(const TertiusImapStream *stream)
{
	g_autoptr(GSocketAddress) address =
		g_socket_get_remote_address(stream->socket, NULL);

	if (!G_IS_INET_SOCKET_ADDRESS(address))
		return FALSE;
	return g_inet_address_get_is_loopback(g_inet_socket_address_get_address(
		G_INET_SOCKET_ADDRESS(address)));
}

guint64
tertius_imap_stream_received(const TertiusImapStream *stream)
{
	return stream->received;
}

gint64
tertius_imap_stream_waited(const TertiusImapStream *stream)
{
	return stream->waited;
}

/* Without the polite goodbye of TLS: the IMAP LOGOUT has been said, or the line is
 * broken and a goodbye would wait. */
void
tertius_imap_stream_close(TertiusImapStream *stream)
{
	if (stream != NULL)
		link_free(stream);
}
