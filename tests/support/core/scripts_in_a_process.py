"""A function of a test in a process of its own: for limits, users and kills that are of a process."""

import multiprocessing
from collections.abc import Callable
from typing import Final, ParamSpec

P = ParamSpec("P")
_FORK: Final = multiprocessing.get_context("fork")


def in_a_process(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> int:
    """Run it; returns the exit status, 0 where it raised nothing."""
    child = _FORK.Process(target=work, args=args, kwargs=kwargs)
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode
