"""A report's zip file: written whole or not at all, and never with a secret in it."""

import asyncio
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.file_places import check_place
from gui.core.foundation.files import replace_file
from gui.core.security.redaction import first_leak


async def write_bundle(
    output: Path, files: Mapping[str, bytes], own_folder: Path, secrets: Iterable[str]
) -> None:
    """Write it; a file that is there is replaced once the new one is complete.

    :param own_folder: the data folder, whose own files are not written over.
    :param secrets: what must not stand in any of the files.
    :raises Problem: ``secret_in_report``, with the name of the file inside, where a secret would be in it;
        ``file`` where it can't be written.
    """
    leak = await asyncio.to_thread(first_leak, files, tuple(secrets))
    if leak is not None:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.SECRET_IN_REPORT, message=leak)
    try:
        await asyncio.to_thread(_write, output, files, own_folder)
    except OSError as err:
        raise of_file(err, output) from err


def _write(output: Path, files: Mapping[str, bytes], own_folder: Path) -> None:
    check_place(output, own_folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    replace_file(output, packed.getvalue())
