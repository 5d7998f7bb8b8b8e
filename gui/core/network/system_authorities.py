"""The authorities that the system trusts, on every distribution.

OpenSSL knows one place for them, that of the distribution it was built on: one that a bundle brings along
finds nothing elsewhere, and would trust nobody.
"""

import os
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

PLACES: Final = (
    # Fedora and its kin, Debian and its kin, openSUSE, Arch and Alpine.
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def load_system_authorities(context: ssl.SSLContext) -> None:
    """Let a context trust whom the system trusts.

    :raises OSError: where the file of another distribution can't be read; ssl.SSLError is one of them.
    """
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    elsewhere = authorities_elsewhere(ssl.get_default_verify_paths(), os.environ, PLACES)
    if elsewhere is not None:
        context.load_verify_locations(elsewhere)


def authorities_elsewhere(
    known: ssl.DefaultVerifyPaths, variables: Mapping[str, str], places: Sequence[str]
) -> Path | None:
    """The file to trust where OpenSSL's own places hold nothing; None where they do, or the user named some.

    :param known: where OpenSSL looks.
    :param places: the first that is there is taken.
    """
    if known.openssl_cafile_env in variables or known.openssl_capath_env in variables:
        return None
    if Path(known.openssl_cafile).is_file() or _holds_files(Path(known.openssl_capath)):
        return None
    return next((path for path in map(Path, places) if path.is_file()), None)


def _holds_files(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False
