"""The simulator as a process of its own, and its controls for what has no loop."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.support.tree import ROOT
from tests.support.waiting import wait_until

LIMIT_S: Final = 30
Fields = dict[str, Any]


def address_and_token(port_file: Path) -> tuple[str, str]:
    """What a simulator writes of itself: where it listens, and what its controls ask for."""
    found = json.loads(port_file.read_text(encoding="utf-8"))
    return f"http://{found['host']}:{found['port']}", found["token"]


class Service:
    """A simulator at an address, through its controls."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._token = token

    def arm(self, **answer: object) -> None:
        self.control("arm", answer)

    def answer_now(self) -> None:
        """Give the answers that are being delayed, without the rest of their delay."""
        self.control("answer", {})

    def reset(self) -> None:
        self.control("disarm", {})
        self.control("reset", {})

    def enter(self, room: int, account: str) -> None:
        """Somebody is in a room with the camera on."""
        self.control("rooms", {"room": room, "account": account, "camera": True})

    @property
    def record(self) -> list[Fields]:
        found: list[Fields] = self.control("record")
        return found

    @property
    def recordings(self) -> list[Fields]:
        """What runs."""
        found: list[Fields] = self.control("recordings")
        return found

    def wait_for_requests(self, count: int) -> None:
        wait_until(lambda: len(self.record) >= count)

    def control(self, name: str, body: Fields | None = None) -> Any:
        """POST with a body, GET without one."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Control-Token": self._token}
        request = urllib.request.Request(f"{self.url}/control/{name}", data, headers)
        with urllib.request.urlopen(request, timeout=LIMIT_S) as answer:
            return json.load(answer)


class ServiceProcess(Service):
    """A simulator that can be killed."""

    def __init__(self, url: str, token: str, process: "subprocess.Popen[bytes]") -> None:
        super().__init__(url, token)
        self.process = process


@contextmanager
def service_process(folder: Path, *arguments: str) -> Iterator[ServiceProcess]:
    """A simulator that listens; ended behind it.

    :param folder: for its port file.
    :param arguments: more of its command line.
    """
    port_file = folder / "port.json"
    command = [sys.executable, "-m", "gui.simulator", "--port-file", str(port_file), *arguments]
    with listening(command, port_file) as process:
        yield ServiceProcess(*address_and_token(port_file), process)


@contextmanager
def listening(command: list[str], port_file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A server's process, once it has written its port file; ended behind it."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: port_file.exists() or process.poll() is not None)
            yield process
        finally:
            process.terminate()
            process.wait(LIMIT_S)
