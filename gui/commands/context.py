"""What every command is given: language, data folder, profile; and the exit statuses."""

import os
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Final

from gui.core.catalogue.errors import Catalogue, LocalFailure
from gui.core.foundation.enums import Outcome
from gui.core.foundation.messages import Messages
from gui.core.foundation.paths import UnusablePath
from gui.core.foundation.system import SYSTEM

OPERATOR_VARIABLE: Final = "RECORDING_PANEL_OPERATOR"
_OF_NOBODY: Final = frozenset({"root", "admin", "administrator", "user", "guest", "unknown"})
"""Login names that several people have."""


class Exit(IntEnum):
    """The exit statuses of every command."""

    ACCEPTED = 0
    REFUSED = 1
    USAGE = 2
    UNKNOWN = 3
    NOT_SENT = 4


EXIT_OF: Final = {
    Outcome.ACCEPTED: Exit.ACCEPTED,
    Outcome.REFUSED: Exit.REFUSED,
    Outcome.UNKNOWN: Exit.UNKNOWN,
    Outcome.NOT_SENT: Exit.NOT_SENT,
}


class WrongUse(Exception):  # noqa: N818 - it names what happened
    """Wrong usage or values: every complaint, one line each. Nothing was written or sent."""

    def __init__(self, *complaints: str) -> None:
        self.complaints = complaints
        super().__init__("; ".join(complaints))


@dataclass(frozen=True, slots=True)
class Context:
    """The global options.

    :param profile: the name as given, None where it was not.
    :param language_given: whether ``--language`` asked for the language.
    :param folder: the data folder as given, None for the environment's or the system's.
    """

    language: str
    profile: str | None = None
    folder: str | None = None
    language_given: bool = False
    messages: Messages = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "messages", Messages(self.language))

    def text(self, key: str, **values: object) -> str:
        """A message in the user's language."""
        return self.messages.text(key, **values)

    @property
    def catalogue(self) -> Catalogue:
        """The error codes in the user's language."""
        return Catalogue(self.language)

    @property
    def data_dir(self) -> Path:
        """The data folder; not made here."""
        from gui.core.foundation.paths import data_dir

        return data_dir(self.folder)

    @property
    def has_data_dir(self) -> bool:
        """Whether there is a place for the data at all."""
        try:
            return bool(self.data_dir)
        except UnusablePath:
            return False

    def usable_data_dir(self) -> Path:
        """The data folder, there or still to be made.

        :raises Problem: ``ledger``, where it is there and can't be read.
        """
        folder = self.data_dir
        try:
            os.scandir(folder).close()
        except FileNotFoundError:
            return folder
        except OSError as err:
            from gui.core.catalogue.system_errors import of_file

            raise of_file(err, folder, LocalFailure.LEDGER) from err
        return folder


def operator() -> str:
    """Who is at the keyboard: RECORDING_PANEL_OPERATOR, else the login name."""
    return given_operator() or _login_name()


def given_operator() -> str:
    """RECORDING_PANEL_OPERATOR; empty where it is not set."""
    return os.environ.get(OPERATOR_VARIABLE, "").strip().encode("utf-8", "replace").decode("utf-8")


def suggested_operator() -> str:
    """The login name, for somebody to confirm; empty where it names nobody, such as ``root``."""
    name = _login_name().encode("utf-8", "replace").decode("utf-8")
    return "" if name.casefold() in _OF_NOBODY or name.isdecimal() else name


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A user number without a name, as in some containers.
        number = SYSTEM.user_number()
        return "unknown" if number is None else str(number)
