"""Licences: each part that is shipped is in the list, with its text, and can be read."""

import re

import pytest

from gui.cli import main
from gui.core.foundation.licences import licensed_parts
from tests.support.tree import ROOT


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["--language", "en", *arguments])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_every_package_of_the_lock_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    lock = (ROOT / "packaging" / "lock" / "runtime.txt").read_text(encoding="utf-8")
    listed = {line.partition(":")[0].lower() for line in shown(capsys, "--licences").splitlines()}
    assert set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)) - listed == set()
    assert {"recording-panel", "qt", "python", "openssl", "sqlite", "icu", "inter", "lucide"} <= listed


def test_each_part_has_a_licence_and_its_text() -> None:
    assert [part.name for part in licensed_parts() if not part.licence or len(part.text) < 60] == []


def test_qt_says_where_its_source_is_and_that_it_may_be_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--licences", "pyside6-essentials")
    assert "Source: https://download.qt.io/" in text
    assert "may be replaced" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text


def test_a_part_that_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--language", "en", "--licences", "nothing"])
    assert ended.value.code == 2
    assert "nothing" in capsys.readouterr().err


def test_the_debian_package_names_the_licence_of_each_part() -> None:
    text = (ROOT / "packaging" / "deb" / "copyright").read_text(encoding="utf-8")
    comment = text[text.index("Comment:") :]
    assert [part.name for part in licensed_parts() if f" {part.name}: {part.licence}\n" not in comment] == []
