"""A ledger as a panel left it that died."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gui.core.foundation.enums import Source, State
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.rows import Note
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.begin import begin_start
from gui.core.sessions.session import Target
from tests.support.core.recorder_setup import APP


async def left_open(folder: Path, url: str, count: int, *, kind: str = "intent") -> None:
    """Starts of a panel that died before their answers came: ``user00`` and so on, in room 990001.

    :param kind: of their last row: ``intent``, or ``queued`` for those that waited for their turn.
    """
    ledger = Ledger(folder)
    await ledger.open()
    host, now = url.removeprefix("http://"), datetime.now(UTC)
    for number in range(count):
        target = Target(host, APP, 990001, f"user{number:02}", Source.CAMERA)
        plan = begin_start(target, "Main", StartOptions("lesson"), "Wang", now)
        await ledger.begin(target.key, plan, Note(kind, "Wang", now))
    # Its lock is free from here on: the process is gone.
    await ledger.close()


async def recording_since(folder: Path, url: str, hours: float, account: str = "alice") -> None:
    """A recording that was accepted so many hours ago."""
    ledger = Ledger(folder)
    await ledger.open()
    target = Target(url.removeprefix("http://"), APP, 990001, account, Source.CAMERA)
    now = datetime.now(UTC)
    plan = begin_start(target, "Main", StartOptions("lesson"), "Wang", now)
    opening = await ledger.begin(target.key, plan, Note("intent", "Wang", now))
    since = now - timedelta(hours=hours)
    done = replace(opening.session, state=State.RECORDING, accepted_at=since, confirmed_at=since)
    await ledger.end((done,), Note("answer", "Wang", now))
    await ledger.close()
