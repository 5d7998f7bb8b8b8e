"""Moving a damaged ledger aside keeps others out; where it is cut off, the next opener finishes it."""

import fcntl
import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.ledger import place, replacement, salvage
from gui.core.ledger.database import LedgerDatabase
from gui.core.ledger.read_only import opened_read_only
from gui.core.ledger.salvage import is_damaged, set_aside
from tests.support.core.damaged_ledger import DAY, LEDGER, filled, middle, names, sessions
from tests.support.core.ledger import begin, opened, target

STEPS = range(1, 7)
"""Of the names that a rescue changes (new, log, index, file, in place), and one more."""


class Killed(BaseException):
    """In the place of SIGKILL: nothing is tidied up after it."""


class Left(tempfile.TemporaryDirectory[str]):
    """What is killed tidies nothing up."""

    def cleanup(self) -> None:
        self._finalizer.detach()  # type: ignore[attr-defined] # the library has no other word for it


def die_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Die right before the n-th renaming; those before it are noted."""
    done: list[str] = []
    real = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if len(done) + 1 == step:
            raise Killed
        done.append(to.name)
        return real(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(tempfile, "TemporaryDirectory", Left)
    return done


def with_log(folder: Path) -> None:
    """Damaged, with a log and an index beside it."""
    middle(folder / LEDGER)
    for end in ("-wal", "-shm"):
        (folder / f"{LEDGER}{end}").write_bytes(b"")


@pytest.mark.parametrize("step", STEPS)
async def test_a_rescue_that_is_killed_at_any_step_loses_nothing_and_the_next_opener_finishes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    await filled(tmp_path)
    with_log(tmp_path)
    damaged = (tmp_path / LEDGER).read_bytes()
    with monkeypatch.context() as patched:
        done = die_at(patched, step)
        try:
            set_aside(tmp_path, "Li", DAY)
        except Killed:
            assert len(done) == step - 1
    if step == 1:
        # Not decided yet: the damaged one is where it was, and can be moved again.
        assert is_damaged(tmp_path)
        set_aside(tmp_path, "Li", DAY)
    assert len(await sessions(tmp_path)) > 10
    aside = f"{LEDGER}.damaged-2026-03-01"
    assert (tmp_path / aside).read_bytes() == damaged
    assert not is_damaged(tmp_path)
    left = {name for name in names(tmp_path) if name.startswith(LEDGER)}
    assert left <= {LEDGER, aside, f"{aside}-wal", f"{aside}-shm"}
    (tmp_path / LEDGER).write_bytes(b"damaged again" * 1000)
    set_aside(tmp_path, "Li", DAY)
    assert not [name for name in names(tmp_path) if name.startswith("rescue-")]


async def test_an_empty_ledger_of_an_older_panel_beside_a_cut_off_rescue_is_kept_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(tmp_path)
    middle(tmp_path / LEDGER)
    with monkeypatch.context() as patched:
        die_at(patched, 5)
        with pytest.raises(Killed):
            set_aside(tmp_path, "Li", DAY)
    assert LEDGER not in names(tmp_path)
    shutil.copy(tmp_path / f"{LEDGER}.damaged-2026-03-01", tmp_path / LEDGER)
    assert len(await sessions(tmp_path)) > 10
    assert f"{LEDGER}.damaged-2026-03-01-2" in names(tmp_path)


async def test_a_ledger_that_an_older_panel_s_rescue_left_without_its_file_is_made_of_the_damaged_one(
    tmp_path: Path,
) -> None:
    await filled(tmp_path)
    (tmp_path / LEDGER).rename(tmp_path / f"{LEDGER}.damaged-2026-02-28")
    with pytest.raises(Problem) as refused:
        LedgerDatabase(tmp_path).open()
    assert refused.value.word is LocalFailure.LEDGER_DAMAGED
    assert LEDGER not in names(tmp_path)
    assert is_damaged(tmp_path)
    done = set_aside(tmp_path, "Li", DAY)
    assert (done.sessions, done.aside.name) == (60, f"{LEDGER}.damaged-2026-02-28")
    assert len(await sessions(tmp_path)) == 60


async def test_whoever_opens_the_ledger_during_a_rescue_waits_and_finds_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(tmp_path)
    middle(tmp_path / LEDGER)
    at_it, go_on = threading.Event(), threading.Event()
    real = salvage.write_new

    def slowly(*arguments: object) -> int:
        at_it.set()
        go_on.wait(5)
        return real(*arguments)  # type: ignore[arg-type] # passed on as they are

    monkeypatch.setattr(salvage, "write_new", slowly)
    rescue = threading.Thread(target=set_aside, args=(tmp_path, "Li", DAY))
    rescue.start()
    at_it.wait(5)
    threading.Timer(0.2, go_on.set).start()
    async with opened(tmp_path) as ledger:
        assert not rescue.is_alive() or go_on.is_set()
        opening = await begin(ledger, target(99))
    rescue.join()
    assert opening.session.id in {session.id for session in await sessions(tmp_path)}


async def test_a_rescue_that_takes_too_long_is_told_and_nothing_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(tmp_path, 2)
    monkeypatch.setattr(place, "OPENING_WAIT_S", 0.1)
    lock = place.alone(tmp_path / LEDGER, 0)
    try:
        with pytest.raises(Problem) as refused:
            place.shared(tmp_path, wait_s=0.1)
        assert refused.value.word is LocalFailure.LEDGER_LOCKED
        with pytest.raises(Problem) as reading:
            async with opened_read_only(tmp_path):
                pytest.fail("it was read")
        assert reading.value.word is LocalFailure.LEDGER_LOCKED
    finally:
        lock.release()


async def test_nothing_is_moved_under_a_panel_whose_locks_were_swept_away(tmp_path: Path) -> None:
    await filled(tmp_path, 3)
    async with opened(tmp_path):
        shutil.rmtree(tmp_path / "processes")
        with pytest.raises(Problem) as caught:
            set_aside(tmp_path, "Li", DAY)
        assert caught.value.word is LocalFailure.LEDGER_LOCKED


async def test_a_ledger_that_is_a_link_stays_one_and_its_file_is_moved_where_it_lies(tmp_path: Path) -> None:
    away, folder = tmp_path / "away", tmp_path / "DATA"
    await filled(away)
    (away / LEDGER).rename(away / "ours [1].db")
    middle(away / "ours [1].db")
    folder.mkdir()
    (folder / LEDGER).symlink_to(away / "ours [1].db")
    done = set_aside(folder, "Li", DAY)
    assert done.aside == away / "ours [1].db.damaged-2026-03-01"
    assert (folder / LEDGER).is_symlink()
    assert len(await sessions(folder)) == done.sessions > 10


def hold(folder: str, at_it: Callable[[], None]) -> None:
    """A folder's lock, in a process of its own."""
    place.alone(Path(folder) / LEDGER, 0)
    at_it()
    time.sleep(30)


