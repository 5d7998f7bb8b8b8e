"""Locks of a shared folder, and of a file system that has none."""

import errno
import fcntl
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.system import FileLock, NoFileLocks, is_held
from gui.core.ledger.ledger import Ledger
from gui.core.ledger.read_only import opened_read_only
from gui.core.profiles.preset import Preset
from gui.core.profiles.presets import Presets
from gui.core.profiles.profiles import Profiles, new_profile


@pytest.fixture(params=[errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def _no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_descriptor: int, _how: int) -> None:
        raise OSError(request.param, "no locks here")

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.usefixtures("_no_locks")
async def test_a_file_system_without_locks_is_named_and_no_profile_is_blamed(tmp_path: Path) -> None:
    with pytest.raises(NoFileLocks, match="no locks here"):
        FileLock.acquire(tmp_path / "lock")
    fields = {"name": "Main", "url": "https://relay.example", "sdk_app_id": 1, "identifier": "a"}
    for change in (
        lambda: Profiles(tmp_path).add(new_profile(fields)),
        lambda: Presets(tmp_path).put("x", Preset()),
    ):
        with pytest.raises(Problem) as caught:
            change()
        assert caught.value.word is LocalFailure.NO_FILE_LOCKS
    with pytest.raises(Problem) as of_ledger:
        await Ledger(tmp_path).open()
    assert of_ledger.value.word is LocalFailure.NO_FILE_LOCKS
    assert is_held(tmp_path / "lock")


async def test_a_ledger_can_be_read_where_there_are_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path)
    await ledger.open()
    await ledger.close()
    monkeypatch.setattr(fcntl, "flock", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSYS, "none")))
    async with opened_read_only(tmp_path) as read:
        assert await read.sessions() == ()


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o770, 0o660), (0o777, 0o660)])
def test_a_lock_file_is_open_to_the_group_that_shares_the_folder(
    tmp_path: Path, folder: int, file: int
) -> None:
    tmp_path.chmod(folder)
    lock = FileLock.acquire(tmp_path / "lock")
    assert lock is not None
    lock.release()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == file
