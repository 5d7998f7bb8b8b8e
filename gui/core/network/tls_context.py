"""One ``ssl.SSLContext`` for a profile: TLS 1.2 or newer, verified, no switch. Slow: call it on a thread."""

import ssl
from pathlib import Path

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.certificate_files import authorities, client_certificate, unusable
from gui.core.network.system_authorities import load_system_authorities


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
    :raises Problem: as :func:`gui.core.network.certificate_files.client_certificate`, naming the file;
        ``temporary_file`` where there is no place to hand the certificate to TLS; ``tls`` where the system's
        own TLS can't be set up.
    """
    try:
        context = _verifying()
        if ca_file is None:
            load_system_authorities(context)
    except (OSError, ValueError) as err:
        # The system's own configuration of TLS, or files that it names.
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.TLS, message=_why(err)) from err
    if ca_file is not None:
        given = authorities(ca_file)
        try:
            context.load_verify_locations(cadata=given)
        except (OSError, ValueError) as err:
            raise unusable("certificate.no_authority", ca_file.name) from err
    if client_cert is None:
        return context
    own = client_certificate(client_cert, client_key, passphrase)
    try:
        own.load_into(context)
    except ssl.SSLError as err:
        raise unusable("certificate.not_taken", client_cert.name) from err
    except OSError as err:
        detail = Detail("certificate.no_place", {"why": _why(err)}, client_cert.name)
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.TEMPORARY_FILE, detail=detail) from err
    except Exception as err:  # cryptography has kinds of its own for what it does not write
        raise unusable("certificate.not_taken", client_cert.name) from err
    context.certificate_expires = own.expires_at.timestamp()
    return context


def context_trusting(authority: str) -> ssl.SSLContext:
    """A verifying client context without a client certificate.

    :param authority: PEM text of who is trusted; empty for the system's authorities.
    :raises Problem: where it can't be used, or the system's own TLS can't be set up.
    """
    if not authority:
        return context_for()
    made = _verifying()
    try:
        made.load_verify_locations(cadata=authority)
    except (OSError, ValueError) as err:
        raise unusable("certificate.no_authority", "") from err
    return made


def without_client_certificate(context: ssl.SSLContext | None) -> ssl.SSLContext:
    """A verifying context for a proxy: it trusts the system's authorities and those of the given context.

    The client certificate is for the relay's eyes: a proxy that asks for one is shown none.
    """
    made = _verifying()
    load_system_authorities(made)
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


def _why(err: Exception) -> str:
    """The system's words, without a path of its own making."""
    return (isinstance(err, OSError) and err.strerror) or type(err).__name__
