"""Backup, restore and the removal of months, killed at a step: what has to be found afterwards."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.core.ledger.keeping.backup import back_up
from gui.core.ledger.keeping.prune import prune
from gui.core.ledger.keeping.restore import restore
from tests.support.core.months_of_recordings import (
    FEBRUARY,
    LATER,
    OVER,
    STAY,
    accounts,
    files_with,
    two_months,
)

LEDGER: Final = "ledger.sqlite3"
_ALL: Final = ("alice", "bob", "carol", "dan", "eve", "frank", "walter", "walter", "wendy", "gina", "hugo")
_OLD: Final = b"what was there before"


@dataclass(frozen=True, slots=True)
class Keeping:
    """One of the three, on a folder of its own.

    :param work: what is killed; done again it has to come to its end.
    :param judge: what is wrong in the folder after a kill, and then after the work was done again.
    """

    name: str
    work: Callable[[Path], object]
    judge: Callable[[Path], Iterator[str]]
    judge_done: Callable[[Path], Iterator[str]]


def prepare(folder: Path) -> None:
    """The folder that the work of each is tried on: a ledger, a backup of it, and a file to be replaced."""
    for name in ("backup", "restore", "prune"):
        asyncio.run(two_months(folder / name / "DATA"))
        back_up(folder / name / "DATA", folder / name / "whole")
        (folder / name / "old").write_bytes(_OLD)
    prune(folder / "restore" / "DATA", FEBRUARY)


def tried(
    keeping: Keeping, prepared: Path, folder: Path, kill: Callable[[Callable[[], object]], bool]
) -> list[str]:
    """Kill the work on a copy of the prepared folder, and look; do it again, and look: what is wrong."""
    shutil.copytree(prepared / keeping.name, folder)
    killed = kill(lambda: keeping.work(folder))
    wrong = list(keeping.judge(folder)) if killed else []
    keeping.work(folder)
    wrong += keeping.judge_done(folder)
    shutil.rmtree(folder)
    return [f"{keeping.name}: {one}" for one in wrong]


def _who(file: Path) -> tuple[str, ...]:
    """Whom a ledger's file has, without opening it as the ledger."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return ("damaged",)
        found = database.execute("SELECT json_extract(target, '$[3]') FROM newest ORDER BY number")
        return tuple(str(account) for (account,) in found)


def _listed(folder: Path, *allowed: tuple[str, ...]) -> Iterator[str]:
    found = tuple(asyncio.run(accounts(folder / "DATA")))
    if found not in allowed:
        yield f"the list has {found}"


def _backed_up(folder: Path) -> Iterator[str]:
    yield from _listed(folder, _ALL)
    if (folder / "old").read_bytes() != _OLD:
        yield from _whole(folder)


def _whole(folder: Path) -> Iterator[str]:
    if (found := _who(folder / "old")) != _ALL:
        yield f"the backup has {found}"


def _put_back_or_not(folder: Path) -> Iterator[str]:
    yield from _listed(folder, _ALL, STAY)
    yield from _kept(folder)


def _put_back(folder: Path) -> Iterator[str]:
    yield from _listed(folder, _ALL)
    yield from _kept(folder)


def _kept(folder: Path) -> Iterator[str]:
    """The ledger that is replaced, in place or beside it; after a second restore there are two."""
    kept = [path for path in (folder / "DATA").glob(f"{LEDGER}.replaced-*") if path.suffix != ".new"]
    files = [path for path in (*kept, folder / "DATA" / LEDGER) if not path.name.endswith(("-wal", "-shm"))]
    if STAY not in [_who(path) for path in files]:
        yield "the replaced ledger is lost"


def _pruned_or_not(folder: Path) -> Iterator[str]:
    yield from _listed(folder, _ALL, STAY)


def _pruned(folder: Path) -> Iterator[str]:
    yield from _listed(folder, STAY)
    for account in OVER:
        if left := files_with(folder / "DATA", account):
            yield f"{account} is still in {left}"


KEEPINGS: Final = (
    Keeping("backup", lambda at: back_up(at / "DATA", at / "old"), _backed_up, _whole),
    Keeping(
        "restore", lambda at: restore(at / "DATA", at / "whole", "Li", LATER), _put_back_or_not, _put_back
    ),
    Keeping("prune", lambda at: prune(at / "DATA", FEBRUARY), _pruned_or_not, _pruned),
)
