"""The tests of packages where they can't be run: CI is told and goes on; whoever asked for all is refused."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.tree import ROOT

TOOLS = (
    "awk bash cat df dirname git grep head id ldconfig mktemp readlink realpath rm sed sort tail tee tr uname"
)
OTHER_SYSTEM = {"uname": "echo Darwin arm64"}
NO_TOOL = {"apt-get": "echo 'Could not resolve the mirror'; exit 100"}
NOT_COMMITTED = {"apt-get": "exit 0"}

pytestmark = pytest.mark.skipif(
    not Path("/etc/debian_version").exists(), reason="not run: packages are built on Debian"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with the real script, in which something is not committed."""
    folder = tmp_path / "checkout"
    (folder / "packaging").mkdir(parents=True)
    for name in ("package-test", "second-try.sh", "system-packages.sh"):
        shutil.copy(ROOT / "packaging" / name, folder / "packaging" / name)
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


def package_test(checkout: Path, tools: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """On a system with a few tools and those that are given."""
    place = checkout.parent / "bin"
    place.mkdir()
    for name in TOOLS.split():
        found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        assert found is not None, name
        if name not in tools:
            (place / name).symlink_to(found)
    for name, body in tools.items():
        (place / name).write_text(f"#!/bin/sh\n{body}\n")
        (place / name).chmod(0o755)
    environment = {"PATH": str(place), "HOME": str(checkout.parent), "TMPDIR": str(checkout.parent)}
    return subprocess.run(
        [checkout / "packaging/package-test", *words],
        # As behind the mount namespace of its own, which only root can have.
        env=environment | {"RECORDING_PANEL_TEST_OUTSIDE": "mnt:[1]"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("tools", "why"),
    [
        (OTHER_SYSTEM, "packages are built on Debian 12 or newer"),
        (NO_TOOL, "apt-get"),
        pytest.param(
            *(NOT_COMMITTED, "there are changes that are not committed"),
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="not run: only root installs what is missing"),
        ),
    ],
    ids=["another system", "a tool that can't be had", "not committed"],
)
def test_the_fast_selection_says_not_run_and_why_and_passes(
    checkout: Path, tools: dict[str, str], why: str
) -> None:
    done = package_test(checkout, tools, "--fast")
    assert done.returncode == 0, done.stderr
    assert "package-test: not run: " in done.stderr
    assert why in done.stderr
    assert done.stdout == "0 passed, 0 failed (packages: not run)\n"
    assert not (checkout / "dist").exists()


@pytest.mark.parametrize("tools", [OTHER_SYSTEM, NO_TOOL], ids=["another system", "a tool"])
def test_whoever_asks_for_all_is_refused(checkout: Path, tools: dict[str, str]) -> None:
    done = package_test(checkout, tools)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "not run" not in done.stderr


def test_a_folder_of_packages_that_is_not_there_is_named(checkout: Path) -> None:
    done = package_test(checkout, {}, "--packages", "nowhere")
    assert done.returncode == 1
    assert "there is none: nowhere" in done.stderr
