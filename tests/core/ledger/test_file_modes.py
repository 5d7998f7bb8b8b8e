"""Modes of the ledger's files: tight when they are made, and left to whoever widens them later."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.core.ledger.ledger import Ledger
from tests.support.core.older_ledger import take_back


@pytest.fixture(autouse=True)
def _careless_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


async def opened_once(folder: Path) -> None:
    ledger = Ledger(folder)
    await ledger.open()
    await ledger.close()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_a_new_ledger_and_its_folder_are_its_owners_alone(tmp_path: Path) -> None:
    await opened_once(tmp_path / "data")
    assert (mode(tmp_path / "data"), mode(tmp_path / "data" / "ledger.sqlite3")) == (0o700, 0o600)


async def test_what_was_opened_to_a_desk_stays_open(tmp_path: Path) -> None:
    await opened_once(tmp_path)
    (tmp_path / "ledger.sqlite3").chmod(0o660)
    await opened_once(tmp_path)
    assert mode(tmp_path / "ledger.sqlite3") == 0o660


async def test_a_file_system_that_takes_no_modes_is_no_reason_not_to_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    for name in ("chmod", "fchmod"):
        monkeypatch.setattr(os, name, refuse)
    await opened_once(tmp_path)
    await opened_once(tmp_path)
    assert (tmp_path / "ledger.sqlite3").stat().st_size > 0


async def test_the_copy_before_a_migration_is_its_owners_alone(tmp_path: Path) -> None:
    await opened_once(tmp_path)
    take_back(tmp_path / "ledger.sqlite3", 1)
    await opened_once(tmp_path)
    assert mode(tmp_path / "ledger.sqlite3.schema-1") == 0o600
