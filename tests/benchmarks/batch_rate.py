"""A batch of 2,000 starts, every intent and outcome durable, against the same client in a bare loop.

The simulator is a process of its own; both sides have the profile's default of 16 requests in flight and no
rate. The bare loop starts cameras, the batch screens of the same people, so neither meets a live recording.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from gui.core.batch import Wanted, opened_batch
from gui.core.batch_file import read_batch
from gui.core.journal import Journal
from gui.core.profiles import IN_FLIGHT
from gui.core.recorder import Endpoint, Recorder
from gui.core.relay import Exchange, RelayClient
from gui.core.request import StartRequest
from gui.core.session import Session
from gui.core.system import SystemClock
from gui.core.terms import Operation, Outcome
from gui.core.throttle import Limits
from gui.core.wire import Nonces
from tests.benchmarks.printing import show

APP = 1400000000
ROOM = 990007
ROWS = 2000
ROUNDS = 3


class OneRelay:
    """One profile over one client."""

    def __init__(self, client: RelayClient) -> None:
        self._client = client

    def endpoint(self, profile: str) -> Endpoint:
        """The same for every name."""
        return Endpoint(f"{profile}.example", APP, Limits(0, IN_FLIGHT))

    async def client(self, _profile: str) -> RelayClient:
        """Always ready."""
        return self._client


class Nobody:
    """Listens to nothing."""

    def session_changed(self, session: Session) -> None:
        """Not of interest."""

    def progress_changed(self, session_id: str, progress: object) -> None:
        """Not of interest."""


def accounts(round_number: int) -> list[str]:
    """The people of one round."""
    return [f"r{round_number}-{number}" for number in range(ROWS)]


def enter(url: str, account: str) -> None:
    """Let somebody be in the room with camera and screen."""
    member = {"room": ROOM, "account": account, "camera": True, "screen": True}
    content = json.dumps(member).encode()
    request = urllib.request.Request(f"{url}/control/rooms", content, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        answer.read()


async def usersig() -> str:
    """Any."""
    return "benchmark"


def client_for(url: str) -> RelayClient:
    """A client as a profile has it."""
    return RelayClient(url, sdk_app_id=APP, identifier="admin", usersig=usersig, context=None)


async def bare_rate(url: str, round_number: int) -> float:
    """Starts a second of the client alone."""
    client = client_for(url)
    requests = iter(
        [StartRequest(room=ROOM, account=account, file_name="bare") for account in accounts(round_number)]
    )

    async def work(left: Iterator[StartRequest]) -> None:
        for request in left:
            nonces = Nonces.fresh()
            await client.send(request.packet(APP, nonces), nonces.random, Exchange())

    began = time.perf_counter()
    await asyncio.gather(*(work(requests) for _ in range(IN_FLIGHT)))
    took = time.perf_counter() - began
    await client.close()
    return ROWS / took


async def batch_rate(url: str, round_number: int, folder: Path) -> float:
    """Starts a second of a batch over the recorder and its ledger."""
    client, journal = client_for(url), Journal(folder)
    await journal.open()
    relays = OneRelay(client)
    recorder = Recorder(journal, relays, SystemClock(), Nobody(), operator="bench")
    lines = [f"{ROOM},{account},batch,screen" for account in accounts(round_number)]
    file = "\n".join(["room,account,file_name,source", *lines]).encode()
    began = time.perf_counter()
    wanted = Wanted(read_batch(file, Operation.START), "bench")
    async with opened_batch(journal, recorder, relays, wanted) as run:
        await run.run()
        assert {result.outcome for result in run.results} == {Outcome.ACCEPTED}
    took = time.perf_counter() - began
    await client.close()
    await journal.close()
    return ROWS / took


def main() -> None:
    """Start the simulator; floor and batch in turns."""
    bare, batch = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port_file = folder / "port.json"
        command = [sys.executable, "-m", "gui.simulator", "--port-file", str(port_file)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as simulator:
            try:
                while not port_file.exists():
                    time.sleep(0.02)
                url = f"http://127.0.0.1:{json.loads(port_file.read_text())['port']}"
                for number in range(ROUNDS):
                    for account in accounts(number):
                        enter(url, account)
                    bare.append(asyncio.run(bare_rate(url, number)))
                    batch.append(asyncio.run(batch_rate(url, number, folder / f"data-{number}")))
            finally:
                simulator.terminate()
    show("batch of 2,000 starts", batch, bare, "starts/s", ">= 0.6")


if __name__ == "__main__":
    main()