def test_a_rescue_whose_process_is_killed_keeps_nobody_out(tmp_path: Path) -> None:
    at_it = multiprocessing.get_context("fork").Event()
    other = multiprocessing.get_context("fork").Process(target=hold, args=(str(tmp_path), at_it.set))
    other.start()
    try:
        assert at_it.wait(5)
        with pytest.raises(Problem):
            place.shared(tmp_path, wait_s=0)
    finally:
        other.kill()
        other.join()
    place.shared(tmp_path, wait_s=0).release()


def test_where_the_file_system_locks_no_folders_a_file_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock

    def flock(descriptor: int, kind: int) -> None:
        if os.fstat(descriptor).st_mode & 0o040000:
            raise OSError(9, "Bad file descriptor")
        real(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", flock)
    lock = place.alone(tmp_path / LEDGER, 0)
    with pytest.raises(Problem):
        place.shared(tmp_path, wait_s=0)
    lock.release()
    place.shared(tmp_path, wait_s=0).release()


def test_a_name_that_is_taken_by_a_log_alone_is_not_used(tmp_path: Path) -> None:
    everything_is_there = tmp_path / f"{LEDGER}.damaged-2026-03-01-wal"
    everything_is_there.touch()
    assert replacement.free_name(tmp_path / LEDGER, DAY).name == f"{LEDGER}.damaged-2026-03-01-2"
