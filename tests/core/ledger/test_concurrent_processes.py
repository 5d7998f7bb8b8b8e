"""Several processes on one ledger: an operation is its process's own until that process is gone."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.foundation.enums import State
from gui.core.foundation.system import SystemClock
from gui.core.ledger.rows import Busy
from gui.core.recording.recorder import Recorder
from gui.core.sessions.session import Session
from tests.support.core.ledger import begin, end, opened, target
from tests.support.core.recorder_setup import Heard, NoRelays
from tests.support.tree import ROOT

PANEL = """
    import asyncio, subprocess, sys
    from pathlib import Path
    from tests.support.core.ledger import begin, opened, target

    async def main():
        async with opened(Path(sys.argv[1])) as ledger:
            for room in range(int(sys.argv[2])):
                await begin(ledger, target(room))
            child = None
            if sys.argv[3] == "child":
                child = subprocess.Popen(["sleep", "30"], close_fds=False)
            print(child.pid if child else "ready", flush=True)
            sys.stdin.read()

    asyncio.run(main())
"""


@contextmanager
def panel(folder: Path, *, sessions: int = 1, child: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another panel's process that has begun something and waits; and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PANEL), str(folder), str(sessions), child],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


async def test_what_another_process_is_at_is_busy_and_its_own_until_it_is_gone(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with panel(tmp_path) as (process, _):
            with pytest.raises(Busy):
                await begin(ledger, target(0))
            assert await ledger.orphans() == ()
            process.kill()
            process.wait()
            (orphan,) = await ledger.orphans()
        assert orphan.opening.session.state is State.STARTING
        assert not orphan.answered


async def test_a_process_that_is_stopped_but_not_gone_keeps_its_operation(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with panel(tmp_path) as (process, _):
            process.send_signal(signal.SIGSTOP)
            assert await ledger.orphans() == ()
            process.send_signal(signal.SIGCONT)


async def test_a_child_that_outlives_its_process_does_not_keep_the_operation(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        with panel(tmp_path, child="child") as (process, child):
            try:
                process.kill()
                process.wait()
                assert len(await ledger.orphans()) == 1
            finally:
                os.kill(int(child), signal.SIGKILL)


async def test_two_panels_that_look_at_the_same_time_take_each_orphan_over_once(tmp_path: Path) -> None:
    with panel(tmp_path, sessions=8) as (process, _):
        process.kill()
        process.wait()
    async with opened(tmp_path) as first, opened(tmp_path) as second:
        found = await asyncio.gather(first.orphans(), second.orphans(), first.orphans(), second.orphans())
        taken = [orphan.opening.session.id for orphans in found for orphan in orphans]
        taken += [o.opening.session.id for j in (first, second) for o in await j.orphans()]
        assert sorted(taken, key=int) == [str(number) for number in range(1, 9)]


async def test_a_panel_that_dies_while_it_recovers_leaves_the_orphans_to_the_next(tmp_path: Path) -> None:
    with panel(tmp_path, sessions=2) as (process, _):
        process.kill()
        process.wait()
    async with opened(tmp_path) as first:
        assert len(await first.orphans()) == 2
    async with opened(tmp_path) as second:
        assert len(await second.orphans()) == 2


async def test_the_next_panel_finds_what_was_on_its_way_as_unknown_and_concludes_it_once(
    tmp_path: Path,
) -> None:
    with panel(tmp_path, sessions=3) as (process, _):
        process.kill()
        process.wait()
    async with opened(tmp_path) as first, opened(tmp_path) as second:
        changed: list[Session] = []
        for ledger in (first, second):
            recorder = Recorder(ledger, NoRelays(), SystemClock(), Heard(), operator="Li")
            changed += await recorder.recover()
        assert [session.state for session in changed] == [State.UNKNOWN] * 3
        assert [row.kind for row in await first.entries("1")] == ["intent", "interrupted"]
        await begin(second, target(0))


async def test_a_panel_that_ends_well_leaves_no_lock_behind(tmp_path: Path) -> None:
    async with opened(tmp_path) as ledger:
        assert len(list((tmp_path / "processes").iterdir())) == 1
        opening = await begin(ledger)
        await end(ledger, replace(opening.session, state=State.RECORDING))
    assert list((tmp_path / "processes").iterdir()) == []


async def test_an_operation_of_a_panel_that_closed_without_its_outcome_is_found(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        await begin(first)
    async with opened(tmp_path) as second:
        (orphan,) = await second.orphans()
        assert orphan.opening.session.id == "1"
        with contextlib.suppress(Busy):
            await begin(second)
            pytest.fail("an orphan that is taken over is busy until it is concluded")
