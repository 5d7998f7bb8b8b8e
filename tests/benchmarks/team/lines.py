"""The team's goals as a program: each line against its floor in the same run.

The server is one of its own, on this computer. Names, with commas between them, choose some of the lines.
"""

import argparse
import traceback
from collections.abc import Callable
from typing import Final

from tests.benchmarks.team.boards import board_of
from tests.benchmarks.team.catch_up import catch_up
from tests.benchmarks.team.claims import claim, holder_dies, many_ask
from tests.benchmarks.team.connecting import connecting
from tests.benchmarks.team.load import fifty_busy_desks, fifty_desks, ten_desks
from tests.benchmarks.team.outages import restarts, restored
from tests.benchmarks.team.passing import desk_to_desk
from tests.benchmarks.team.start_way import start_way
from tests.support.team.desks import CODES, TeamBoard
from tests.support.team.postgres import WHY_NOT, programs

ON_THE_DISK: Final[dict[str, Callable[[TeamBoard], None]]] = {
    "claim": claim,
    "desk-to-desk": desk_to_desk,
    "race": many_ask,
    "holder": holder_dies,
    "connecting": connecting,
}
"""With a server that waits for its disk."""
IN_MEMORY: Final[dict[str, Callable[[TeamBoard], None]]] = {
    "start": start_way,
    "ten": ten_desks,
    "fifty": fifty_desks,
    "fifty-busy": fifty_busy_desks,
    "catch-up": catch_up,
    "restarts": restarts,
    "restored": restored,
}
"""With one that does not, so that a round trip is one: what its disk takes is in the line of the claim."""
_MANY: Final = tuple(f"D{number}" for number in range(10, 60 - len(CODES)))


def main() -> None:
    """``packaging/bench --team [LINES]``."""
    names = [*ON_THE_DISK, *IN_MEMORY]
    parser = argparse.ArgumentParser(prog="bench --team")
    parser.add_argument("lines", nargs="?", default=",".join(names), help=f"of {', '.join(names)}")
    wanted = parser.parse_args().lines.split(",")
    if unknown := [name for name in wanted if name not in names]:
        parser.error(f"there is no line {unknown[0]}; there are {', '.join(names)}")
    if programs() is None:
        parser.error(WHY_NOT)
    failed = 0
    for lines, durable in ((ON_THE_DISK, True), (IN_MEMORY, False)):
        if chosen := [line for name, line in lines.items() if name in wanted]:
            with board_of((*CODES, *_MANY), durable=durable) as board:
                failed += sum(not _measured(line, board) for line in chosen)
    raise SystemExit(bool(failed))


def _measured(line: Callable[[TeamBoard], None], board: TeamBoard) -> bool:
    """A line that fails keeps no other from being measured."""
    try:
        line(board)
    except Exception:
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    main()
