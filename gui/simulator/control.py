"""The control plane: arm answers, move members, read the record. For tests and for practice.

Each call bears a token that its port file holds: other users of this computer can't read it. Requests that
a web page could have caused are refused besides.
"""

import ipaddress
import secrets
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gui.core.foundation.enums import UINT32_MAX, Source
from gui.simulator.faults import Arm, Faults
from gui.simulator.request_log import RequestLog
from gui.simulator.service import Ended, Recording, RecordingService

PREFIX: Final = "/control/"
TOKEN_HEADER: Final = "X-Control-Token"
M = TypeVar("M", bound=BaseModel)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MemberChange(_Body):
    """A room opened or closed, or a member who comes, goes, or switches a stream.

    Without ``account`` the room itself is meant. A stream that is not named stays as it is; somebody new
    has the camera on and no screen share.
    """

    room: int = Field(ge=0, le=UINT32_MAX)
    account: str | None = Field(default=None, min_length=1)
    present: bool = True
    camera: bool | None = None
    screen: bool | None = None


class Ageing(_Body):
    """A recording that is to be made older by some minutes."""

    room: int
    account: str
    source: str = Field(default="camera", pattern="^(camera|screen)$")
    minutes: float = Field(ge=0, le=1_000_000)


class Control:
    """The handlers under ``/control/``.

    :param changed: called after each change of the recordings.
    :param reset: puts everything back to the beginning.
    """

    def __init__(
        self,
        service: RecordingService,
        *,
        faults: Faults,
        record: RequestLog,
        changed: Callable[[], None],
        reset: Callable[[], None],
    ) -> None:
        self._service = service
        self._faults = faults
        self._record = record
        self._changed = changed
        self._start_over = reset

    def routes(self) -> list[web.RouteDef]:
        """What is served."""
        return [
            web.get(f"{PREFIX}record", self._read_record),
            web.get(f"{PREFIX}recordings", self._read_recordings),
            web.get(f"{PREFIX}ended", self._read_ended),
            web.get(f"{PREFIX}rooms", self._read_rooms),
            web.get(f"{PREFIX}armed", self._read_armed),
            web.post(f"{PREFIX}arm", self._arm),
            web.post(f"{PREFIX}disarm", self._disarm),
            web.post(f"{PREFIX}answer", self._answer),
            web.post(f"{PREFIX}rooms", self._change_rooms),
            web.post(f"{PREFIX}age", self._age),
            web.post(f"{PREFIX}reset", self._reset),
            web.route("*", f"{PREFIX}{{path:.*}}", self._missing),
        ]

    async def _read_record(self, request: web.Request) -> web.Response:
        """``?after=N`` leaves out the entries up to number N."""
        after = request.query.get("after", "0")
        if not (after.isascii() and after.isdigit()):
            return _complaint(400, "after: a number is needed")
        return web.json_response([e.as_json() for e in self._record.entries if e.number > int(after)])

    async def _read_recordings(self, _request: web.Request) -> web.Response:
        return web.json_response([_recording(recording) for recording in self._service.recordings])

    async def _read_ended(self, _request: web.Request) -> web.Response:
        return web.json_response([_ended(ended) for ended in self._service.ended])

    async def _read_rooms(self, _request: web.Request) -> web.Response:
        return web.json_response(
            [
                {
                    "room": room.number,
                    "members": [
                        {"account": member.account, **{s.word: s in member.streams for s in Source}}
                        for member in room.members
                    ],
                }
                for room in self._service.rooms
            ]
        )

    async def _read_armed(self, _request: web.Request) -> web.Response:
        return web.json_response([arm.model_dump(mode="json") for arm in self._faults.armed])

    async def _arm(self, request: web.Request) -> web.Response:
        self._faults.arm(await _body(request, Arm))
        return await self._read_armed(request)

    async def _disarm(self, request: web.Request) -> web.Response:
        self._faults.disarm()
        return await self._read_armed(request)

    async def _answer(self, request: web.Request) -> web.Response:
        """What is being delayed is answered now."""
        self._faults.hurry()
        return await self._read_armed(request)

    async def _change_rooms(self, request: web.Request) -> web.Response:
        change_members(self._service, await _body(request, MemberChange))
        self._changed()
        return await self._read_rooms(request)

    async def _age(self, request: web.Request) -> web.Response:
        ageing = await _body(request, Ageing)
        source = Source[ageing.source.upper()]
        if not self._service.age(ageing.room, ageing.account, source, ageing.minutes):
            return _complaint(404, "no such recording is running")
        self._changed()
        return await self._read_recordings(request)

    async def _reset(self, _request: web.Request) -> web.Response:
        self._start_over()
        return web.json_response({})

    async def _missing(self, request: web.Request) -> web.Response:
        return _complaint(404, f"there is no control {request.method} {request.path}")


def change_members(service: RecordingService, change: MemberChange) -> None:
    """Carry a change of rooms or members out."""
    if change.account is None:
        (service.open_room if change.present else service.close_room)(change.room)
    elif not change.present:
        service.leave(change.room, change.account)
    else:
        before = service.streams(change.room, change.account)
        streams = {Source.CAMERA} if before is None else set(before)
        for source, on in ((Source.CAMERA, change.camera), (Source.SCREEN, change.screen)):
            if on is not None:
                (streams.add if on else streams.discard)(source)
        service.enter(change.room, change.account, streams)


def guard(token: str) -> Middleware:
    """Refuse calls to ``/control/`` without the token, and what a web page in a browser could send."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(PREFIX):
            return await handler(request)
        return await _guarded(request, handler, token)

    return check


async def _guarded(request: web.Request, handler: Handler, token: str) -> web.StreamResponse:
    given = request.headers.get(TOKEN_HEADER, "")
    if "Origin" in request.headers or "Referer" in request.headers:
        return _complaint(403, "web pages may not use the controls")
    if not _is_loopback(request.host):
        return _complaint(403, "the controls answer to a loopback address only")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        return _complaint(401, f"the controls need the header {TOKEN_HEADER}: the port file has its value")
    if request.method == "POST" and request.content_type != "application/json":
        return _complaint(415, "the content type must be application/json")
    try:
        return await handler(request)
    except ValidationError as err:
        texts = [f"{'.'.join(map(str, e['loc'])) or 'body'}: {e['msg']}" for e in err.errors()]
        return _complaint(400, "; ".join(texts))


async def _body(request: web.Request, model: type[M]) -> M:
    return model.model_validate_json(await request.read() or b"{}")


def _complaint(status: int, text: str) -> web.Response:
    return web.json_response({"error": text}, status=status)


def _is_loopback(authority: str) -> bool:
    """Whether a Host header names this computer. A foreign name that was made to point here is an attack."""
    try:
        host = urlsplit(f"//{authority}").hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _recording(recording: Recording) -> dict[str, object]:
    target = recording.target
    return {
        "app": target.app,
        "room": target.room,
        "account": target.account,
        "source": target.source.word,
        "file_name": recording.file_name,
        "started_at": recording.started_at,
    }


def _ended(ended: Ended) -> dict[str, object]:
    over = {"ended_at": ended.ended_at, "file_ids": list(ended.file_ids), "reason": ended.reason}
    return {**_recording(ended.recording), **over}
