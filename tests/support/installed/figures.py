"""What was measured, as the last lines of a run show it."""

import statistics
from collections.abc import Callable, Sequence

Figure = Callable[[str, object], None]


def line(name: str, value: object) -> str:
    """One figure."""
    return f"{name:55} {value}"


def compared(ours: Sequence[float], theirs: Sequence[float], unit: str, goal: float) -> str:
    """Two medians and their ratio."""
    first, second = statistics.median(ours), statistics.median(theirs)
    return f"{first:.3f} {unit} against {second:.3f} {unit}: {first / second:.2f}, goal <= {goal}"
