"""One JSON object a line: the form of every benchmark."""

import json
import statistics
from collections.abc import Sequence


def show(name: str, values: Sequence[float], floors: Sequence[float], unit: str, goal: str) -> None:
    """Print the medians of a measure and of its floor from the same run, and their ratio."""
    value, floor = statistics.median(values), statistics.median(floors)
    line = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "floor": round(floor, 3),
        "ratio": round(value / floor, 3) if floor else None,
        "goal": goal,
    }
    print(json.dumps(line), flush=True)


def count(name: str, value: float, unit: str, *, goal: str = "counted") -> None:
    """Print something counted, which has no floor."""
    line = {"name": name, "value": value, "unit": unit, "floor": None, "ratio": None, "goal": goal}
    print(json.dumps(line), flush=True)
