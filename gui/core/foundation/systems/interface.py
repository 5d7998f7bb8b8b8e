"""What each operating system answers for. One file a system has all of it; ``chosen`` takes one of them."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import asyncio

NO_LOCKS: Final = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})
"""How a file system says that it has none."""


class NoFileLocks(OSError):  # noqa: N818 - it names what is missing
    """The file system has no locks, such as some network shares."""


class System(Protocol):
    """One operating system. Its modules are checked against this by their types."""

    @property
    def READ_WITHOUT_WAITING(self) -> int:  # noqa: N802 - a constant of the module
        """Flags that open a file for its bytes as they are, without a wait for the writer of a pipe."""
        ...

    @property
    def BINARY(self) -> int:  # noqa: N802
        """Flag that opens a file for its bytes as they are."""
        ...

    @property
    def APART(self) -> int:  # noqa: N802
        """Flags that start a process apart from this one's terminal, beside ``start_new_session``."""
        ...

    @property
    def SCREENS_HAVE_NAMES(self) -> bool:  # noqa: N802
        """Whether the environment names the screen, and there may be none; else there always is one."""
        ...

    @property
    def SOCKETS_ARE_FILES(self) -> bool:  # noqa: N802
        """Whether a local socket is a file in a folder; else it has a name of its own kind."""
        ...

    @property
    def FSYNC_REACHES_THE_DISK(self) -> bool:  # noqa: N802
        """Whether a plain fsync is enough; else what SQLite calls a full one is needed."""
        ...

    @property
    def FOLDER_OPENER(self) -> str:  # noqa: N802
        """The program that shows a folder and says whether it could; empty where there is none like that."""
        ...

    @property
    def REMOVES_OPEN_FILES(self) -> bool:  # noqa: N802
        """Whether a file can be removed while it is open."""
        ...

    def boot_seconds(self) -> float:
        """Seconds of a clock that goes on while the computer sleeps and never jumps."""
        ...

    def awake_seconds(self) -> float:
        """The same without the time asleep."""
        ...

    def boot_id(self) -> str | None:
        """What tells this start of the computer from every other one; None where that is not told."""
        ...

    def numbering(self) -> str:
        """Which run of the system, and which numbering of processes; empty where that is not told."""
        ...

    def process_start(self, number: int) -> str | None:
        """When a process started, in the system's own count; None for one that is over or can't be seen."""
        ...

    def lock(self, descriptor: int, path: Path, *, shared: bool, wait: bool) -> None:
        """Lock an open file or folder until it is closed.

        :raises BlockingIOError: where another process holds it, and ``wait`` is off.
        :raises NoFileLocks: where its file system has no locks.
        """
        ...

    def open_folder(self, folder: Path) -> int | None:
        """A folder, open to be locked; None where no folder can be.

        :raises OSError: where this one can't be opened.
        """
        ...

    def keep_room(self, descriptor: int, size: int) -> None:
        """Have an open file take up so many bytes of the disk.

        :raises OSError: where there is no room for them.
        """
        ...

    def set_mode(self, descriptor: int, mode: int) -> None:
        """Set the mode of an open file, where files have modes.

        :raises OSError: where the file system has none.
        """
        ...

    def user_number(self) -> int | None:
        """This user's number; None where files have no owners by number, and no modes that say anything."""
        ...

    def sync(self, descriptor: int) -> None:
        """Make what was written to an open file durable.

        :raises OSError: where that fails.
        """
        ...

    def sync_file(self, path: Path) -> None:
        """Make a file's content durable.

        :raises OSError: where that fails.
        """
        ...

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder durable; nothing where the system does that by itself.

        :raises OSError: where that fails.
        """
        ...

    def add_signal_handler(
        self, loop: "asyncio.AbstractEventLoop", number: int, do: Callable[[], object]
    ) -> None:
        """Let a loop call something at a signal."""
        ...

    def remove_signal_handler(self, loop: "asyncio.AbstractEventLoop", number: int) -> None:
        """Give a signal its usual effect back."""
        ...

    def listen_at(self, path: str) -> int | None:
        """A local socket that listens at a path, open until it is closed; None where sockets are no files.

        What lies there already goes.

        :raises OSError: where no socket can lie there.
        """
        ...

    def no_core_dumps(self) -> None:
        """Keep this process's memory, and the secrets in it, out of any file that a crash would leave."""
        ...
