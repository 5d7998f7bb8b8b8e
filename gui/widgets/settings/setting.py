"""One row of the settings: its words, its group and its control."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

CONTEXT = "Settings"
"""Of all texts of settings among the translations: they are kept in English, and told in any language."""


def QT_TRANSLATE_NOOP(_context: str, english: str) -> str:
    """Marks a text for the collection of translations, by this name; Qt's own has no type."""
    return english


class SettingGroup(Enum):
    """In the order of the page; the value is its title."""

    DESK = QT_TRANSLATE_NOOP("Settings", "This desk")
    LOOK = QT_TRANSLATE_NOOP("Settings", "Look and language")
    ACCOUNTS = QT_TRANSLATE_NOOP("Settings", "Profiles")
    KEEPING = QT_TRANSLATE_NOOP("Settings", "Record and files")
    CARRYING = QT_TRANSLATE_NOOP("Settings", "These settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """English texts are marked by QT_TRANSLATE_NOOP with :data:`CONTEXT`.

    :param name: never shown; unique.
    :param hint: what it does, below its title; empty for none.
    :param more: other words by which the search finds it.
    :param trouble: why it does nothing on this computer; empty where it does.
    :param control: what it is changed with; named by the title.
    :param show: shows in the control how it is now.
    """

    name: str
    group: SettingGroup
    title: str
    control: QWidget
    hint: str = ""
    more: str = ""
    trouble: Callable[[], str] = lambda: ""
    show: Callable[[], None] = lambda: None


def told(english: str) -> str:
    """A text of a setting in the window's language."""
    return QCoreApplication.translate(CONTEXT, english) if english else ""
