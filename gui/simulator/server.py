"""The simulator put together: service, faults, record, state file and the HTTP server."""

import logging
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from gui.simulator import state_file
from gui.simulator.control import Control, guard
from gui.simulator.faults import Faults
from gui.simulator.gateway import Gateway
from gui.simulator.listener import CannotServe, Tls, open_socket
from gui.simulator.relay_handler import Relay
from gui.simulator.request_log import RequestLog
from gui.simulator.rooms import PRACTICE_ROOMS, Room
from gui.simulator.service import RecordingService

SHUTDOWN_S: Final = 0.5
"""How long a request that is still being answered may take at the end."""
LARGEST_BODY: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How to serve. All files are optional.

    :param port: 0 picks a free one.
    :param secret_key: by which a usersig is judged; without it any non-empty one is taken.
    :param now: the clock, in seconds since the epoch.
    """

    host: str = "127.0.0.1"
    port: int = 0
    tls: Tls | None = None
    secret_key: str | None = None
    state_file: Path | None = None
    record_file: Path | None = None
    rooms: Iterable[Room] = PRACTICE_ROOMS
    now: Callable[[], float] = time.time


class Simulator:
    """One server with its service. ``start`` once, ``close`` once.

    :raises CannotServe: where the record file can't be written.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self.service = RecordingService(settings.rooms, now=settings.now)
        self.faults = Faults()
        try:
            self.record = RequestLog(settings.record_file)
        except OSError as err:
            raise CannotServe(
                f"the record file {settings.record_file} can't be written ({err.strerror})"
            ) from err
        self._runner: web.AppRunner | None = None
        self._saving_failed = False
        self.control_token = secrets.token_urlsafe(24)
        self.host = ""
        self.port = 0

    @property
    def url(self) -> str:
        """Scheme, address and port, without a path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'http' if self._settings.tls is None else 'https'}://{host}:{self.port}"

    async def start(self) -> None:
        """Load the state and listen.

        :raises CannotServe: where that can't be done; ``close`` is still to be called.
        """
        context = None if self._settings.tls is None else self._settings.tls.context()
        self._load()
        listening = open_socket(self._settings.host, self._settings.port)
        self.host, self.port = listening.getsockname()[:2]
        self._runner = web.AppRunner(
            self._application(), access_log=None, logger=_logger(), shutdown_timeout=SHUTDOWN_S
        )
        await self._runner.setup()
        await web.SockSite(self._runner, listening, ssl_context=context).start()

    async def close(self) -> None:
        """Stop listening, give running answers half a second, and close everything."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self.record.close()

    def reset(self) -> None:
        """Back to the first rooms, with no recordings, nothing armed and an empty record."""
        self.faults.disarm()
        self.record.clear()
        self.service.reset()
        self.save()

    def save(self) -> None:
        """Write the recordings to the state file, if there is one. A full disk is logged once, not fatal."""
        path = self._settings.state_file
        if path is None:
            return
        try:
            state_file.save(path, self.service.recordings, self.service.ended)
        except OSError as err:
            if not self._saving_failed:
                print(
                    f"The state file {path} can't be written ({err.strerror}).", file=sys.stderr, flush=True
                )
            self._saving_failed = True

    def _load(self) -> None:
        path = self._settings.state_file
        if path is None:
            return
        try:
            state, aside = state_file.load(path)
        except OSError as err:
            raise CannotServe(
                f"the state file {path} can't be read ({err.strerror}): make it readable, or give another"
            ) from err
        if aside is not None:
            print(f"The state file was damaged. It is kept as {aside}.", file=sys.stderr, flush=True)
        self.service.restore(state.running, state.ended)

    def _application(self) -> web.Application:
        now = self._settings.now
        gateway = Gateway(self._settings.secret_key, now)
        relay = Relay(
            self.service, gateway=gateway, faults=self.faults, record=self.record, changed=self.save, now=now
        )
        control = Control(
            self.service, faults=self.faults, record=self.record, changed=self.save, reset=self.reset
        )
        application = web.Application(middlewares=[guard(self.control_token)], client_max_size=LARGEST_BODY)
        application.add_routes(control.routes())
        application.router.add_route("*", "/{path:.*}", relay.handle)
        return application


def _logger() -> logging.Logger:
    """The server's log of bugs. What callers send malformed is left out: it may hold a usersig."""
    logger = logging.getLogger("gui.simulator.http")
    if not logger.filters:
        logger.addFilter(_is_own_fault)
    return logger


def _is_own_fault(entry: logging.LogRecord) -> bool:
    return entry.exc_info is None or not isinstance(entry.exc_info[1], HttpProcessingError)
