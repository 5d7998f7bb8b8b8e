"""The options of a start: side by side where there is room, else on two lines."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.style.measures import CONTROL, MEDIUM, TIGHT
from gui.widgets.style.text_size import scaled

_LEAST_TAGS: Final = 150
_CATEGORY: Final = 92
_CHOICE: Final = 112


class OptionsRow(QWidget):
    """Lays out what :class:`StartFields` has made.

    :param tags: takes what room is left.
    :param named: the fields with a width of their own: category, source, SDK type.
    """

    def __init__(
        self,
        tags: HeadedField,
        named: Sequence[HeadedField],
        preset: HeadedField,
        checks: Sequence[QCheckBox],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._second = QWidget(), QWidget()
        first, second = QHBoxLayout(self._first), QHBoxLayout(self._second)
        tags.setMinimumWidth(_LEAST_TAGS)
        first.addWidget(tags, 1)
        self._named = tuple(zip(named, (_CATEGORY, _CHOICE, _CHOICE), strict=True))
        for field in named:
            first.addWidget(field)
        self._widen()
        second.addWidget(preset)
        for box in checks:
            box.setFixedHeight(CONTROL)
            second.addWidget(box, 0, Qt.AlignmentFlag.AlignBottom)
        second.addStretch(1)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.addWidget(self._first, 1)
        self._lines.addWidget(self._second)
        for layout in (first, second, self._lines):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(MEDIUM)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of its two lines, however they lie now."""
        least = max(line.minimumSizeHint().width() for line in (self._first, self._second))
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line as soon as both fit side by side."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Another size of text needs more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _widen(self) -> None:
        """Each as wide as its name, in the font that it has now."""
        for field, least in self._named:
            # Beside the name there is room for an ellipsis of what is said of the field.
            width = max(scaled(least), field.label.sizeHint().width() + 2 * MEDIUM)
            if field.minimumWidth() != width:
                field.setFixedWidth(width)

    def _fit(self) -> None:
        self._widen()
        needed = sum(line.minimumSizeHint().width() for line in (self._first, self._second)) + MEDIUM
        wide = self.width() >= needed
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._lines.direction() != direction:
            self._lines.setDirection(direction)
            self._lines.setSpacing(MEDIUM if wide else TIGHT)
