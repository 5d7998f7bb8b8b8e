"""A panel that is killed while one start is on its way and another waits for its turn.

As a program (``python -m tests.core.dying_while_waiting FOLDER``) it is that panel; says *waiting* once it is
so far.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from tests.core.desk import desk
from tests.core.waiting import behind

LIFETIME_S: Final = 60.0


async def left_by_a_killed_panel(folder: Path) -> None:
    """Run it over a folder, and kill it: session 1 was sent, session 2 waited."""
    panel = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.core.dying_while_waiting", folder),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert panel.stdout is not None
    assert await panel.stdout.readline() == b"waiting\n"
    panel.kill()
    await panel.wait()


async def main(folder: Path) -> None:
    async with desk(folder) as it:
        await behind(it, delay_s=LIFETIME_S)
        print("waiting", flush=True)
        await asyncio.sleep(LIFETIME_S)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
