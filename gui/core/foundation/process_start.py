"""What a process mends before it opens a file or imports a library: descriptors and foreign variables."""

import os
import sys
from typing import Final

from gui.core.foundation.own_program import variables_for_children

KEY_LOG_VARIABLE: Final = "SSLKEYLOGFILE"
_STANDARD: Final = (0, 1, 2)


def prepare_process() -> None:
    """Make the process's surroundings fit to work in. Call it first, before any library is imported."""
    _fill_closed_descriptors()
    # Each start would look for them in every package that is installed; and none has a say in what is sent.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # Libraries open it at import, and what it would hold decrypts every usersig that is sent.
    os.environ.pop(KEY_LOG_VARIABLE, None)
    # Empty means missing: else a tilde would be the root folder.
    if os.environ.get("HOME") == "":
        del os.environ["HOME"]
    # Not only in child_environment: Qt and libraries start programs, too.
    for name, value in variables_for_children().items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _fill_closed_descriptors() -> None:
    """Let a standard stream that was closed lead nowhere.

    Else the next file that is opened gets its number, and whatever is written to it goes into that file.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            os.set_inheritable(number, True)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            number = _STANDARD[("stdin", "stdout", "stderr").index(name)]
            setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
