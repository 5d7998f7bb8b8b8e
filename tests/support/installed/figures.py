"""What was measured, as the last lines of a run show it."""

from collections.abc import Callable

Figure = Callable[[str, object], None]


def line(name: str, value: object) -> str:
    """One figure."""
    return f"{name:55} {value}"


def judged(value: float, unit: str, goal: float) -> str:
    """A value, and whether it is as good as it should be."""
    return f"{value:.1f} {unit}, goal <= {goal} {unit}{_missed(value, goal)}"


def compared(ours: float, theirs: float, unit: str, goal: float) -> str:
    """Two values and their ratio."""
    ratio = ours / theirs
    return f"{ours:.3f} {unit} against {theirs:.3f} {unit}: {ratio:.2f}, goal <= {goal}{_missed(ratio, goal)}"


def _missed(value: float, goal: float) -> str:
    return "" if value <= goal else " (missed)"


def best_of_each(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The quickest of each, taken in turn: what else the machine does only ever makes them slower."""
    taken = [(ours(), theirs()) for _ in range(rounds)]
    return min(first for first, _ in taken), min(second for _, second in taken)
