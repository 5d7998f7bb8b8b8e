"""Windows and macOS, pretended on Linux: what they lack is taken away, then the panel is loaded anew.

Libraries stay as they were loaded on Linux: it is the panel's own code that is tried.
"""

import re
from typing import Final

from tests.support.scripts import output_of

_IMPORTED: Final = re.compile(r"^from (gui[\w.]*) import", re.MULTILINE)
_PRETEND: Final = """
import asyncio, ctypes, importlib, os, pkgutil, signal, sys, time, types
import portalocker, pydantic.type_adapter

CLOCKS = [name for name in dir(time) if name.startswith("CLOCK_")]
LACKING = {
    "win32": {
        os: "getuid geteuid getgid getegid getgroups fchmod fchown chown lchown fork forkpty killpg getpgid "
            "setsid posix_fallocate posix_fadvise memfd_create mkfifo sysconf statvfs pread pwrite uname "
            "sched_getaffinity getloadavg O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_SYNC O_DSYNC",
        time: "clock_gettime clock_getres clock_settime tzset " + " ".join(CLOCKS),
        signal: "SIGHUP SIGKILL SIGQUIT SIGALRM SIGCHLD SIGUSR1 SIGUSR2 SIGPIPE alarm setitimer",
    },
    "darwin": {
        os: "posix_fallocate posix_fadvise memfd_create sched_getaffinity O_PATH O_DIRECT O_TMPFILE",
        time: "CLOCK_BOOTTIME CLOCK_TAI",
    },
}
HIDDEN = {"win32": "fcntl resource pwd grp spwd termios tty pty syslog posix".split(), "darwin": ["spwd"]}
TAKEN = ("gui.core", "gui.commands", "gui.simulator")

def load_everything():
    names = []
    for top in TAKEN:
        package = importlib.import_module(top)
        for found in pkgutil.walk_packages(package.__path__, top + "."):
            # The files of other systems than this one are nobody's to import.
            if not found.name.endswith(".__main__") and ".systems." not in found.name:
                importlib.import_module(found.name)
                names.append(found.name)
    return names

if sys.argv[2] == "everything":
    load_everything()
for name in sys.argv.pop(2).split():
    if name != "everything":
        importlib.import_module(name)
for name in [each for each in sys.modules if each.partition(".")[0] == "gui"]:
    del sys.modules[name]
sys.platform = sys.argv[1]
for module, lacking in LACKING[sys.platform].items():
    for name in lacking.split():
        if hasattr(module, name):
            delattr(module, name)
for name in HIDDEN[sys.platform]:
    sys.modules[name] = None

if sys.platform == "darwin":
    import fcntl
    # Linux knows no such command and says so, as a share on a network does.
    fcntl.F_FULLFSYNC = 51

if sys.platform == "win32":
    os.O_BINARY = os.O_NOINHERIT = 0

    def no_signal_handlers(*_):
        raise NotImplementedError
    asyncio.SelectorEventLoop.add_signal_handler = no_signal_handlers
    asyncio.SelectorEventLoop.remove_signal_handler = no_signal_handlers

    class Kernel:
        def __init__(self, *_, **__):
            # Plain functions: they carry the type of their result.
            self.GetTickCount64 = lambda: int(time.monotonic() * 1000) + 5000
            self.OpenProcess = lambda *_: 0
        def QueryUnbiasedInterruptTime(self, where):
            ticks = ctypes.cast(where, ctypes.POINTER(ctypes.c_uint64)).contents
            ticks.value = int(time.monotonic() * 10_000_000)
        def SetErrorMode(self, mode):
            return 0
    ctypes.WinDLL = Kernel

    registry = types.ModuleType("winreg")
    registry.HKEY_LOCAL_MACHINE, registry.KEY_READ, registry.KEY_WOW64_64KEY = 1, 2, 4
    class Key:
        def __enter__(self): return self
        def __exit__(self, *_): pass
    registry.OpenKey = lambda *_, **__: Key()
    registry.QueryValueEx = lambda key, name: ({"BootId": 7, "MachineGuid": "0-1"}[name], 1)
    sys.modules["winreg"] = registry
"""


def output_on(system: str, script: str, *arguments: object) -> str:
    """What a script prints that has to succeed on a system, by its ``sys.platform``."""
    # Loaded once before the system is pretended, and their libraries with them.
    needed = "everything" if "load_everything" in script else " ".join(_IMPORTED.findall(script))
    return output_of(_PRETEND + script, system, needed, *arguments)
