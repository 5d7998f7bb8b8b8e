"""The report bundle: everything that the vendor or the panel's makers need of one session, and no secret.

A zip file with the report's text, the session's ledger rows, each attempt's packets, versions, the profile
without its credential, and what a check of the connection found that sends nothing.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Catalogue, Problem
from gui.core.connection.connections import Connections
from gui.core.connection.preflight import Finding, preflight
from gui.core.foundation.messages import Messages
from gui.core.foundation.versions import versions
from gui.core.ledger.attempt_log import AttemptRecord, tried
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.clipboard_texts import report_text
from gui.core.profiles.credentials import known_secrets
from gui.core.profiles.profiles import Profile, Profiles
from gui.core.reports.bundle_file import write_bundle
from gui.core.security.redaction import masked
from gui.core.sessions.session import Session


def row_fields(entry: LedgerRow) -> dict[str, object]:
    """One row, with what it keeps of the attempt and the session as it was after it."""
    return {
        "row": entry.row,
        "session": entry.session_id,
        "at": entry.at,
        "kind": entry.kind,
        "operator": entry.operator,
        "reason": entry.reason,
        "detail": _detail(entry.detail),
        "after": asdict(entry.session),
    }


def json_text(value: object) -> str:
    """Pretty JSON, with a line break at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _detail(text: str) -> object:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return found


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


CHECK_LIMIT_S: Final = 5.0
"""How long the check of the connection may hold up a report."""


async def save_report(
    ledger: Ledger,
    profiles: Profiles,
    connections: Connections,
    session_id: str,
    output: Path,
    messages: Messages,
    catalogue: Catalogue,
) -> None:
    """Write a session's bundle; a file that is there is replaced once the new one is complete.

    :raises ValueError: where there is no such session.
    :raises Problem: ``secret_in_report``, with the name of the file inside, where a secret would be in it;
        ``file`` where it can't be written.
    """
    session = await ledger.session(session_id)
    if session is None:
        raise ValueError(f"there is no session {session_id}")
    entries = await ledger.entries(session.id)
    profile, checked = await _connection(profiles, connections, session.profile, messages)
    files = bundle(session, entries, profile, checked, messages, catalogue)
    await write_bundle(output, files, ledger.folder, await known_secrets(profiles.all()))


def bundle(
    session: Session,
    entries: Sequence[LedgerRow],
    profile: Mapping[str, object],
    checked: object,
    messages: Messages,
    catalogue: Catalogue,
) -> dict[str, bytes]:
    """The files of a bundle by their names; what is known as a secret is masked."""
    attempts = tried(entries)
    texts = {
        "report.txt": report_text(session, messages, catalogue, attempts) + "\n",
        "ledger.json": json_text([row_fields(entry) for entry in entries]),
        "versions.json": json_text(versions()),
        "profile.json": json_text(profile),
        "preflight.json": json_text(checked),
    }
    for number, one in enumerate((one for one in attempts if one.request), start=1):
        texts |= _packets(number, one)
    return {name: masked(text).encode("utf-8", "replace") for name, text in texts.items()}


def _packets(number: int, one: AttemptRecord) -> dict[str, str]:
    stem = f"packets/{number:02d}-{one.operation.name.lower()}"
    return {
        f"{stem}-request.json": one.pretty_request + "\n",
        f"{stem}-answer.txt": one.pretty_answer + "\n",
        f"{stem}-curl.txt": one.curl + "\n",
    }


async def _connection(
    profiles: Profiles, connections: Connections, name: str, messages: Messages
) -> tuple[dict[str, object], object]:
    """The profile without its credential, and what a check found that sends nothing to the service."""
    try:
        profile = profiles.get(name)
    except Problem:
        return {"name": name, "missing": True}, "not run: the profile is gone"
    findings: list[dict[str, object]] = []
    try:
        async with asyncio.timeout(CHECK_LIMIT_S):
            async for finding in preflight(profile, connections, send=False):
                findings.append(_finding(finding, messages))
    except TimeoutError:
        findings.append({"check": "the rest", "light": "not run", "why": f"more than {CHECK_LIMIT_S:.0f} s"})
    findings.append({"check": "relay", "light": "not run", "why": "a report sends nothing to the service"})
    return _profile(profile), findings


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "environment": profile.environment.value,
        "url": profile.url,
        "sdk_app_id": profile.sdk_app_id,
        "identifier": profile.identifier,
        "own_ca_file": profile.ca_file is not None,
        "client_certificate": profile.client_cert is not None,
    }


def _finding(finding: Finding, messages: Messages) -> dict[str, object]:
    fields: dict[str, object] = {"check": finding.check.value, "light": finding.light.value}
    if finding.problem is not None:
        problem = finding.problem
        why = problem.code if problem.word is None else problem.word.value
        return {**fields, "why": why, "message": words_of(problem, messages)}
    return {**fields, "found": finding.key, **finding.params}
