"""Checks a profile's certificate files before anything is saved. Slow: call it on a thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.wrong_value import WrongValue
from gui.core.network.certificate_files import client_certificate, needs_passphrase
from gui.core.network.tls_context import context_for
from gui.core.profiles import field_rules as fields

_NEVER_USABLE: Final = frozenset(
    {LocalFailure.CERTIFICATE_FILE, LocalFailure.CERTIFICATE_KEY_MISMATCH, LocalFailure.PASSPHRASE_WRONG}
)
"""What no time mends. An expired certificate may be replaced in its place, a passphrase be given later."""
_AT_THE_PASSPHRASE: Final = frozenset({LocalFailure.PASSPHRASE_MISSING, LocalFailure.PASSPHRASE_WRONG})


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """What stands in the fields. The passphrase stays out of every representation."""

    ca_file: Path | None = None
    client_cert: Path | None = None
    client_key: Path | None = None
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """What the files are.

    :param locked: the private key opens with a passphrase only.
    :param expires_at: of the client certificate, where it could be opened.
    :param problems: by their fields: ``ca_file``, ``client_cert``, ``client_key``, ``passphrase``.
    """

    locked: bool = False
    expires_at: datetime | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)


def look_at(files: CertificateFiles) -> CertificateCheck:
    """Open what is there; a file that is not there (a path half typed) is passed over."""
    problems: dict[str, Problem] = {}
    try:
        ca_file, cert, key = (
            fields.file(p, look=False) for p in (files.ca_file, files.client_cert, files.client_key)
        )
    except WrongValue:
        # It can be no path: the profile's own check tells that at its field.
        return CertificateCheck()
    if _is_there(ca_file):
        try:
            context_for(ca_file)
        except Problem as problem:
            problems["ca_file"] = problem
    if cert is None or not _is_there(cert) or (key is not None and not _is_there(key)):
        return CertificateCheck(problems=problems)
    try:
        locked = needs_passphrase(cert, key)
        found = client_certificate(cert, key, files.passphrase or None)
    except Problem as problem:
        problems[_field(problem, key)] = problem
        return CertificateCheck(locked=problem.word in _AT_THE_PASSPHRASE, problems=problems)
    return CertificateCheck(locked, found.expires_at, problems)


def never_usable(files: CertificateFiles) -> dict[str, Problem]:
    """Why these must not be saved, by field; nothing for those that work, or may work one day."""
    found = look_at(files).problems
    return {where: problem for where, problem in found.items() if problem.word in _NEVER_USABLE}


def _field(problem: Problem, key: Path | None) -> str:
    if problem.word in _AT_THE_PASSPHRASE:
        return "passphrase"
    if key is None:
        return "client_cert"
    of_the_key = problem.detail is not None and problem.detail.where == key.name
    return (
        "client_key" if of_the_key or problem.word is LocalFailure.CERTIFICATE_KEY_MISMATCH else "client_cert"
    )


def _is_there(path: Path | None) -> bool:
    try:
        return path is not None and path.is_file()
    except (OSError, ValueError):
        return False
