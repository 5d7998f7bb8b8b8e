"""A session's ledger rows as JSON for people who have no panel."""

import json
from dataclasses import asdict
from datetime import datetime

from gui.core.journal_rows import Entry


def row_fields(entry: Entry) -> dict[str, object]:
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
