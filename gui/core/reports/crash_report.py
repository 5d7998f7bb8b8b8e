"""The report of the panel itself: what a crash left, the log, and the versions. Says nothing of recordings.

The log names sessions by their number; rooms, people, files and notes are in the ledger alone.
"""

import asyncio
import json
from pathlib import Path
from typing import Final

from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.versions import versions
from gui.core.profiles.credentials import known_secrets
from gui.core.profiles.profiles import Profiles
from gui.core.reports.bundle_file import write_bundle
from gui.core.traces.log_lines import clean
from gui.core.traces.places import log_folder
from gui.core.traces.rotating_file import RotatingFile
from gui.core.traces.runs import crash_files, crash_text

_READ_ME: Final = """\
What this program left behind on this computer, for its makers.

crash/         the last words of runs that ended unexpectedly, the newest last
log/           what the program logged, the newest file without a number
versions.json  what it runs on

Secrets are masked. Sessions are named by their number only.
"""


async def save_crash_report(data_folder: Path, output: Path, profiles: Profiles | None) -> None:
    """Write it; a file that is there is replaced once the new one is complete.

    :param profiles: whose secrets are looked out for, too; None where they can't be read.
    :raises Problem: as :func:`write_bundle`; ``file`` where the log can't be read.
    """
    try:
        files = await asyncio.to_thread(_files, data_folder)
    except OSError as err:
        raise of_file(err, output) from err
    secrets = await known_secrets(() if profiles is None else profiles.all())
    await write_bundle(output, files, data_folder, secrets)


def _files(data_folder: Path) -> dict[str, bytes]:
    folder = log_folder(data_folder)
    texts = {"README.txt": _READ_ME, "versions.json": json.dumps(versions(), indent=2) + "\n"}
    texts |= {f"crash/{path.name}": crash_text(path) for path in crash_files(folder)}
    for path in RotatingFile(folder).newest_first():
        # Once more: a secret may have become known after its line was written.
        texts[f"log/{path.name}"] = clean(path.read_text("utf-8", "replace"))
    return {name: text.encode("utf-8", "replace") for name, text in texts.items()}
