"""Packs an sdist anew, so that the same commit gives the same bytes: setuptools ignores SOURCE_DATE_EPOCH.

Arguments: the sdist, and the folder for the new one.
"""

import gzip
import os
import sys
import tarfile
from pathlib import Path


def repack(source: Path, target: Path, epoch: int) -> None:
    """Names sorted, one time, no owner, and modes that no umask bends."""
    with (
        tarfile.open(source) as old,
        target.open("wb") as file,
        # Without a name and with a fixed time in its head.
        gzip.GzipFile("", "wb", 9, file, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda one: one.name):
            new.addfile(_levelled(member, epoch), old.extractfile(member) if member.isfile() else None)


def _levelled(member: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    member.mtime = epoch
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    # Else they carry the parts of a second.
    member.pax_headers = {}
    return member


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    repack(source, folder / source.name, int(os.environ["SOURCE_DATE_EPOCH"]))


if __name__ == "__main__":
    main()
