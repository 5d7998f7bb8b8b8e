"""The relay's side of the server: one request in, one answer (or none) out."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from aiohttp import web

from gui.simulator import responses
from gui.simulator.faults import Arm, Fault, Faults
from gui.simulator.gateway import Arrival, Gateway, Refusal
from gui.simulator.request_log import Moment, RequestLog
from gui.simulator.service import RecordingService, ServiceEffect, ServiceRequest, ServiceResult

_PROXY_PAGE: Final = (
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
)


class Relay:
    """Answers the requests of the protocol.

    :param changed: called after each change of the recordings, before the answer leaves.
    """

    def __init__(
        self,
        service: RecordingService,
        *,
        gateway: Gateway,
        faults: Faults,
        record: RequestLog,
        changed: Callable[[], None],
        now: Callable[[], float],
    ) -> None:
        self._service = service
        self._gateway = gateway
        self._faults = faults
        self._record = record
        self._changed = changed
        self._now = now

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Read one request in full, carry it out, write it down, and only then answer."""
        moment = Moment(self._now(), time.monotonic_ns())
        try:
            raw = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _json(responses.encode(ServiceResult(60002, "body too large"), {}))
        arrival = self._gateway.read(request.method, request.path, request.query, raw)
        arm = self._faults.take(arrival)
        result = self._carry_out(arrival, arm)
        self._record.append(
            moment,
            arrival,
            effect=ServiceEffect.NONE if result is None else result.effect,
            answer_code=None if result is None else result.code,
            fault=arm.fault,
        )
        if result is not None and result.effect is not ServiceEffect.NONE:
            self._changed()
        if arm.delay_s:
            await self._faults.delay(arm.delay_s)
        if result is None:
            return _dropped(request)
        wrong_seq = arm.fault is Fault.WRONG_SEQ
        body = responses.encode(result, arrival.head, unsigned=arm.unsigned, wrong_seq=wrong_seq)
        return await _deliver(request, body, arm.fault)

    def _carry_out(self, arrival: Arrival, arm: Arm) -> ServiceResult | None:
        """The answer to give, with its effect; None where the connection is closed without one."""
        if arm.fault is Fault.DROP_BEFORE:
            return None
        own = self._verdict(arrival.verdict) if arm.effective else ServiceResult(0)
        code = own.code if arm.code is None else arm.code
        usual = own.message if code == own.code else f"simulated answer {code}" if code else ""
        return replace(
            own,
            code=code,
            message=usual if arm.message is None else arm.message,
            file_ids=(None if code else own.file_ids) if arm.file_ids is None else arm.file_ids,
        )

    def _verdict(self, verdict: ServiceRequest | Refusal) -> ServiceResult:
        if isinstance(verdict, Refusal):
            return ServiceResult(verdict.code, verdict.message)
        return self._service.apply(verdict)


def _json(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json", charset="utf-8")


async def _deliver(request: web.Request, body: bytes, fault: Fault) -> web.StreamResponse:
    match fault:
        case Fault.DROP_BEFORE | Fault.DROP_AFTER:
            return _dropped(request)
        case Fault.CUT:
            return await _cut(request, body)
        case Fault.HTML_502:
            return web.Response(status=502, text=_PROXY_PAGE, content_type="text/html")
        case Fault.EMPTY:
            return _json(b"")
        case Fault.NOT_JSON:
            return _json(b"ok, thank you")
        case Fault.NONE | Fault.WRONG_SEQ:
            return _json(body)


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _cut(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json; charset=utf-8"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
