"""The computer that something was measured on, in words."""

import os
import platform
import re
import tempfile
import time
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion


def machine() -> list[str]:
    """Lines of the document."""
    cores = len(os.sched_getaffinity(0))
    memory = re.search(r"MemTotal:\s+(\d+) kB", _read("/proc/meminfo"))
    gigabytes = f"{int(memory[1]) / 1024**2:.0f} GB" if memory else "memory unknown"
    python = f"Python {platform.python_version()}, Qt {qVersion()} (PySide6 {PySide6.__version__})"
    return [
        "",
        f"Machine: {_processor()}, {cores} cores, {gigabytes}; {_system()}, kernel {platform.release()};",
        f"{python}; files on {_file_system(tempfile.gettempdir())}; windows on Qt's platform *offscreen*.",
        f"The newest rows are of {time.strftime('%Y-%m-%d')}; each tells the load when it began.",
    ]


def moment() -> str:
    """When it is, and how many programs want to run."""
    return f"{time.strftime('%m-%d %H:%M')}, {os.getloadavg()[0]:.1f}"


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    return found[1] if found else platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _file_system(folder: str) -> str:
    """The type of the file system that holds a folder."""
    mounts = [line.split() for line in _read("/proc/mounts").splitlines()]
    holding = [(len(where), kind) for _, where, kind, *_ in mounts if Path(folder).is_relative_to(where)]
    return max(holding)[1] if holding else "a file system unknown"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
