"""A desktop notification, and why there can be none. Knows no D-Bus: any file may import it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class DesktopNotification:
    """What the desktop shows. Plain text of ours: some desktops read marks in it.

    :param action: what a click on it does, in words.
    :param sound: whether the desktop may play one.
    """

    title: str
    text: str
    action: str
    sound: bool = False


class Lacking(StrEnum):
    """What a desktop without notifications lacks."""

    BUS = "no_bus"
    SERVICE = "no_service"


class NoNotifications(Exception):  # noqa: N818 - it names what is the matter
    """This desktop shows none."""

    def __init__(self, lacking: Lacking) -> None:
        super().__init__(lacking.value)
        self.lacking = lacking
