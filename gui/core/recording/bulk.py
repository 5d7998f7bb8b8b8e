"""Requests that were asked for together (a choice of many rows, a batch), and can be broken off together."""

import asyncio
from typing import Protocol


class _Carried(Protocol):
    """What carries one of the requests out; a RunningOperation is one."""

    def withdraw(self) -> None:
        """What has not left is not sent; an answer on its way is awaited."""
        ...

    def stop_waiting(self) -> None:
        """Send no further request, and wait for no answer."""
        ...


class Bulk:
    """Handed over with each of the requests.

    :ivar broken_off: set once no more of them is to be sent; what comes to its turn later looks here.
    """

    def __init__(self) -> None:
        self.broken_off = asyncio.Event()
        self._under_way: set[_Carried] = set()

    def break_off(self) -> None:
        """Send no more: what has left has its answer awaited, everything else ends as not sent."""
        self.broken_off.set()
        for one in tuple(self._under_way):
            one.withdraw()

    def stop_waiting(self) -> None:
        """Break off, and wait for no answer either: what may have left is unknown."""
        self.break_off()
        for one in tuple(self._under_way):
            one.stop_waiting()

    def add(self, one: _Carried) -> None:
        """One of them begins."""
        self._under_way.add(one)

    def discard(self, one: _Carried) -> None:
        """One of them has ended."""
        self._under_way.discard(one)
