"""Judges what a command printed in odd surroundings, and whether its exit status fits what was sent."""

import json
import re
from pathlib import Path
from typing import Final

from tests.harness.environment_cases import CLOSED, READS, START, Case, Made

_BUG: Final = re.compile(
    r"Traceback \(most recent|bug of the panel|面板的缺陷|Fatal Python error|Exception ignored|"
    r"was never awaited|ResourceWarning"
)
_SENDING: Final = re.compile(r"nothing was sent|was not sent|没有发送|未发送", re.IGNORECASE)
_SECRET: Final = "odd-usersig"
_QUIET: Final = ("2>&-", "<&- >&- 2>&-")


def findings_of(case: Case, made: Made, status: int, out: str, err: str) -> list[str]:
    """What a person would not accept; empty where all is well."""
    whole = out + err
    found = [f"it shows {hit.group()!r}: {whole[-400:]!r}" for hit in [_BUG.search(whole)] if hit]
    if not 0 <= status <= 5:
        found.append(f"exit status {status}: {err[-300:]!r}")
    if _SECRET in whole:
        found.append("it shows a secret")
    if status and not whole.strip() and case.shell not in _QUIET:
        found.append(f"exit status {status} without a word")
    if case.name in READS:
        if status not in (0, 2, 4):
            found.append(f"a command that reads ends with {status}")
        if hit := _SENDING.search(whole):
            found.append(f"a command that reads shows {hit.group()!r}: {whole[-300:]!r}")
    if case.name == CLOSED and status not in (2, 4):
        found.append(f"nothing can have been sent, and it ends with {status}: {whole[-300:]!r}")
    if case.name == START and made.data is not None:
        found += _practice(made.data, status)
    return found + _left_behind(made.working_folder)


def _practice(data: Path, status: int) -> list[str]:
    """Whether the practice service records what the command was told."""
    try:
        state = json.loads((data / "practice" / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        state = {"running": []}
    recorded = bool(state["running"])
    if recorded and status in (1, 2, 4):
        return [f"a recording runs, and it ends with {status}"]
    if not recorded and status == 0:
        return ["no recording runs, and it ends with 0"]
    return []


def _left_behind(working: Path) -> list[str]:
    """Nothing but the data folder is the panel's: the working folder stays as it is."""
    working.chmod(0o700)
    return [f"it left {path.name!r} in the working folder" for path in working.iterdir()]
