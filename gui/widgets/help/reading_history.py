"""Where the reader was: pages with their scroll positions, to go back to and forward."""

from dataclasses import dataclass

from gui.core.presentation.help_pages import HelpPage


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """A page, and how far down it was read."""

    page: HelpPage
    scroll: int = 0


class ReadingHistory:
    """As in a browser: a new page drops what lay ahead."""

    def __init__(self) -> None:
        self._back: list[ReadingPlace] = []
        self._ahead: list[ReadingPlace] = []

    @property
    def can_go_back(self) -> bool:
        """Whether something was read before."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether the reader came back from something."""
        return bool(self._ahead)

    def leave(self, place: ReadingPlace) -> None:
        """The reader goes from here to another page."""
        self._back.append(place)
        self._ahead.clear()

    def back(self, place: ReadingPlace) -> ReadingPlace:
        """Go from here to what was read before.

        :raises IndexError: there is nothing; see :attr:`can_go_back`.
        """
        found = self._back.pop()
        self._ahead.append(place)
        return found

    def forward(self, place: ReadingPlace) -> ReadingPlace:
        """Go from here to where the reader came back from.

        :raises IndexError: there is nothing; see :attr:`can_go_forward`.
        """
        found = self._ahead.pop()
        self._back.append(place)
        return found
