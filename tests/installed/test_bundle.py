"""The bundle does on a desk what the checkout does: it needs no Python and no repository."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support.installed.packages import (
    bundle,
    missing_libraries,
    programs_and_libraries,
    run,
)
from tests.support.unicode_probe import shown_with


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in another folder than that it was built in, with a space in its name."""
    place = tmp_path_factory.mktemp("moved") / "the panel"
    shutil.copytree(bundle(), place, symlinks=True)
    return place / "recording-panel"


def test_it_names_its_version_and_those_of_its_parts(program: Path, environment: dict[str, str]) -> None:
    done = run([program, "--version"], environment)
    assert re.fullmatch(r"recording-panel \d+\.\d+\.\d+\n", done.out)
    doctor = run([program, "doctor"], environment)
    assert doctor.status == 0, doctor.out
    assert "(not installed)" not in doctor.out
    # Keychains that are not there are no error either.
    assert doctor.err == ""
    assert "✓ Window libraries" in doctor.out


def test_it_explains_a_code_without_loading_qt(program: Path, environment: dict[str, str]) -> None:
    done = run([program, "explain", "30000411"], {**environment, "LD_DEBUG": "files"})
    assert done.status == 0
    assert done.out.startswith("30000411 · Room or user not found\n")
    assert "libpython" in done.err
    assert "libQt6" not in done.err


def test_it_leaves_the_user_s_own_plugins_of_qt_alone(
    program: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    own = {**environment, "QT_PLUGIN_PATH": str(tmp_path), "QT_DEBUG_PLUGINS": "1"}
    assert f"{tmp_path}/platforms" in run([program, "self-check", "window"], own).err


def test_a_recording_on_practice_is_started_and_stopped(program: Path, environment: dict[str, str]) -> None:
    target = ("--profile", "Practice", "--room", "990001", "--account", "alice", "--json")
    start = run([program, "start", *target, "--file-name", "interview"], environment)
    assert start.status == 0, start.err
    assert json.loads(start.out)["state"] == "recording"
    stop = run([program, "stop", *target], environment)
    assert stop.status == 0, stop.err


def test_its_tour_does_the_whole_job(program: Path, environment: dict[str, str], tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    tour = run([program, "--tour", "--tour-folder", str(pictures)], environment)
    assert tour.status == 0, tour.out + tour.err
    assert "Traceback" not in tour.err
    assert len([*pictures.glob("*.png")]) == 6


def test_it_shows_the_licences_of_its_parts(program: Path, environment: dict[str, str]) -> None:
    done = run([program, "--licences"], environment)
    assert done.status == 0
    for part in ("Qt", "PySide6", "Python", "OpenSSL"):
        assert part in done.out


def test_every_library_that_it_needs_is_there(program: Path, environment: dict[str, str]) -> None:
    files = [*programs_and_libraries(program.parent)]
    assert len(files) > 50
    words = run(["ldd", *files], environment).out
    assert missing_libraries(program.parent, words) == []


def test_its_unicode_data_are_cut_and_serve_qt_as_the_whole_do(program: Path) -> None:
    (library,) = program.parent.glob("_internal/PySide6/Qt/lib/libicudata.so.*")
    assert library.stat().st_size < 12e6
    ours, theirs = shown_with(library), shown_with(None)
    assert ours["library"] == str(library)
    # The names of time zones in other languages are what differs, and the panel shows none.
    same = ("orders", "encodings", "pasted", "languages", "breaks", "zones", "host")
    assert [name for name in same if ours[name] != theirs[name]] == []
