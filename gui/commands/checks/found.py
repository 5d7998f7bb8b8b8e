"""One check of ``doctor``, and what it found."""

from collections.abc import Callable
from dataclasses import dataclass

from gui.commands import output
from gui.core.catalogue.errors import Problem, panel_bug


@dataclass(frozen=True, slots=True)
class Found:
    """One check; ``problem`` is None where the panel can work, ``amber`` where only a part of it can't."""

    check: str
    detail: str
    problem: Problem | None = None
    amber: bool = False


def looked(name: str, look: Callable[[], Found]) -> Found:
    """What a check found; a bug in one is told, and the others go on."""
    try:
        return look()
    except Exception as bug:
        output.print_bug()
        return Found(name, "", panel_bug(bug, may_have_left=False))
