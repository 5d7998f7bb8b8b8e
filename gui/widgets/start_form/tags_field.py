"""Tags as chips within the field: typed or pasted, separated by commas or Enter."""

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import invisible_characters, without_invisible
from gui.widgets.controls.fields.id_field import IdField
from gui.widgets.style.measures import CHIP_RADIUS, HAIR, LINE, SMALL_CONTROL, TIGHT
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.text_size import scaled
from gui.widgets.style.themes import current_theme

SHOWN_CHARACTERS: Final = 24
_SEPARATORS: Final = re.compile("[,，、\\n\\r\\t\u2028\u2029]")
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, *_ENTER)


_LEAST_EDITOR: Final = 44
_CHIP_PADDING: Final = 6
_SHOWN_BY_BOX: Final = frozenset(
    {
        QEvent.Type.FocusIn,
        QEvent.Type.FocusOut,
        QEvent.Type.HoverEnter,
        QEvent.Type.HoverLeave,
        QEvent.Type.EnabledChange,
        QEvent.Type.DynamicPropertyChange,
    }
)


class TagsField(QWidget):
    """The chips, and behind them the line to type into, in one box. A half-typed tag counts as a tag.

    :ivar left_out: text about what was left out of the tags; empty once that is no news any more.
    """

    tags_changed = Signal()
    left_out = Signal(str)

    def __init__(self, name: str, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._chips: list[_Chip] = []
        self.editor = _Editor(name)
        self.editor.setPlaceholderText(self.tr("Type a tag, then a comma"))
        self.editor.textChanged.connect(self._typed)
        self.editor.settled.connect(self._typed)
        self.editor.entered.connect(self.commit)
        self.editor.finished.connect(self._finish)
        self.editor.left.connect(self._focus_last_chip)
        self.editor.setFrame(False)
        self.editor.setMinimumWidth(_LEAST_EDITOR)
        self.editor.installEventFilter(self)
        self._strip = _ChipStrip()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(TIGHT, HAIR, HAIR, HAIR)
        layout.setSpacing(HAIR)
        layout.addWidget(self._strip)
        layout.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)

    def tags(self) -> tuple[str, ...]:
        """The chips' tags, then what is typed but not yet a chip; each once."""
        typed = [without_invisible(piece, spelled=True) for piece in _SEPARATORS.split(self.editor.text())]
        return tuple(dict.fromkeys([*(chip.tag for chip in self._chips), *(tag for tag in typed if tag)]))

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags and no others; a half-typed one is dropped."""
        self.editor.clear()
        self.left_out.emit("")
        for chip in tuple(self._chips):
            self._take(chip)
        for tag in dict.fromkeys(tags):
            self._add(tag)
        self._emit_changed()

    def commit(self) -> None:
        """Make chips of what is typed."""
        text = self.editor.text()
        if text:
            self.editor.clear()
            self._make_chips(_SEPARATORS.split(text))

    def _finish(self) -> None:
        """The line is left: the text about earlier tags goes, and what is typed becomes a tag."""
        self.left_out.emit("")
        self.commit()

    def _typed(self) -> None:
        pieces = _SEPARATORS.split(self.editor.text())
        if len(pieces) > 1 and not self.editor.composing:
            rest = pieces.pop()
            self.editor.setText(rest)
            self._make_chips(pieces)
        else:
            self._emit_changed()

    def _make_chips(self, pieces: list[str]) -> None:
        tags = [without_invisible(piece, spelled=True) for piece in pieces]
        known = {chip.tag for chip in self._chips}
        for tag in dict.fromkeys(tags):
            if tag and tag not in known:
                self._add(tag)
        self._emit_changed()
        hidden = invisible_characters("".join(pieces), spelled=True)
        if hidden:
            names = self._messages.text("character.names", name=", ".join(hidden))
            self.left_out.emit(fill(self.tr("Left out what can't be seen: {names}."), names=names))
        elif not all(tags):
            self.left_out.emit(self.tr("An empty tag was left out."))
        else:
            self.left_out.emit("")

    def _add(self, tag: str) -> None:
        chip = _Chip(tag)
        chip.clicked.connect(lambda: self._remove(chip))
        chip.moved.connect(lambda step: self._move(chip, step))
        self._strip.add(chip)
        # New widgets come last in the window's tab order.
        QWidget.setTabOrder(self._chips[-1] if self._chips else self.editor, chip)
        self._chips.append(chip)

    def _take(self, chip: "_Chip") -> None:
        self._chips.remove(chip)
        self._strip.take(chip)
        chip.deleteLater()

    def _remove(self, chip: "_Chip") -> None:
        place = self._chips.index(chip)
        had_focus = chip.hasFocus()
        self._take(chip)
        if had_focus:
            next_one = self._chips[min(place, len(self._chips) - 1)] if self._chips else self.editor
            next_one.setFocus(Qt.FocusReason.OtherFocusReason)
        self._emit_changed()

    def _move(self, chip: "_Chip", step: int) -> None:
        place = self._chips.index(chip) + step
        goal = self._chips[place] if 0 <= place < len(self._chips) else self.editor
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_last_chip(self) -> None:
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _emit_changed(self) -> None:
        self._strip.setVisible(bool(self._chips))
        self.editor.setPlaceholderText("" if self._chips else self.tr("Type a tag, then a comma"))
        self.tags_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box around it shows what the line would: the focus, and that something is wrong."""
        if event.type() in _SHOWN_BY_BOX:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box of a field."""
        option = QStyleOptionFrame()
        option.initFrom(self.editor)
        option.rect = self.rect()
        option.lineWidth = LINE
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self.editor)
        painter.end()


class _ChipStrip(QScrollArea):
    """One line of chips, as wide as they are; where there is less room, it shows the last ones."""

    def __init__(self) -> None:
        super().__init__()
        self._content = QWidget()
        self._row = QHBoxLayout(self._content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(TIGHT)
        self.setWidget(self._content)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        self.hide()

    def add(self, chip: QWidget) -> None:
        """Take a chip in, and show it."""
        self._row.addWidget(chip)
        chip.installEventFilter(self)
        chip.show()
        self._fit()
        # The strip has its new width in the next turn.
        QTimer.singleShot(0, chip, lambda: self.ensureWidgetVisible(chip, 0, 0))

    def take(self, chip: QWidget) -> None:
        """Let a chip go."""
        self._row.removeWidget(chip)
        chip.hide()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A chip with the focus is in sight."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, 0)
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """All chips."""
        return QSize(self._content.width(), scaled(SMALL_CONTROL))

    def minimumSizeHint(self) -> QSize:
        """Some of one chip."""
        return QSize(min(_LEAST_EDITOR, self._content.width()), scaled(SMALL_CONTROL))

    def _fit(self) -> None:
        self._content.setFixedSize(self._row.sizeHint().width(), scaled(SMALL_CONTROL))
        self.updateGeometry()


class _Editor(IdField):
    """The line to type a tag into."""

    entered = Signal()
    finished = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes a chip; Backspace and Left at an empty line go to the chips."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and not self.text():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the line makes a chip of what is typed, unless it is left for a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.finished.emit()


class _Chip(QToolButton):
    """One tag; pressing it removes it."""

    moved = Signal(int)

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        whole, short = visible(tag), visible(tag, SHOWN_CHARACTERS)
        # A single ampersand would make a shortcut of the letter after it.
        self.setText(f"{short.replace('&', '&&')}  ×")
        self._words = f"{short}  ×"
        remove = fill(self.tr("Remove tag {tag}"), tag=whole)
        self.setAccessibleName(remove)
        self.setToolTip(remove if whole == short else f"{whole}\n{remove}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(scaled(SMALL_CONTROL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The words, and a little room at their sides."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self._words) + 2 * _CHIP_PADDING, scaled(SMALL_CONTROL)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as a chip."""
        painter, theme = QPainter(self), current_theme()
        roles = theme.roles
        ring = roles.focus if self.hasFocus() else None
        fill = roles.pressed if self.underMouse() else roles.sunken
        edge = roles.edge if theme.framed_fills else None
        paint_box(painter, self.rect(), Box(CHIP_RADIUS, fill, edge, theme.edge_width, ring))
        painter.setPen(roles.text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, Backspace and Enter remove; the arrows move along the chips."""
        if event.key() in _REMOVE:
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
