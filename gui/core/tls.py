"""One ``ssl.SSLContext`` for a profile: TLS 1.2 or newer, verified, no switch. Slow: call it on a thread."""

import ssl
from pathlib import Path

from gui.core.errors import Delivery, LocalFailure, Problem


def context_for(
    ca_file: Path | None = None, client_cert: Path | None = None, client_key: Path | None = None
) -> ssl.SSLContext:
    """A verifying client context with the system's or the given authorities, and the client certificate.

    :raises Problem: ``certificate_file``, naming the file that can't be used.
    """
    readable_ca = _readable(ca_file)
    try:
        context = ssl.create_default_context(cafile=readable_ca)
    except ssl.SSLError as err:
        named = "" if ca_file is None else ca_file.name
        raise _unusable(f"{named}: not a certificate of an authority") from err
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if client_cert is None:
        return context
    try:
        context.load_cert_chain(_readable(client_cert) or "", _readable(client_key), password=_no_passphrase)
    except (ssl.SSLError, ValueError) as err:
        named = f"{client_cert.name}, {client_key.name}" if client_key else client_cert.name
        raise _unusable(f"{named}: not a certificate with its own unencrypted key") from err
    return context


def _readable(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as err:
        raise _unusable(f"{path.name}: {err.strerror}") from err
    return str(path)


def _no_passphrase() -> str:
    """Keeps OpenSSL from asking on the terminal."""
    raise ValueError("the key is encrypted")


def _unusable(message: str) -> Problem:
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.CERTIFICATE_FILE, message=message)
