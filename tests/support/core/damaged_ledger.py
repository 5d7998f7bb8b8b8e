"""A ledger with recordings in it, the ways in which it gets damaged, and what is found in it again."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gui.core.foundation.enums import State
from gui.core.sessions.session import Session
from tests.support.core.ledger import NOW, begin, end, opened, target

LEDGER = "ledger.sqlite3"
PAGE = 4096
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def filled(folder: Path, count: int = 60) -> None:
    """A ledger with so many recordings and one stopped one."""
    async with opened(folder) as ledger:
        for room in range(1, count + 1):
            opening = await begin(ledger, target(room))
            state = State.STOPPED if room == 1 else State.RECORDING
            ids = ("f1",) if room == 1 else ()
            await end(ledger, replace(opening.session, state=state, accepted_at=NOW, file_ids=ids))
    assert not (folder / f"{LEDGER}-wal").exists()


def scribble(path: Path, at: int, length: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at : at + length] = b"\xa5" * min(length, len(raw) - at)
    path.write_bytes(raw)


def header(path: Path) -> None:
    scribble(path, 0, 100)


def middle(path: Path) -> None:
    """A page of the rows themselves."""
    raw = path.read_bytes()
    at = raw.index(b'"room":40,') // PAGE * PAGE
    scribble(path, at, PAGE)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // PAGE // 2 * PAGE])


def everything(path: Path) -> None:
    path.write_bytes(b"this is no ledger " * 2000)


def emptied(path: Path) -> None:
    """Zeros, as after a power cut."""
    path.write_bytes(bytes(path.stat().st_size))


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def sessions(folder: Path) -> tuple[Session, ...]:
    async with opened(folder) as ledger:
        return await ledger.sessions()
