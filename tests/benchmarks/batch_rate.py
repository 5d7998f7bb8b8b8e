"""A batch of 2,000 starts, every intent and outcome durable, against the same client in a bare loop.

The simulator is a process of its own; both sides have the profile's default of 16 requests in flight and no
rate. The bare loop starts cameras, the batch screens of the same people, so neither meets a live recording.
Both have their requests ready before the clock runs: the file is read and checked by then. The last run is in
the real window, offscreen and on Qt's loop, which draws every change: there the delay of its events counts.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from gui.core.batch.rows import read_batch
from gui.core.batch.run import BatchRequest, opened_batch
from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.system import SystemClock
from gui.core.ledger.ledger import Ledger
from gui.core.network.relay_client import RelayClient
from gui.core.profiles.profiles import IN_FLIGHT
from gui.core.protocol.endpoint import Endpoint, Limits
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StartRequest
from gui.core.protocol.wire import Nonces
from gui.core.recording.ports import Relays
from gui.core.recording.recorder import Recorder
from tests.benchmarks.printing import count, show
from tests.support.core.silent_listener import SilentListener
from tests.support.simulator.service_process import Service, service_process

APP = 1400000000
ROOM = 990007
ROWS = 2000
ROUNDS = 3
WINDOW_LIMIT_S = 120


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


def accounts(round_number: int) -> list[str]:
    """The people of one round."""
    return [f"r{round_number}-{number}" for number in range(ROWS)]


def gather(service: Service, round_number: int) -> None:
    """Let the round's people be in the room with camera and screen; nobody else, and nothing is recorded."""
    service.control("reset", {})
    for account in accounts(round_number):
        fields = {"room": ROOM, "account": account, "camera": True, "screen": True}
        service.control("rooms", fields)


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


def wanted(round_number: int, profile: str) -> BatchRequest:
    """The batch of one round, read and checked."""
    lines = [f"{ROOM},{account},batch,screen" for account in accounts(round_number)]
    file = "\n".join(["room,account,file_name,source", *lines]).encode()
    return BatchRequest(read_batch(file, Operation.START), profile)


async def batch_rate(url: str, round_number: int, folder: Path) -> float:
    """Starts a second of a batch over the recorder and its ledger."""
    client, ledger = client_for(url), Ledger(folder)
    await ledger.open()
    relays = OneRelay(client)
    recorder = Recorder(ledger, relays, SystemClock(), SilentListener(), operator="bench")
    batch = wanted(round_number, "bench")
    took = await timed(ledger, recorder, relays, batch)
    await client.close()
    await ledger.close()
    return ROWS / took


async def timed(ledger: Ledger, recorder: Recorder, relays: Relays, batch: BatchRequest) -> float:
    """Seconds that it takes to its end."""
    began = time.perf_counter()
    async with opened_batch(ledger, recorder, relays, batch) as run:
        await run.run()
        assert {result.outcome for result in run.results} == {Outcome.ACCEPTED}
    return time.perf_counter() - began


def window_rate(url: str, round_number: int, folder: Path) -> tuple[float, list[float]]:
    """Starts a second in the real window, and by how many milliseconds its events were late."""
    command = [sys.executable, "-m", "tests.benchmarks.batch_window", url, str(folder), str(round_number)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=WINDOW_LIMIT_S, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["rate"], found["late_ms"]


def _p99(values: list[float]) -> float:
    return round(statistics.quantiles(values, n=100)[98], 1)


def main() -> None:
    """Start the simulator; floor and batch in turns."""
    bare, batch = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with service_process(folder) as service:
            for number in range(ROUNDS):
                gather(service, number)
                bare.append(asyncio.run(bare_rate(service.url, number)))
                batch.append(asyncio.run(batch_rate(service.url, number, folder / f"data-{number}")))
            gather(service, ROUNDS)
            window, late = window_rate(service.url, ROUNDS, folder / "window")
    show("batch of 2,000 starts", batch, bare, "starts/s", ">= 0.6")
    show("batch of 2,000 starts in the window", [window], bare, "starts/s", "printed, not asserted")
    count("events of the window during the batch, p99 of their delay", _p99(late), "ms", goal="<= 16")
    count("events of the window during the batch, the latest", round(max(late), 1), "ms", goal="<= 50")


if __name__ == "__main__":
    main()
