"""A panel that is killed while one start is on its way and another waits for its turn.

As a program (``python -m tests.support.core.killed_while_queued FOLDER``) it is that panel; it prints
*waiting* once it is so far.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from tests.support.core.queued_starts import behind
from tests.support.core.recorder_setup import desk
from tests.support.tree import ROOT

LIFETIME_S: Final = 60.0


async def left_by_a_killed_panel(folder: Path) -> None:
    """Run it over a folder, and kill it: session 1 was sent, session 2 waited."""
    panel = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.core.killed_while_queued", folder),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
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
