"""Practice: one service for a data folder, shared by its processes, and what is told where it can't be."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.connection import practice_service
from gui.core.connection.practice_service import PracticeService
from gui.core.profiles.credentials import SECRETS_OF_ENVIRONMENT
from tests.support.core.told import english


def why_not(service: PracticeService) -> str:
    with pytest.raises(Problem) as caught:
        service.url()
    service.release()
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.SIMULATOR)
    return english(caught.value)


def answers(url: str) -> bool:
    port = urlsplit(url).port
    assert port is not None
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def child_that(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """In place of the service, a Python that does what the test says."""
    wanted: list[str] = []
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    class Child(real):  # type: ignore[misc, valid-type]  # the class itself is what is replaced
        def __init__(self, _command: object, **options: object) -> None:
            super().__init__([sys.executable, "-c", wanted[0]], **options)
            started.append(self)

    monkeypatch.setattr("gui.core.connection.practice_service.subprocess.Popen", Child)
    yield wanted
    for child in started:
        child.kill()
        child.wait()


def test_two_desks_share_one_service_and_it_ends_with_the_last_of_them(tmp_path: Path) -> None:
    first, second = PracticeService(tmp_path), PracticeService(tmp_path)
    url = first.url()
    assert answers(url)
    assert second.url() == first.url() == url
    first.release()
    first.release()
    assert answers(url)
    second.release()
    give_up = time.monotonic() + 10
    while answers(url) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not answers(url)


def test_a_service_that_ends_at_once_is_told(tmp_path: Path, child_that: list[str]) -> None:
    child_that.append("raise SystemExit(3)")
    assert why_not(PracticeService(tmp_path)) == "it ended at once"


def test_a_service_that_does_not_come_up_is_told(
    tmp_path: Path, child_that: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    child_that.append("import time; time.sleep(30)")
    monkeypatch.setattr(practice_service, "START_LIMIT_S", 0.2)
    began = time.monotonic()
    assert why_not(PracticeService(tmp_path)) == "it took too long"
    assert time.monotonic() - began < 5


def test_a_folder_that_cannot_be_made_is_told_in_the_systems_words(tmp_path: Path) -> None:
    (tmp_path / "practice").write_text("a file")
    assert why_not(PracticeService(tmp_path)) == f"{tmp_path / 'practice'}: File exists"


def test_the_service_gets_no_secret_and_its_port_file_and_log_are_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*SECRETS_OF_ENVIRONMENT, "https_proxy"):
        monkeypatch.setenv(name, "canary-7f3a")
    before = os.umask(0)
    service = PracticeService(tmp_path)
    try:
        service.url()
        port_file = tmp_path / "practice" / "port.json"
        announced = json.loads(port_file.read_text(encoding="utf-8"))
        environment = Path(f"/proc/{announced['pid']}/environ").read_bytes()
    finally:
        os.umask(before)
        service.release()
    assert b"PATH=" in environment
    assert b"canary-7f3a" not in environment
    assert len(announced["token"]) >= 32
    assert port_file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "practice" / "simulator.log").stat().st_mode & 0o777 == 0o600


def test_another_users_practice_in_a_shared_folder_is_not_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "practice").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    service = PracticeService(tmp_path)
    assert answers(service.url())
    service.release()
    assert list((tmp_path / "practice").iterdir()) == []
    assert (tmp_path / "practice-4711" / "port.json").exists()
