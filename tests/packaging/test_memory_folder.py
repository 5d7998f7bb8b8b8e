"""``packaging/test`` keeps what the tests write in memory, where there is room for it."""

import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.tree import ROOT

SHARED = Path("/dev/shm")


def memory_folder(mebibytes: int) -> subprocess.CompletedProcess[str]:
    """What the function of that name does."""
    text = (ROOT / "packaging" / "test").read_text(encoding="utf-8")
    found = re.search(r"^memory_folder\(\) \{\n.*?^\}\n", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    script = f"MEMORY_MIB={mebibytes}\n{found[0]}if made=$(memory_folder); then echo $made; else exit 9; fi"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="this computer shares no memory as files")
def test_the_folder_is_in_memory_and_postgresql_s_user_comes_through_it() -> None:
    made = memory_folder(1)
    if made.returncode == 9:
        pytest.skip("no room, or no program may run from there")
    folder = Path(made.stdout.strip())
    try:
        assert folder.parent == SHARED
        assert stat.S_IMODE(folder.stat().st_mode) == 0o711
    finally:
        shutil.rmtree(folder)


def test_without_room_the_disk_is_used_and_nothing_is_said() -> None:
    made = memory_folder(10**9)
    assert (made.returncode, made.stdout, made.stderr) == (9, "", "")
