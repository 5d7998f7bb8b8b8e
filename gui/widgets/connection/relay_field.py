"""The relay's address: one of the known ones, or any other."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.core.foundation.text_cleaning import with_scheme, without_invisible
from gui.widgets.controls.environment_badge import environment_name
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo

RELAYS: Final = {"production": "https://openapi.tim.qq.com", "test": "https://test.tim.qq.com"}
"""Hosts of PROTOCOL.md, "Transport"."""


class RelayField(NoWheelCombo):
    """An editable box; its list shows which address is production."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completion would turn the beginning of one address into another while it is typed.
        self.setCompleter(None)  # type: ignore[arg-type]  # the stub forgets that none is allowed
        self.setItemDelegate(_WordedItems(self))
        for environment, url in RELAYS.items():
            self.addItem(url, environment)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setPlaceholderText("relay.example.com")
            line.editingFinished.connect(self._complete)
        self.setCurrentIndex(-1)

    def url(self) -> str:
        """The address without outer blanks and what can't be seen; https:// is added to a host."""
        return with_scheme(without_invisible(self.currentText()))

    def environment(self) -> str:
        """``production``, ``test`` or ``other``; empty for what is no address yet."""
        from gui.core.profiles.profiles import Profile

        url = self.url()
        if not url:
            return ""
        try:
            return Profile(name="", url=url, sdk_app_id=1, identifier="").environment.value
        except ValueError:
            return ""

    def set_url(self, url: str) -> None:
        """Show an address; empty for none."""
        self.setCurrentIndex(self.findText(url))
        self.setEditText(url)
        self._show_beginning()

    def _complete(self) -> None:
        """Show what is meant, once it is no longer typed."""
        if self.url() != self.currentText():
            self.setEditText(self.url())
        self._show_beginning()

    def _show_beginning(self) -> None:
        """Of an address that is longer than the field: the end alone could be anybody's."""
        line = self.lineEdit()
        if line is not None:
            line.home(False)


class _WordedItems(QStyledItemDelegate):
    """Puts the environment's name before the address, in the list only."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        word = environment_name(str(index.data(Qt.ItemDataRole.UserRole)))
        option.text = f"{word}  {option.text}"
