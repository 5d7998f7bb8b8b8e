"""The chip of a profile: its environment's word and its name, in its environment's colour."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.environment_badge import EnvironmentBadge, environment_name

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests go.

    :param environment: ``production``, ``test``, ``practice`` or ``other``.
    :param profile: its name.
    :param colour: its own, where it has one.
    """

    environment: str
    profile: str
    colour: str = ""

    def words(self) -> str:
        """*PRODUCTION · Main*."""
        return f"{environment_name(self.environment)} · {visible(self.profile, _LONGEST)}"


class ProfileChip(EnvironmentBadge):
    """At the top of whatever asks something about recordings."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Name another place."""
        self.place = place
        self.set_environment(place.environment, place.colour)
        self.setText(place.words())
        self.setAccessibleName(place.words())
        self.setToolTip(visible(place.profile))
