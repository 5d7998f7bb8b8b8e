"""A server that answers every request at once and prints when each one came, and when its answer left.

As a program: its argument is the file for its port. A line a request: the first byte's arrival and the moment
before the answer was written, in nanoseconds of the monotonic clock, which all processes share.
"""

import asyncio
import sys
import time
from pathlib import Path

from tests.benchmarks.answering_server import Answering, serve


class TimedAnswering(Answering):
    """One connection."""

    def __init__(self) -> None:
        super().__init__()
        self._began = 0

    def data_received(self, data: bytes) -> None:
        self._began = self._began or time.monotonic_ns()
        super().data_received(data)

    def answer(self, request: bytes) -> None:
        print(self._began, time.monotonic_ns(), flush=True)
        self._began = 0
        super().answer(request)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), TimedAnswering))
