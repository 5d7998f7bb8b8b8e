"""All keys by area: those of the actions, and those that lists, fields and questions have of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QKeySequence

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP, Area, WindowAction, told, without_mnemonic

_BETWEEN: Final = " / "


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Which keys do what, in the window's language."""

    keys: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one area."""

    title: str
    lines: tuple[KeyLine, ...]


_FORM: Final = (
    (("Tab", "Shift+Tab"), QT_TRANSLATE_NOOP("WindowActions", "Next field, previous field")),
    (("Return",), QT_TRANSLATE_NOOP("WindowActions", "In Tags: add the tag")),
    (("Backspace",), QT_TRANSLATE_NOOP("WindowActions", "In an empty Tags: remove the last tag")),
)
_LIST: Final = (
    (("Up", "Down"), QT_TRANSLATE_NOOP("WindowActions", "Previous row, next row")),
    (("Shift+Up", "Shift+Down"), QT_TRANSLATE_NOOP("WindowActions", "Select further rows")),
    (("Ctrl+A",), QT_TRANSLATE_NOOP("WindowActions", "Select all rows")),
    (("Return",), QT_TRANSLATE_NOOP("WindowActions", "Details of the row")),
    (("Menu",), QT_TRANSLATE_NOOP("WindowActions", "What can be done with the selected rows")),
    (("Esc",), QT_TRANSLATE_NOOP("WindowActions", "From the inspector back to the list")),
    (("Return", "Down"), QT_TRANSLATE_NOOP("WindowActions", "In the search: to the first hit")),
    (("Esc",), QT_TRANSLATE_NOOP("WindowActions", "In the search: empty it")),
)
_QUESTIONS: Final = (
    (("Return",), QT_TRANSLATE_NOOP("WindowActions", "Press the button that is marked")),
    (("Esc",), QT_TRANSLATE_NOOP("WindowActions", "Cancel, or close")),
)
_OTHERS: Final = (
    (QT_TRANSLATE_NOOP("WindowActions", "In the form"), _FORM),
    (QT_TRANSLATE_NOOP("WindowActions", "In the list"), _LIST),
    (QT_TRANSLATE_NOOP("WindowActions", "In a question"), _QUESTIONS),
)


def key_groups(actions: Iterable[WindowAction]) -> list[KeyGroup]:
    """Of the actions that have a key, in the order of the menu; then the others."""
    known = list(actions)
    groups = []
    for area in Area:
        lines = [
            KeyLine(_named((*action.keys, *action.own_keys)), without_mnemonic(told(action.text)))
            for action in known
            if action.area is area and (action.keys or action.own_keys)
        ]
        if lines:
            groups.append(KeyGroup(without_mnemonic(told(area.value)), tuple(lines)))
    for title, rows in _OTHERS:
        groups.append(
            KeyGroup(told(title), tuple(KeyLine(_named(keys), told(words)) for keys, words in rows))
        )
    return groups


def as_text(groups: Iterable[KeyGroup]) -> str:
    """To be pasted and printed."""
    parts = []
    for group in groups:
        parts.append("\n".join([group.title, *(f"  {line.keys}\t{line.words}" for line in group.lines)]))
    return "\n\n".join(parts) + "\n"


def _named(keys: tuple[str, ...]) -> str:
    """As the keyboard and the system call them."""
    shown = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    # Two keys of the keyboard may have one name.
    return _BETWEEN.join(dict.fromkeys(shown))
