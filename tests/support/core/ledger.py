"""Ledgers in a folder, and what goes into them."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

from gui.core.foundation.enums import Source
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start, begin_stop
from gui.core.sessions.session import Session, Target
from gui.core.sessions.state_table import Opening, Plan

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTE = Note("intent", "Li", NOW)
SETTINGS = StartOptions(file_name="直播课", tags=("a", "b"), class_id=0)


def target(room: int = 10001, account: str = "王芳") -> Target:
    return Target("relay.example", 1400000001, room, account, Source.CAMERA)


def start_of(found: Target, options: StartOptions = SETTINGS) -> Plan:
    return begin_start(found, "Main", options, "Li", NOW)


def stop_of(found: Target) -> Plan:
    return begin_stop(found, "Main", StartOptions(), "Li", NOW)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Ledger]:
    ledger = Ledger(folder)
    try:
        await ledger.open()
        yield ledger
    finally:
        await ledger.close()


async def begin(ledger: Ledger, found: Target | None = None, *, options: StartOptions = SETTINGS) -> Opening:
    found = target() if found is None else found
    return await ledger.begin(found.key, start_of(found, options), NOTE)


async def end(ledger: Ledger, *sessions: Session) -> tuple[Session, ...]:
    return await ledger.end(sessions, Note("answer", "Li", NOW))


def sql(folder: Path, statement: str) -> list[tuple[object, ...]]:
    """By a foreign connection."""
    with closing(sqlite3.connect(folder / "ledger.sqlite3", isolation_level=None)) as database:
        return database.execute(statement).fetchall()
