"""What the palette lists."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from gui.widgets.actions.window_action import QT_TRANSLATE_NOOP


class PaletteGroup(Enum):
    """In the order of the list: recordings come last, because those of a long list are found a moment later.

    The value is the group's name.
    """

    ACTIONS = QT_TRANSLATE_NOOP("WindowActions", "Actions")
    PROFILES = QT_TRANSLATE_NOOP("WindowActions", "Profiles")
    CODES = QT_TRANSLATE_NOOP("WindowActions", "Codes")
    RECORDINGS = QT_TRANSLATE_NOOP("WindowActions", "Recordings")


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line of it.

    :param detail: quietly behind the title: where it belongs, or why it can't be done now.
    :param keys: that do the same without the palette.
    :param opens: what Return does, once the palette is closed.
    """

    group: PaletteGroup
    title: str
    detail: str
    opens: Callable[[], object]
    keys: str = ""
