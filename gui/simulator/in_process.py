"""The simulator within another process's event loop, for tests."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, TypedDict, Unpack

from gui.core.foundation.enums import Source
from gui.simulator.control import MemberChange, change_members
from gui.simulator.faults import Arm, Fault
from gui.simulator.listener import Tls
from gui.simulator.request_log import LoggedRequest
from gui.simulator.rooms import Room
from gui.simulator.server import ServerSettings, Simulator
from gui.simulator.service import Ended, Recording


class ArmOptions(TypedDict, total=False):
    """The fields of ``faults.Arm``, which explains them."""

    times: int
    operation: Literal["start", "stop", "any"]
    room: int | None
    account: str | None
    code: int | None
    unsigned: bool
    delay_s: float
    fault: (
        Fault
        | Literal["none", "drop_before", "drop_after", "cut", "html_502", "empty", "wrong_seq", "not_json"]
    )
    takes_effect: bool | None
    message: str | None
    file_ids: tuple[str, ...] | None


class Options(TypedDict, total=False):
    """The fields of ``server.Settings``, which explains them."""

    host: str
    port: int
    tls: Tls | None
    secret_key: str | None
    state_file: Path | None
    record_file: Path | None
    rooms: Iterable[Room]
    now: Callable[[], float]


class RunningSimulator:
    """A simulator that listens, with its controls as plain calls."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    @property
    def url(self) -> str:
        """Scheme, address and port, without a path."""
        return self._simulator.url

    @property
    def port(self) -> int:
        """The port."""
        return self._simulator.port

    @property
    def control_token(self) -> str:
        """What each call of a control over HTTP has to bear."""
        return self._simulator.control_token

    @property
    def record(self) -> tuple[LoggedRequest, ...]:
        """The requests that arrived, the oldest first."""
        return self._simulator.record.entries

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The running recordings."""
        return self._simulator.service.recordings

    @property
    def ended(self) -> tuple[Ended, ...]:
        """The recordings that are over."""
        return self._simulator.service.ended

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Who is where."""
        return self._simulator.service.rooms

    @property
    def armed(self) -> tuple[Arm, ...]:
        """The armed answers that are still to come."""
        return self._simulator.faults.armed

    def arm(self, **options: Unpack[ArmOptions]) -> None:
        """Arm the next answers; see ``faults.Arm``."""
        self._simulator.faults.arm(Arm.model_validate(options))

    def disarm(self) -> None:
        """Let all answers be the service's own again."""
        self._simulator.faults.disarm()

    def answer_now(self) -> None:
        """Give the answers that are being delayed, without the rest of their delay."""
        self._simulator.faults.hurry()

    def enter(
        self, room: int, account: str, *, camera: bool | None = None, screen: bool | None = None
    ) -> None:
        """Let somebody enter a room, or switch a stream; somebody new has the camera on."""
        self._change(MemberChange(room=room, account=account, camera=camera, screen=screen))

    def leave(self, room: int, account: str) -> None:
        """Let somebody leave; their recordings end without a stop."""
        self._change(MemberChange(room=room, account=account, present=False))

    def age(self, room: int, account: str, source: Source, minutes: float) -> None:
        """Let a running recording have begun that many minutes earlier.

        :raises LookupError: where none is running.
        """
        if not self._simulator.service.age(room, account, source, minutes):
            raise LookupError("no such recording is running")
        self._simulator.save()

    def reset(self) -> None:
        """Back to the first rooms, with no recordings, nothing armed and an empty record."""
        self._simulator.reset()

    async def close(self) -> None:
        """Stop listening before the end of the block, as if the simulator had been ended."""
        await self._simulator.close()

    def _change(self, change: MemberChange) -> None:
        change_members(self._simulator.service, change)
        self._simulator.save()


@asynccontextmanager
async def running_simulator(**options: Unpack[Options]) -> AsyncIterator[RunningSimulator]:
    """A simulator on a loopback port (a free one by default), for the length of a block.

    :raises CannotServe: where it can't begin.
    """
    simulator = Simulator(ServerSettings(**options))
    try:
        await simulator.start()
        yield RunningSimulator(simulator)
    finally:
        simulator.faults.hurry()
        await simulator.close()
