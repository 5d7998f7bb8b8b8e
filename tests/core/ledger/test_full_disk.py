"""The disk fills up between the intent and the outcome: the answer and its file ids are still written."""

import contextlib
import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.foundation.system import FileLock
from gui.core.ledger.database import LedgerDatabase
from gui.core.network.relay_client import RelayClient
from tests.support.core.ledger import begin, opened
from tests.support.core.recorder_setup import START, Desk, desk
from tests.support.core.told import english


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small one of its own."""
    mounting = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user mounts nothing here")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def fill(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(4096))


def make_room(folder: Path) -> None:
    (folder / "filler").unlink()


def fill_before_sending(it: Desk) -> None:
    """Once the intent is written."""
    ready = it.relays.ready

    async def connect() -> RelayClient:
        fill(it.folder)
        return await ready()

    it.relays.connect = connect


async def test_the_file_ids_of_a_stop_are_written_though_the_disk_is_full_by_then(disk: Path) -> None:
    async with desk(disk) as it:
        session = await it.started()
        fill_before_sending(it)
        result = await it.recorder.stop_session(session.id)
        assert (result.outcome, result.problem) == (Outcome.ACCEPTED, None)
        assert result.session is not None
        assert result.session.file_ids
        # No room is left for the outcome of another one: it is not begun.
        refused = await it.recorder.start("Main", START)
        assert refused.outcome is Outcome.NOT_SENT
        assert refused.problem is not None
        assert refused.problem.word is LocalFailure.LEDGER
        assert it.sent == ["start", "stop"]
        make_room(disk)
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED
    async with opened(disk) as ledger:
        assert len(await ledger.sessions()) == 2


async def test_where_no_room_can_be_kept_nothing_is_sent_and_the_list_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_lock: FileLock, _size: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with opened(tmp_path) as ledger:
        await begin(ledger)
    monkeypatch.setattr(FileLock, "keep_room", full)
    async with desk(tmp_path) as it:
        result = await it.recorder.start("Main", START)
        assert result.problem is not None
        assert "No space left on device" in english(result.problem)
        assert it.sent == []
        assert [found.state for found in await it.ledger.sessions()] == [State.STARTING]


def test_nothing_is_written_through_a_ledger_that_is_not_open(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        LedgerDatabase(tmp_path).in_place()
