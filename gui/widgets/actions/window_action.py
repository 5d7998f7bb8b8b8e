"""One thing that staff can do in the window: its words, its keys, what it needs and what it runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QCoreApplication

from gui.widgets.controls.keys import Keys

CONTEXT = "WindowActions"
"""Of all texts of actions among the translations: they are kept in English, and told in any language."""


def QT_TRANSLATE_NOOP(_context: str, english: str) -> str:
    """Marks a text for the collection of translations, by this name; Qt's own has no type."""
    return english


class Area(Enum):
    """Where an action belongs; also the menu that it stands in. The value is its title there."""

    RECORDING = QT_TRANSLATE_NOOP("WindowActions", "&Recording")
    SESSIONS = QT_TRANSLATE_NOOP("WindowActions", "&Sessions")
    PROFILE = QT_TRANSLATE_NOOP("WindowActions", "&Profile")
    VIEW = QT_TRANSLATE_NOOP("WindowActions", "&View")
    HELP = QT_TRANSLATE_NOOP("WindowActions", "&Help")


class InPalette(Enum):
    """How the palette treats an action."""

    RUNS = "runs"
    GOES = "goes"
    """It only brings its button into focus: what sends, stops or settles is pressed there."""
    HIDDEN = "hidden"


def can_always() -> str:
    """For what needs nothing."""
    return ""


def _nowhere() -> None:
    """Has no button of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAction:
    """English texts are marked by QT_TRANSLATE_NOOP with :data:`CONTEXT`.

    :param name: never shown; unique.
    :param text: with the mnemonic by which it is chosen in its menu.
    :param more: other words by which the palette finds it.
    :param keys: that run it; ``own_keys`` are taken care of by the part of the window that has them.
    :param needs: why it can't be done now, in the window's language; empty where it can.
    :param goes: brings its button into focus, for :attr:`InPalette.GOES`.
    :param checked: whether it is on, for what can be on or off.
    :param in_menu: whether the menu has it.
    :param new_group: whether a line stands above it in the menu.
    :param repeats: whether a key that is held down runs it again and again.
    """

    name: str
    area: Area
    text: str
    run: Callable[[], object]
    more: str = ""
    keys: tuple[Keys, ...] = ()
    own_keys: tuple[Keys, ...] = ()
    needs: Callable[[], str] = can_always
    in_palette: InPalette = InPalette.RUNS
    goes: Callable[[], object] = field(default=_nowhere)
    checked: Callable[[], bool] | None = None
    in_menu: bool = True
    new_group: bool = False
    repeats: bool = False


def told(english: str) -> str:
    """A text of an action in the window's language, with its mnemonic."""
    return QCoreApplication.translate(CONTEXT, english) if english else ""


def without_mnemonic(text: str) -> str:
    """As it is read: Chinese texts have the letter in brackets behind them."""
    opened = text.find("(&")
    if opened >= 0 and text[opened + 3 : opened + 4] == ")":
        text = text[:opened] + text[opened + 4 :]
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def mnemonic(text: str) -> str:
    """The letter that chooses it in its menu, in upper case; empty for none."""
    at = text.replace("&&", "\0\0").find("&")
    return text[at + 1 : at + 2].upper() if at >= 0 else ""
