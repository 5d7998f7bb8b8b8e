"""Who gives up room where the bar is narrow: icons first, then words. What is pressed gives none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.widgets.connection.status.icon_mark import IconMark
from gui.widgets.connection.status.missing_credential import MissingCredential
from gui.widgets.controls.fields.opened_combo import OpenedCombo
from gui.widgets.controls.labels import PartsLabel
from gui.widgets.style.icons import set_icon
from gui.widgets.style.measures import CONTROL, HAIR, INDICATOR, SMALL
from gui.widgets.style.text_size import scaled

if TYPE_CHECKING:
    from gui.widgets.connection.status.contact_line import ContactLine

LEAST_OPERATOR: Final = 3
_USUAL_OPERATOR: Final = 7
"""Characters: in a narrow window, and those of a usual name."""
_WIDE_FROM: Final = 1000
_GAPS: Final = 8
"""Between its parts, at least: a little narrower where there is little room."""
_PILL_FROM: Final = 880


class BarRoom:
    """Shares the width of the bar out among its parts; each width is in logical pixels.

    :ivar contact: what says that colleagues are not reached; None before there is a team.
    """

    def __init__(
        self,
        bar: QWidget,
        row: QHBoxLayout,
        plug: IconMark,
        words: tuple[PartsLabel, PartsLabel, PartsLabel],
        no_credential: MissingCredential,
        user: IconMark,
        operator: OpenedCombo,
    ) -> None:
        """:param words: whether the service answers, behind the plug; what ends soon; what has time."""
        self._bar, self._row = bar, row
        self._plug, self._reachability, self._words = plug, words[0], words
        self._no_credential = no_credential
        self._user, self._operator = user, operator
        self._wide = True
        self._icons: dict[QPushButton, str] = {}
        self.contact: ContactLine | None = None

    def take_icon(self, button: QPushButton, icon: str) -> None:
        """The icon of a button that has words as well: it goes where there is little room."""
        self._icons[button] = icon
        set_icon(button, icon if self._wide else "")

    def least_width(self) -> int:
        """Without icons and words: they go where there is little room."""
        spare = (len(self._icons) + 1) * (INDICATOR + SMALL) + _GAPS * HAIR if self._wide else 0
        gone = self._no_credential.isVisibleTo(self._bar) or self._out_of_contact
        if self._wide and self._plug.isVisibleTo(self._bar) and gone:
            spare += INDICATOR + SMALL
        if self._wide and self._out_of_contact:
            # The words that go have a gap beside them.
            spare += SMALL
        least: dict[QWidget, int] = {
            self._no_credential: CONTROL,
            self._operator: self._operator.minimumSizeHint().width(),
        }
        if self.contact is not None:
            least[self.contact] = self.contact.least_width()
        return self._width_without_words(least) - spare

    def fit(self, width: int) -> None:
        """Share out that width."""
        wide = width >= scaled(_WIDE_FROM)
        if wide is not self._wide:
            self._wide = wide
            self._row.setSpacing(SMALL if wide else SMALL - HAIR)
            self._user.setVisible(wide)
            for button, icon in self._icons.items():
                set_icon(button, icon if wide else "")
        self._keep_operator()
        self.show_reachability(width)

    def show_reachability(self, width: int) -> None:
        """Without a credential nothing is sent there: its place is given up first; for colleagues as well."""
        room = width >= scaled(_WIDE_FROM) or (self._no_credential.isHidden() and not self._out_of_contact)
        self._plug.setVisible(room and bool(self._reachability.whole_text()))
        self._reachability.setVisible(room)
        self.keep_words(width)

    def keep_words(self, width: int) -> None:
        """A missing credential has its room first, then whether the service answers, then what ends soon."""
        given: dict[QWidget, int] = {self._no_credential: 0}
        if self.contact is not None:
            given[self.contact] = 0
        room = width - self._width_without_words(given)
        if not self._no_credential.isHidden():
            tight = self._no_credential.whole_width() > room
            self._no_credential.shrink(tight or width < scaled(_PILL_FROM))
            room -= self._no_credential.least_width()
        if self.contact is not None and self._out_of_contact:
            others = sum(part.first_width() for part in self._words if not part.isHidden())
            room -= self.contact.shrink(room, others)
        for part in self._words:
            kept = not part.isHidden() and part.first_width() <= room
            part.keep_first(kept)
            room -= part.first_width() if kept else 0

    def _width_without_words(self, given: Mapping[QWidget, int]) -> int:
        """What all that is shown needs, some of it as given. The row's own minimum is told too late."""
        given = {**dict.fromkeys(self._words, 0), **given}
        items = [item for index in range(self._row.count()) if (item := self._row.itemAt(index))]
        shown = [item for item in items if not item.isEmpty()]
        margins = self._row.contentsMargins()
        width = margins.left() + margins.right() + (len(shown) - 1) * self._row.spacing()
        for item in shown:
            widget = item.widget()
            width += given.get(widget, item.minimumSize().width()) if widget else 0
        return width

    @property
    def _out_of_contact(self) -> bool:
        return self.contact is not None and not self.contact.isHidden()

    def _keep_operator(self) -> None:
        """In a wide window a usual name is whole."""
        longer = (_USUAL_OPERATOR - LEAST_OPERATOR) * self._operator.fontMetrics().horizontalAdvance("X")
        least = self._operator.minimumSizeHint().width() + longer if self._wide else 0
        self._operator.setMinimumWidth(least)
