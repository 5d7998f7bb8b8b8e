"""A panel that waits to be killed while one start is on its way and another waits for its turn.

As a program: ``python -m tests.core.dying_while_waiting FOLDER``; says *waiting* once it is so far.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from tests.core.desk import desk
from tests.core.waiting import behind

LIFETIME_S: Final = 60.0


async def main(folder: Path) -> None:
    async with desk(folder) as it:
        await behind(it, delay_s=LIFETIME_S)
        print("waiting", flush=True)
        await asyncio.sleep(LIFETIME_S)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
