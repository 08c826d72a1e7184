/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GnuTLS judges; this file only finds the words.
 */
#include "mail/imap-certificate.h"

#include "base/error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>

#define ANSWERS_TO_MAX 256 /* bytes of the name in a certificate */
#define HOSTS_MAX      100 /* of them are looked at */

/* The server's own certificate, owned by the caller; NULL: unreadable. */
static gnutls_x509_crt_t
dup_certificate(gnutls_session_t tls)
{
	unsigned int count = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(tls, &count);
	gnutls_x509_crt_t certificate = NULL;

	if (chain == NULL || count == 0 ||
	    gnutls_x509_crt_init(&certificate) != GNUTLS_E_SUCCESS)
		return NULL;
	if (gnutls_x509_crt_import(certificate, &chain[0],
	                           GNUTLS_X509_FMT_DER) != GNUTLS_E_SUCCESS) {
		gnutls_x509_crt_deinit(certificate);
		return NULL;
	}
	return certificate;
}

static char *
dup_day(time_t moment)
{
	g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(moment);

	return day == NULL ? g_strdup("?") : g_date_time_format(day, "%F");
}

/* A number of it is of four or sixteen bytes (RFC 5280 4.2.1.6). */
static char *
dup_number(const guint8 *bytes, size_t length)
{
	GSocketFamily family =
		length == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6;
	g_autoptr(GInetAddress) address =
		length == 4 || length == 16
			? g_inet_address_new_from_bytes(bytes, family)
			: NULL;

	return address != NULL ? g_inet_address_to_string(address) : NULL;
}

/* The name or number of a host at place @i. NULL: what stands there is another
 * thing, such as an address of mail; *@is_end: nothing does. */
static char *
dup_host(gnutls_x509_crt_t certificate, guint i, gboolean *is_end)
{
	char name[ANSWERS_TO_MAX] = "";
	size_t length = sizeof name;
	int kind = gnutls_x509_crt_get_subject_alt_name(certificate, i, name,
	                                                &length, NULL);

	*is_end = kind == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
	if (kind == GNUTLS_SAN_IPADDRESS)
		return dup_number((const guint8 *) name, length);
	name[sizeof name - 1] = '\0';
	return kind == GNUTLS_SAN_DNSNAME && g_str_is_ascii(name)
	               ? g_strdup(name)
	               : NULL;
}

static char *
dup_wrong_host(gnutls_x509_crt_t certificate)
{
	g_autofree char *name = NULL;
	gboolean is_end = FALSE;

	for (guint i = 0; name == NULL && !is_end && i < HOSTS_MAX; i++)
		name = dup_host(certificate, i, &is_end);
	return g_strdup_printf(
		_("is made out to another host (%s); write the address with "
	          "that name if it is your server's"),
		name == NULL ? "?" : name);
}

static char *
dup_reason(unsigned int status, gnutls_x509_crt_t certificate)
{
	g_autofree char *from =
		dup_day(gnutls_x509_crt_get_activation_time(certificate));
	g_autofree char *until =
		dup_day(gnutls_x509_crt_get_expiration_time(certificate));

	if ((status & GNUTLS_CERT_REVOKED) != 0)
		return g_strdup(_("was withdrawn; ask whoever runs the "
		                  "server"));
	if ((status & GNUTLS_CERT_EXPIRED) != 0)
		return g_strdup_printf(_("expired on %s; ask whoever runs the "
		                         "server to renew it"),
		                       until);
	if ((status & GNUTLS_CERT_NOT_ACTIVATED) != 0)
		return g_strdup_printf(_("is not valid before %s; check this "
		                         "computer's clock"),
		                       from);
	if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0 &&
	    gnutls_x509_crt_check_issuer(certificate, certificate) == 1)
		return g_strdup(_("is self-signed; if it is your own server, "
		                  "give its certificate with --ca-file"));
	if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
		return g_strdup(_("comes from an authority that this computer "
		                  "does not know; if you trust it, give its "
		                  "certificate with --ca-file"));
	if ((status & GNUTLS_CERT_UNEXPECTED_OWNER) != 0)
		return dup_wrong_host(certificate);
	return g_strdup(_("cannot be trusted; ask whoever runs the server"));
}

gboolean
tertius_imap_certificate_check(gnutls_session_t tls, const char *host,
                               GError **error)
{
	unsigned int status = 0;
	int code = gnutls_certificate_verify_peers3(tls, host, &status);
	gnutls_x509_crt_t certificate;
	g_autofree char *reason = NULL;

	if (code == GNUTLS_E_SUCCESS && status == 0)
		return TRUE;
	certificate = dup_certificate(tls);
	if (certificate == NULL) {
		g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
		            _("%s shows no readable certificate: %s"), host,
		            gnutls_strerror(code));
		return FALSE;
	}
	reason = dup_reason(status, certificate);
	gnutls_x509_crt_deinit(certificate);
	g_set_error(error, TERTIUS_ERROR, TERTIUS_ERROR_DENIED,
	            _("the certificate of %s %s (nothing was sent)"), host,
	            reason);
	return FALSE;
}
