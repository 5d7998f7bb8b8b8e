"""Where the tree lies: the folder that programs of their own are started in, and the golden files."""

import json
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
GOLDEN: Final = ROOT / "tests" / "golden"


def golden(name: str) -> Any:
    """What stands in a golden file of JSON."""
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))
