"""Folders that can't be written to, and processes for which that holds: root may write everywhere."""

import concurrent.futures.thread  # noqa: F401 - asyncio looks for it when it is first used
import os
import urllib.parse  # noqa: F401 - pathlib looks for it when it is first used
from pathlib import Path
from typing import Final

NOBODY: Final = 65534


def make_read_only(folder: Path) -> None:
    """As on a medium that can only be read: whoever owns the files can't write, nor make new ones."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)


def become_unprivileged() -> None:
    """For a script, once it has imported all it needs: what is imported later may be out of reach."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
