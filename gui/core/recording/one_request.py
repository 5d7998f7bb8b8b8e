"""One request on its way: connection made ready, packet sent, answer awaited or given up."""

import asyncio
from collections.abc import Callable
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.protocol.endpoint import Endpoint
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted, Nonces, Packet
from gui.core.recording.attempt import Attempt
from gui.core.recording.operation_request import OperationRequest
from gui.core.recording.ports import Relays, Sender

PREPARE_LIMIT_S: Final = 30.0
"""Time for a profile's connection to be made ready (certificates, Practice's service) before it is used."""


class OneRequest:
    """Sends one request, once. :meth:`give_up` may be called at any time, before :meth:`send` too.

    :param before_first_byte: as :class:`Exchange` has it.
    """

    def __init__(
        self, relays: Relays, request: OperationRequest, before_first_byte: Callable[[], None]
    ) -> None:
        self._relays = relays
        self._request = request
        self._exchange = Exchange(before_first_byte=before_first_byte)
        self._post: asyncio.Task[Accepted] | None = None
        self._given_up = False
        self._panel_ends = self._withdrawn = False

    @property
    def may_have_left(self) -> bool:
        """Whether a byte of it may have left this computer."""
        return self._exchange.may_have_left

    def give_up(self, *, panel_ends: bool = False, withdrawn: bool = False) -> None:
        """No longer wait: what may have left is unknown, what has no connection yet is not sent.

        :param withdrawn: staff took it back, with others.
        """
        self._given_up = True
        self._panel_ends, self._withdrawn = panel_ends, withdrawn
        if self._post is not None:
            self._post.cancel()

    async def send(self, *, began_at: float, intent_written_at: float) -> Attempt:
        """Send it; every failure but a bug is the attempt's problem.

        :param began_at: when it was asked for, or got its turn again; of the monotonic clock, as is the next.
        :param intent_written_at: when its intent was durable.
        """
        nonces = Nonces.fresh()
        packet = self._request.make_packet(self._request.target.sdk_app_id, nonces)
        self._post = post = asyncio.create_task(self._send(packet, nonces))
        if self._given_up:
            post.cancel()
        while not post.done():
            try:
                await asyncio.wait({post})
            except asyncio.CancelledError:
                # The loop is being closed: as if staff no longer waited; the outcome is still written.
                self.give_up(panel_ends=True)
        problem: Problem | None = None
        file_ids: tuple[str, ...] = ()
        try:
            file_ids = post.result().file_ids
        except Problem as found:
            problem = found
        except asyncio.CancelledError:
            problem = self._given_up_problem()
        return Attempt(packet, nonces, self._exchange, problem, file_ids, began_at, intent_written_at)

    async def _send(self, packet: Packet, nonces: Nonces) -> Accepted:
        try:
            async with asyncio.timeout(PREPARE_LIMIT_S):
                client = await self._client()
        except TimeoutError as err:
            detail = Detail("connect.not_ready")
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=detail) from err
        return await client.send(packet, nonces.random, self._exchange)

    async def _client(self) -> Sender:
        target, profile = self._request.target, self._request.profile
        if self._relays.endpoint(profile) != Endpoint(target.host, target.sdk_app_id):
            detail = Detail("profile.elsewhere", {"profile": profile})
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, detail=detail)
        return await self._relays.client(profile)

    def _given_up_problem(self) -> Problem:
        if self.may_have_left:
            return Problem(Delivery.NO_ANSWER, word=LocalFailure.CANCELLED)
        if self._panel_ends:
            return Problem(Delivery.NEVER_SENT, word=LocalFailure.PANEL_ENDED)
        if self._withdrawn:
            return Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)
        detail = Detail("connect.not_yet")
        return Problem(Delivery.NEVER_SENT, word=LocalFailure.CONNECT, detail=detail)
