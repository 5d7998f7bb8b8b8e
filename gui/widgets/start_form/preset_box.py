"""Named settings in one box: chosen, saved, updated, removed."""

from collections.abc import Mapping
from typing import Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QToolButton, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import one_named
from gui.core.profiles.preset import Preset
from gui.widgets.controls.fields.opened_combo import OpenedCombo
from gui.widgets.style.icons import set_icon
from gui.widgets.style.measures import CONTROL, TIGHT


class PresetBox(QWidget):
    """Shows a change at once and emits it; whoever keeps the presets answers with ``set_presets``.

    :ivar preset_chosen: with the Preset whose settings the form takes; *None* is the empty one.
    """

    preset_chosen = Signal(object)
    preset_saved = Signal(str, object)
    preset_removed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets: dict[str, Preset] = {}
        self._values = Preset()
        self.combo = OpenedCombo(name)
        self.combo.currentIndexChanged.connect(self._choose)
        # Choosing the same one again undoes what was changed since.
        self.combo.activated.connect(self._choose)
        self.menu_button = QToolButton()
        set_icon(self.menu_button, "ellipsis")
        self.menu_button.setAccessibleName(self.tr("Manage presets"))
        self.menu_button.setToolTip(self.tr("Save or remove presets"))
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu_button.setFixedSize(CONTROL, CONTROL)
        self.menu = menu = QMenu(self.menu_button)
        # Opened by hand: the button's own menu would paint an arrow over the icon.
        self.menu_button.clicked.connect(self._open_menu)
        self.save_action = menu.addAction(self.tr("Save as a new preset…"), self._ask_for_name)
        self.update_action = menu.addAction("", self._update)
        self.remove_action = menu.addAction("", self._ask_to_remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.combo, 1)
        layout.addWidget(self.menu_button)
        self.setFocusProxy(self.combo)
        self._fill()

    def set_presets(self, presets: Mapping[str, Preset]) -> None:
        """Offer these. The chosen one stays chosen if it is still there; the form is left as it is."""
        self._presets = dict(presets)
        self._fill()

    def take_over(self, former: Self) -> None:
        """Offer what another box offers, with the same one chosen; the form is left as it is."""
        self.set_presets(former._presets)
        self.combo.blockSignals(True)
        self.combo.setCurrentIndex(max(0, self.combo.findData(former.combo.currentData())))
        self.combo.blockSignals(False)
        self._refresh()

    def name(self) -> str:
        """The chosen preset's name; empty for *None*."""
        return str(self.combo.currentData() or "")

    def preset(self) -> Preset:
        """The chosen preset."""
        return self._presets.get(self.name(), Preset())

    def set_values(self, values: Preset) -> None:
        """What the form holds now: this is what is saved."""
        self._values = values
        self._refresh()

    @property
    def changed(self) -> bool:
        """Whether the form holds something else than the chosen preset."""
        return self._values != self.preset()

    def _open_menu(self) -> None:
        self.menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _fill(self, chosen: str | None = None) -> None:
        chosen = self.name() if chosen is None else chosen
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem(self.tr("None"), "")
        for name in self._presets:
            self.combo.addItem(visible(name), name)
        self.combo.setCurrentIndex(max(0, self.combo.findData(chosen)))
        self.combo.blockSignals(False)
        self._refresh()

    def _refresh(self) -> None:
        name = self.name()
        # A single ampersand would make a shortcut of the letter after it.
        shown = visible(name).replace("&", "&&")
        for action, words in (
            (self.update_action, self.tr("Update “{name}”")),
            (self.remove_action, self.tr("Remove “{name}”…")),
        ):
            action.setText(fill(words, name=shown))
            action.setVisible(bool(name))
        self.update_action.setEnabled(self.changed)

    def _choose(self) -> None:
        self._refresh()
        self.preset_chosen.emit(self.preset())

    def _ask_for_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save preset"))
        dialog.setLabelText(
            self.tr(
                "Tags, category, options, source and SDK type are saved under this name.\n"
                "A preset of the same name is replaced."
            )
        )
        dialog.setOkButtonText(self.tr("Save"))
        dialog.textValueSelected.connect(self._save)
        dialog.open()

    def _update(self) -> None:
        self._save(self.name())

    def _save(self, typed: str) -> None:
        name = " ".join(typed.split())
        if not name:
            return
        # In other letters it is no second preset that looks like the first.
        name = one_named(name, self._presets) or name
        self._presets[name] = self._values
        self._fill(name)
        self.preset_saved.emit(name, self._values)
        self.preset_chosen.emit(self._values)

    def _ask_to_remove(self) -> None:
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.controls.ask_dialog import ask

        name = self.name()
        ask(
            self,
            fill(self.tr("Remove the preset “{name}”?"), name=visible(name)),
            self.tr("What stands in the form stays."),
            yes=self.tr("Remove"),
            go_on=lambda: self._remove(name),
        )

    def _remove(self, name: str) -> None:
        self._presets.pop(name, None)
        self._fill()
        self.preset_removed.emit(name)
