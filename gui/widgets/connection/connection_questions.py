"""The questions of the connection settings, and their texts."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.ask_dialog import ask
from gui.widgets.controls.profile_chip import Place


class ConnectionWords:
    """The context of these texts."""

    @staticmethod
    def tr(text: str) -> str:
        """The text in the window's language."""
        return QCoreApplication.translate("ConnectionWords", text)


def ask_to_put_aside(parent: QWidget, go_on: Callable[[], None]) -> None:
    """A broken file of profiles gets another name."""
    ask(
        parent,
        ConnectionWords.tr("Put the broken file aside?"),
        ConnectionWords.tr(
            "It stays in the data folder under another name, as it is. The profiles in it have to be"
            " made or imported again, unless somebody mends it."
        ),
        yes=ConnectionWords.tr("Put it aside"),
        go_on=go_on,
        careful=True,
    )


def ask_to_remove(parent: QWidget, place: Place, go_on: Callable[[], None]) -> None:
    """A profile goes."""
    text = fill(ConnectionWords.tr("Remove the profile {name}?"), name=visible(place.profile))
    more = ConnectionWords.tr("Recordings that run through it can then no longer be stopped from this panel.")
    ask(parent, text, more, yes=ConnectionWords.tr("Remove"), go_on=go_on, place=place, careful=True)


def ask_to_discard(parent: QWidget, place: Place | None, go_on: Callable[[], None]) -> None:
    """What was entered would be lost."""
    ask(
        parent,
        ConnectionWords.tr("Leave without saving?"),
        ConnectionWords.tr("What you changed here is not saved yet."),
        yes=ConnectionWords.tr("Discard changes"),
        go_on=go_on,
        place=place,
        careful=True,
    )
