"""What goes with the wheel: its page, the source that it is made of, and the versions that were tested."""

import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

from tests.support.installed.packages import FOLDER, package


def test_its_page_has_no_picture_and_no_link_to_a_file() -> None:
    with zipfile.ZipFile(package("*.whl")) as wheel:
        (name,) = [one for one in wheel.namelist() if one.endswith(".dist-info/METADATA")]
        told = BytesParser().parsebytes(wheel.read(name))
    text = str(told.get_payload())
    assert "## Install" in text
    assert "![" not in text
    assert "](packaging/" not in text


def test_the_source_has_all_that_it_is_tested_and_built_with() -> None:
    with tarfile.open(package("*.tar.gz")) as source:
        names = {member.name.partition("/")[2] for member in source}
    wanted = {
        "CHANGELOG.md",
        "LICENSE",
        "tests/conftest.py",
        "packaging/package",
        "packaging/lock/runtime.txt",
    }
    assert names >= wanted
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_constraints_lie_beside_it() -> None:
    assert "\npydantic==" in Path(FOLDER, "constraints.txt").read_text(encoding="utf-8")
