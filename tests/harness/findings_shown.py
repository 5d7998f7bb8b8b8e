"""What a harness found, printed as the benchmarks print."""

import json
from typing import Final

from tests.benchmarks.printing import count
from tests.harness.ledger_audit import Findings

_MOST_SHOWN: Final = 10


def show_findings(findings: Findings, name: str, unit: str) -> None:
    """The three counts, each with its first sentences; the goal of each is 0."""
    kinds = {"duplicates": findings.duplicates, "lost": findings.lost, "wrong": findings.wrong}
    for kind, found in kinds.items():
        count(f"{name}: {kind}", len(found), unit, goal="0")
        for text in found[:_MOST_SHOWN]:
            print(json.dumps({"name": f"{name}: {kind}", "text": text}), flush=True)
