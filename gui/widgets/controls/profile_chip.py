"""The chip of a profile: its environment's word and its name, in its environment's colour."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gui.widgets.controls.environment_badge import EnvironmentBadge, place_words, profile_name

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
        """*PRODUCTION · Main*, or *PRACTICE*."""
        return place_words(self.environment, self.profile, _LONGEST)


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
        self.setToolTip(profile_name(place.profile))
