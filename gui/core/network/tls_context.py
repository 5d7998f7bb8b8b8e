"""One ``ssl.SSLContext`` for a profile: TLS 1.2 or newer, verified, no switch. Slow: call it on a thread."""

import ssl
from pathlib import Path

from gui.core.network.certificate_files import authorities, client_certificate, unusable


class ClientContext(ssl.SSLContext):
    """A verifying context that knows until when its own certificate is good.

    :ivar certificate_expires: seconds since 1970; None where it has no client certificate.
    """

    certificate_expires: float | None = None


def context_for(
    ca_file: Path | None = None,
    client_cert: Path | None = None,
    client_key: Path | None = None,
    passphrase: str | None = None,
) -> ClientContext:
    """A verifying client context with the system's or the given authorities, and the client certificate.

    :param client_cert: PEM, or PKCS#12 with its key inside.
    :param passphrase: opens an encrypted key; not read where the key is not.
    :raises Problem: as :func:`gui.core.network.certificate_files.client_certificate`, naming the file.
    """
    context = _verifying()
    if ca_file is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        given = authorities(ca_file)
        try:
            context.load_verify_locations(cadata=given)
        except (ssl.SSLError, ValueError) as err:
            raise unusable(f"{ca_file.name}: not a certificate of an authority") from err
    if client_cert is None:
        return context
    own = client_certificate(client_cert, client_key, passphrase)
    try:
        own.load_into(context)
    except ssl.SSLError as err:
        raise unusable(f"{client_cert.name}: TLS does not take this certificate") from err
    context.certificate_expires = own.expires_at.timestamp()
    return context


def without_client_certificate(context: ssl.SSLContext | None) -> ssl.SSLContext:
    """A verifying context for a proxy: it trusts the system's authorities and those of the given context.

    The client certificate is for the relay's eyes: a proxy that asks for one is shown none.
    """
    made = _verifying()
    made.load_default_certs(ssl.Purpose.SERVER_AUTH)
    trusted = [] if context is None else context.get_ca_certs(binary_form=True)
    if trusted:
        made.load_verify_locations(cadata=b"".join(trusted))
    return made


def _verifying() -> ClientContext:
    # Host name and chain are checked by default.
    context = ClientContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # A host name counts only where a certificate is meant to have it (RFC 9525, 2).
    context.hostname_checks_common_name = False
    return context
