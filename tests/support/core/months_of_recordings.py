"""A ledger with recordings of January and February 2026, in all the ways in which they can stand."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Delivery
from gui.core.foundation.enums import Operation, Source, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.place import LEDGER_NAME
from gui.core.ledger.rows import Note
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start
from gui.core.sessions.session import EndedBy, Failure, Session, Target
from tests.support.core.ledger import opened

JANUARY: Final = datetime(2026, 1, 15, 12).astimezone()
FEBRUARY: Final = datetime(2026, 2, 1).astimezone()
"""Its begin in local time."""
LATER: Final = datetime(2026, 3, 20, 12).astimezone()
OVER: Final = ("alice", "bob", "walter", "wendy")
"""Who is gone with January."""
STAY: Final = ("carol", "dan", "eve", "frank", "gina", "hugo")
_made: Final[list[bytes]] = []
"""Once for all tests of a process."""
_REFUSED: Final = Failure(
    Delivery.ANSWERED, Operation.START, code=30000411, message="in the words of the service"
)


def target_of(account: str, room: int = 10001) -> Target:
    return Target("relay.example", 1400000001, room, account, Source.CAMERA)


async def recorded(
    ledger: Ledger, account: str, begun: datetime, ended: datetime, *, batch: str = "", **changes: object
) -> Session:
    """One recording, from its intent to its last row."""
    whom, options = target_of(account), StartOptions(file_name=f"file-of-{account}", tags=(f"tag-{account}",))
    detail: Mapping[str, object] = {"batch": {"id": batch, "run": 1, "row": 0}} if batch else {}
    note = Note("intent", f"op-{account}", begun, detail=detail)
    plan = begin_start(whom, "Main", options, note.operator, begun)
    opening = await ledger.begin(whom.key, plan, note)
    answer = Note("answer", note.operator, ended, reason=f"why-{account}", detail={"answer": account})
    if "state" in changes:
        accepted = begun if changes["state"] is State.RECORDING else None
        session = replace(opening.session, accepted_at=accepted, **changes)  # type: ignore[arg-type] # its fields
        return (await ledger.end((session,), answer))[0]
    accepted_one = replace(opening.session, state=State.RECORDING, accepted_at=begun, confirmed_at=begun)
    (session,) = await ledger.end((accepted_one,), replace(answer, at=begun))
    stopped = {"ended_at": ended, "ended_by": EndedBy.ANSWER, "file_ids": (f"id-of-{account}",)} | changes

    def stop(newest: Session) -> Session:
        return replace(newest, state=State.STOPPED, changed_at=ended, **stopped)  # type: ignore[arg-type] # as above

    return await ledger.change(session.id, stop, answer)


async def two_months(folder: Path) -> None:
    """January: over, over and handled, live, unknown, two that need attention; then one that reaches over."""
    if not _made:
        with tempfile.TemporaryDirectory() as name:
            await _make(Path(name))
            _made.append((Path(name) / LEDGER_NAME).read_bytes())
    _lay(folder, _made[0])


def _lay(folder: Path, ledger: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LEDGER_NAME).write_bytes(ledger)
    (folder / LEDGER_NAME).chmod(0o600)


async def _make(folder: Path) -> None:
    hour = timedelta(hours=1)
    async with opened(folder) as ledger:
        await recorded(ledger, "alice", JANUARY, JANUARY + hour)
        await recorded(ledger, "bob", JANUARY, JANUARY, state=State.FAILED, failure=_REFUSED, handled=True)
        await recorded(ledger, "carol", JANUARY, JANUARY, state=State.RECORDING)
        lost = replace(_REFUSED, delivery=Delivery.NO_ANSWER)
        await recorded(ledger, "dan", JANUARY, JANUARY, state=State.UNKNOWN, failure=lost)
        await recorded(ledger, "eve", JANUARY, JANUARY, state=State.FAILED, failure=_REFUSED)
        await recorded(ledger, "frank", JANUARY, JANUARY + hour, file_ids=())
        # Failed, and cleared by the recording after it.
        await recorded(ledger, "walter", JANUARY, JANUARY, state=State.FAILED, failure=_REFUSED)
        await recorded(ledger, "walter", JANUARY + hour, JANUARY + 2 * hour)
        await recorded(ledger, "wendy", FEBRUARY - hour, FEBRUARY - timedelta(seconds=1))
        await recorded(ledger, "gina", FEBRUARY - hour, FEBRUARY)
        await recorded(ledger, "hugo", FEBRUARY + hour, FEBRUARY + 2 * hour)


async def accounts(folder: Path) -> list[str]:
    """Whom the list shows, by number."""
    async with opened(folder) as ledger:
        return [session.target.account for session in reversed(await ledger.sessions())]


def files_with(folder: Path, text: str) -> list[str]:
    """The files below a folder that hold a text, whatever they are."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if text.encode() in path.read_bytes()]
