"""The core and the commands on Windows and macOS, pretended: what only Linux has is taken away beforehand."""

from pathlib import Path
from typing import Final

import pytest

from tests.support.other_systems import output_on

_BOTH: Final = pytest.mark.parametrize("system", ["win32", "darwin"])


@_BOTH
def test_everything_of_the_core_and_the_commands_loads(system: str) -> None:
    loaded = output_on(
        system,
        """
print(len(load_everything()) > 200, "gui.core.foundation.systems.linux" in sys.modules)
from gui.core.foundation.system import SYSTEM
print(SYSTEM.__name__.rpartition(".")[2])
""",
    )
    assert loaded.split() == ["True", "False", {"win32": "windows", "darwin": "macos"}[system]]


@_BOTH
def test_a_lock_keeps_others_out_and_shared_ones_let_each_other_in(system: str, tmp_path: Path) -> None:
    output_on(
        system,
        """
from pathlib import Path
from gui.core.foundation.system import FileLock, FolderLock, is_held
folder = Path(sys.argv[2])
path = folder / "lock"
assert not is_held(path)
alone = FileLock.acquire(path)
assert alone is not None and FileLock.acquire(path) is None and is_held(path) and alone.keeps_others_out()
alone.keep_room(300_000)
assert path.stat().st_size == 300_000 and path.stat().st_blocks * 512 >= 300_000 * (sys.platform == "darwin")
alone.give_room()
alone.release(remove=True)
assert not path.exists()
one, two = (FileLock.acquire(path, shared=True) for _ in range(2))
assert one is not None and two is not None and FileLock.acquire(path) is None
one.release()
two.release()
FileLock.acquire(path, wait=True).release()

shared = FolderLock.acquire(folder, "instead", shared=True, wait_s=0)
assert shared is not None
assert FolderLock.acquire(folder, "instead", shared=False, wait_s=0.05) is None
# Where a folder can't be locked a file in it is.
assert (folder / "instead").exists() == (sys.platform == "win32")
shared.release()
FolderLock.acquire(folder, "instead", shared=False, wait_s=0).release()
""",
        tmp_path,
    )


@_BOTH
def test_the_clock_goes_on_and_knows_how_long_the_computer_slept(system: str) -> None:
    output_on(
        system,
        """
from gui.core.foundation.system import boot_moment, boot_seconds, slept_seconds
before, slept = boot_seconds(), slept_seconds()
time.sleep(0.05)
assert 0.03 < boot_seconds() - before < 5
assert abs(slept_seconds() - slept) < 0.5
# Linux has no such call as macOS tells the boot by: then moments count as of no boot.
moment = boot_moment()
assert (moment is None) == (sys.platform == "darwin"), moment
""",
    )


@_BOTH
def test_a_list_of_recordings_is_made_and_opened_again(system: str, tmp_path: Path) -> None:
    output_on(
        system,
        """
from pathlib import Path
from gui.core.foundation.files import replace_file
from gui.core.ledger.ledger import Ledger

async def open_twice():
    for _ in range(2):
        ledger = Ledger(Path(sys.argv[2]))
        await ledger.open()
        await ledger.close()

asyncio.run(open_twice())
replace_file(Path(sys.argv[2]) / "presets.json", b"{}", shared=True)
""",
        tmp_path,
    )
    assert (tmp_path / "ledger.sqlite3").stat().st_size > 0
    assert (tmp_path / "presets.json").read_bytes() == b"{}"


@_BOTH
def test_ctrl_c_ends_a_command_in_order_and_is_ignored_afterwards(system: str) -> None:
    said = output_on(
        system,
        """
from gui.core.foundation.ending_signals import on_ending_signal

async def work():
    ended = asyncio.Event()
    with on_ending_signal(ended.set):
        signal.raise_signal(signal.SIGINT)
        await asyncio.wait_for(ended.wait(), 5)
    signal.raise_signal(signal.SIGINT)
    print("in order")

asyncio.run(work())
""",
    )
    assert said == "in order"


def test_on_windows_nothing_is_said_of_rights_that_files_do_not_have(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    output_on(
        "win32",
        """
from pathlib import Path
from gui.commands.context import operator
from gui.core.foundation.folder_rights import open_to_group, open_to_others
folder = Path(sys.argv[2])
assert open_to_others(folder) == () and not open_to_group(folder)
for name in ("RECORDING_PANEL_OPERATOR", "LOGNAME", "USER", "LNAME", "USERNAME"):
    os.environ.pop(name, None)
assert operator() == "unknown"
""",
        tmp_path,
    )


def test_on_windows_the_window_is_raised_by_a_name_that_its_folder_alone_gives(tmp_path: Path) -> None:
    name = output_on(
        "win32",
        """
from pathlib import Path
from gui.widgets.window import socket_place
folder = Path(sys.argv[2])
(place,) = socket_place.places(folder)
place.announce()
assert socket_place.open_socket(folder) == (place, None)
assert socket_place.announced(folder / "." ) == place.path
assert socket_place.announced(folder.parent) != place.path
print(place.path)
""",
        tmp_path,
    )
    assert name.startswith("recording-panel-")
    assert not set(name) & set("/\\:")
    assert list(tmp_path.iterdir()) == []
