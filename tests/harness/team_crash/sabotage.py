"""Each broken rule of faults.py, and whether the harness finds it: that it can."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.printing import count
from tests.harness.ledger_audit import Findings
from tests.harness.team_crash.crashes import team_crashes
from tests.harness.team_crash.desk_plans import desk_plans
from tests.harness.team_crash.faults import FAULTS
from tests.support.team.desks import TeamBoard
from tests.support.team.made_board import made_board
from tests.support.team.postgres import WHY_NOT, postgres_server, programs

_KILLS: Final = 40
"""It takes no more to meet a fault."""


def caught(folder: Path, board: TeamBoard, fault: str, seed: int) -> tuple[int, Findings]:
    """With the fault in the desk that is killed: after how many kills it was found, and what was found."""
    folder.mkdir()
    with team_crashes(folder, board, fault) as run:
        for plan in desk_plans(seed, FAULTS[fault].ways):
            run.kill(plan)
            if run.tally.findings or run.tally.kills >= _KILLS:
                break
    return run.tally.kills, run.tally.findings


def main() -> None:
    """``packaging/bench --team-crash-sabotage [--seed S]``."""
    parser = argparse.ArgumentParser(prog="bench --team-crash-sabotage")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if programs() is None:
        raise SystemExit(WHY_NOT)
    missed = False
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        board = made_board(server)
        for fault, broken in FAULTS.items():
            kills, found = caught(Path(name) / fault, board, fault, chosen.seed)
            texts = [*found.duplicates, *found.lost, *found.wrong]
            told = f"team crash, broken: {broken.rule}; found after {kills} kills"
            count(told, len(texts), "findings", goal="1 or more")
            if texts:
                print(json.dumps({"name": f"team crash, broken: {fault}", "text": texts[0]}), flush=True)
            missed = missed or not texts
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
