"""``packaging/translations --check`` notices what was not translated, and what is older than its source."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.tree import ROOT

CHINESE = "resources/translations/recording_panel_zh_CN.ts"
SOURCE = "gui/widgets/notifications/tray_icon.py"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small program with what the check reads, and the tools that it runs; all is up to date."""
    folder = tmp_path_factory.mktemp("translated")
    for path in (ROOT / SOURCE, ROOT / "gui" / "app.py"):
        place = folder / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
    shutil.copytree(ROOT / "resources" / "translations", folder / "resources" / "translations")
    (folder / "packaging").mkdir()
    shutil.copy2(ROOT / "packaging" / "translations", folder / "packaging")
    (folder / ".venv").symlink_to(ROOT / ".venv")
    subprocess.run([str(folder / "packaging" / "translations")], check=True)
    return folder


@pytest.fixture
def copy(translated: Path, tmp_path: Path) -> Path:
    """The same for one test."""
    return Path(shutil.copytree(translated, tmp_path / "copy", symlinks=True))


def check(folder: Path) -> tuple[int, str]:
    """Its exit status, and what it says."""
    command = [str(folder / "packaging" / "translations"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_missing_translation_and_a_changed_source_are_told_with_the_remedy(copy: Path) -> None:
    replace(copy / SOURCE, '"Show window"', '"Show the window"')
    status, said = check(copy)
    assert status == 1
    assert "recording_panel_zh_CN.ts" in said
    assert "run packaging/translations" in said


def test_a_translation_that_was_emptied_is_told(copy: Path) -> None:
    replace(
        copy / CHINESE, "<translation>显示窗口</translation>", '<translation type="unfinished"></translation>'
    )
    status, said = check(copy)
    assert status == 1
    assert "Strings without a translation" in said


def test_a_compiled_file_that_is_older_than_its_translation_is_told(copy: Path) -> None:
    replace(copy / CHINESE, "显示窗口", "打开窗口")
    status, said = check(copy)
    assert status == 1
    assert "recording_panel_zh_CN.qm is not up to date: run packaging/translations." in said
