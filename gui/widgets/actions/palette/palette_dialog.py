"""The palette's window: a field, and one list under it. Up and Down move, Return opens, Esc closes."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.widgets.actions.palette.entry_delegate import DETAIL_ROLE, GROUP_ROLE, KEYS_ROLE, EntryDelegate
from gui.widgets.actions.palette.palette_entry import PaletteEntry, PaletteGroup
from gui.widgets.actions.window_action import told
from gui.widgets.controls.fields.search_field import SearchField
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import LINE, MEDIUM, SMALL
from gui.widgets.style.themes import current_theme

_WIDEST: Final = 640
_HIGHEST: Final = 480
_BESIDE: Final = 40
_ABOVE: Final = 56
_PAGE: Final = 8
_FIRST: Final = 1
"""Row 0 names a group."""
_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class PaletteDialog(QDialog):
    """Closes when something else gets the focus."""

    text_changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(self.tr("Find and open"))
        self._rows: list[PaletteEntry | None] = []
        """None for the name of a group."""
        self._moved = False
        self._owner = parent
        self.field = SearchField()
        self.field.setAccessibleName(self.tr("Find and open"))
        self.field.set_hints(
            self.tr("An action, a profile, a code, or a recording by room, user or file name"),
            self.tr("Action, profile, code, recording"),
        )
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(lambda _item: self._open())
        self.nothing = ToneLabel(self.tr("Nothing is found."), Tone.MUTED)
        self.foot = ToneLabel(self.tr("It finds and opens. Nothing is sent from here."), Tone.MUTED)
        set_type(self.foot, Type.CAPTION)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        layout.setSpacing(SMALL)
        for part in (self.field, self.list, self.nothing, self.foot):
            layout.addWidget(part, 1 if part is self.list else 0)

    def open_empty(self) -> None:
        """Show it over its window, ready to type."""
        window = self._owner.window()
        size = QSize(min(_WIDEST, window.width() - _BESIDE), min(_HIGHEST, window.height() - 2 * _ABOVE))
        self.resize(size)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - size.width()) // 2, corner.y() + _ABOVE)
        if self.field.text():
            self.field.clear()
        else:
            self._typed("")
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    def show_entries(self, entries: Sequence[PaletteEntry]) -> None:
        """List these, by group. What somebody moved to stays chosen as long as it is found."""
        chosen = self.current() if self._moved else None
        self.list.clear()
        self._rows = []
        for group in PaletteGroup:
            some = [entry for entry in entries if entry.group is group]
            if some:
                self._add_group(told(group.value))
            for entry in some:
                self._add(entry)
        self.list.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows)
        same = [at for at, one in enumerate(self._rows) if chosen is not None and _same(one, chosen)]
        self.list.setCurrentRow(same[0] if same else _FIRST if self._rows else -1)
        self._moved = bool(same)

    def current(self) -> PaletteEntry | None:
        """What Return would open."""
        row = self.list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def entries(self) -> list[PaletteEntry]:
        """All that is listed, in its order."""
        return [one for one in self._rows if one is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while typing goes on."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._move(key)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self._open()
                return True
            if key is Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """A click beside it closes it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.close()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """It has an edge of its own: the system gives it none."""
        painter, roles = QPainter(self), current_theme().roles
        painter.fillRect(self.rect(), roles.edge)
        painter.fillRect(self.rect().adjusted(LINE, LINE, -LINE, -LINE), roles.raised)
        painter.end()

    def _typed(self, text: str) -> None:
        self._moved = False
        self.text_changed.emit(text)

    def _move(self, key: Qt.Key) -> None:
        """Over the names of the groups; from the last to the first, and back."""
        count = len(self._rows)
        if not count:
            return
        self._moved = True
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
        at = self.list.currentRow()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            at = max(0, min(count - 1, at + step * (_PAGE - 1)))
        at = (at + step) % count
        while self._rows[at] is None:
            at = (at + step) % count
        self.list.setCurrentRow(at)
        self.list.scrollToItem(self.list.item(max(0, at - 1) if self._rows[at - 1] is None else at))
        self.list.scrollToItem(self.list.item(at))
        words = self.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _open(self) -> None:
        entry = self.current()
        if entry is not None:
            self.close()
            entry.opens()

    def _add_group(self, name: str) -> None:
        item = QListWidgetItem(name, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(GROUP_ROLE, True)
        self._rows.append(None)

    def _add(self, entry: PaletteEntry) -> None:
        item = QListWidgetItem(entry.title, self.list)
        item.setData(DETAIL_ROLE, entry.detail)
        item.setData(KEYS_ROLE, entry.keys)
        parts = (told(entry.group.value), entry.title, entry.detail, entry.keys)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in parts if part))
        self._rows.append(entry)


def _same(one: PaletteEntry | None, other: PaletteEntry) -> bool:
    return one is not None and (one.group, one.title) == (other.group, other.title)
