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


class Service:
    """A simulator at an address, through its controls."""

    def __init__(self, url: str) -> None:
        self.url = url

    def arm(self, **answer: object) -> None:
        self._call("arm", answer)

    def reset(self) -> None:
        self._call("disarm", {})
        self._call("reset", {})

    def enter(self, room: int, account: str) -> None:
        """Somebody is in a room with the camera on."""
        self._call("rooms", {"room": room, "account": account, "camera": True})

    @property
    def record(self) -> list[Fields]:
        found: list[Fields] = self._call("record")
        return found

    @property
    def recordings(self) -> list[Fields]:
        """What runs."""
        found: list[Fields] = self._call("recordings")
        return found

    def wait_for_requests(self, count: int) -> None:
        wait_until(lambda: len(self.record) >= count)

    def _call(self, name: str, body: Fields | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/control/{name}", data, headers)
        with urllib.request.urlopen(request, timeout=LIMIT_S) as answer:
            return json.load(answer)


class ServiceProcess(Service):
    """A simulator that can be killed."""

    def __init__(self, url: str, process: "subprocess.Popen[bytes]") -> None:
        super().__init__(url)
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
        found = json.loads(port_file.read_text(encoding="utf-8"))
        yield ServiceProcess(f"http://{found['host']}:{found['port']}", process)


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
