"""Recordings survive a restart; a damaged file is put aside."""

from pathlib import Path

import pytest

from gui.core.foundation.enums import Source
from gui.simulator.in_process import running_simulator
from gui.simulator.listener import CannotServe
from tests.support.simulator.relay_caller import Caller


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def contents(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def listing(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


async def test_a_running_recording_survives_a_restart(path: Path) -> None:
    async with running_simulator(state_file=path) as first, Caller(first.url) as caller:
        await caller.start(990006, "王芳")
        first.age(990006, "王芳", Source.CAMERA, 100)
        before = first.recordings
    async with running_simulator(state_file=path) as second, Caller(second.url) as caller:
        assert second.recordings == before
        assert (await caller.start(990006, "王芳")).code == 30000415
        assert len((await caller.stop(990006, "王芳")).file_ids) == 2


async def test_an_ended_recording_stays_ended_after_a_restart(path: Path) -> None:
    async with running_simulator(state_file=path) as first, Caller(first.url) as caller:
        await caller.start(990001, "alice")
        await caller.stop(990001, "alice")
        before = first.ended
    async with running_simulator(state_file=path) as second, Caller(second.url) as caller:
        assert second.ended == before
        assert (await caller.stop(990001, "alice")).code == 30000412


async def test_the_state_is_on_disk_before_the_answer(path: Path) -> None:
    async with running_simulator(state_file=path) as simulator, Caller(simulator.url) as caller:
        await caller.start(990001, "alice", string_file_name="written-first")
        assert "written-first" in contents(path)
        assert listing(path.parent) == ["state.json"]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xff", b'{"version": 2}', b'{"version": 1, "running": [{}]}']
)
async def test_a_damaged_file_is_put_aside(
    path: Path, damage: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    write(path, damage)
    async with running_simulator(state_file=path) as simulator, Caller(simulator.url) as caller:
        assert simulator.recordings == ()
        assert (await caller.start(990001, "alice")).code == 0
    assert path.with_name("state.json.damaged").read_bytes() == damage
    assert "damaged" in capsys.readouterr().err


async def test_a_file_that_cannot_be_written_is_told_once_and_not_fatal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing" / "state.json"
    async with running_simulator(state_file=missing) as simulator, Caller(simulator.url) as caller:
        assert (await caller.start(990001, "alice")).code == 0
        assert (await caller.start(990001, "bob")).code == 0
    assert capsys.readouterr().err.count("can't be written") == 1


async def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="can't be read"):
        async with running_simulator(state_file=tmp_path):
            pass
