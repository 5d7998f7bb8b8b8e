"""All actions of the window: gives each its keys, and says which can be done now."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.widgets.actions.window_action import Area, WindowAction, told

_NATIVE: Final = QKeySequence.SequenceFormat.NativeText


class ActionList(QObject):
    """Owns one QAction for each.

    What can't be done now is disabled only while a menu shows it: its key says why it does nothing.

    :param say: tells why an action can't be done now.
    """

    def __init__(self, window: QWidget, actions: Sequence[WindowAction], say: Callable[[str], None]) -> None:
        super().__init__(window)
        self._say = say
        self._all = {action.name: action for action in actions}
        assert len(self._all) == len(actions), "two actions of one name"
        self._made = {action.name: self._make(window, action) for action in actions}
        self.translate()

    def __iter__(self) -> Iterator[WindowAction]:
        return iter(self._all.values())

    def __getitem__(self, name: str) -> WindowAction:
        return self._all[name]

    def of(self, area: Area) -> list[WindowAction]:
        """The actions of an area, in the order of its menu."""
        return [action for action in self if action.area is area]

    def made(self, name: str) -> QAction:
        """What the menu shows for an action."""
        return self._made[name]

    def translate(self) -> None:
        """Tell each in the window's language."""
        for action in self:
            # Behind a tab a menu shows keys that it does not listen to.
            shown = f"\t{self.keys_of(action)}" if action.own_keys else ""
            self._made[action.name].setText(told(action.text) + shown)

    def keys_of(self, action: WindowAction) -> str:
        """The first of its keys, as the keyboard and the system call it; empty for none."""
        keys = (*action.keys, *action.own_keys)
        return QKeySequence(keys[0]).toString(_NATIVE) if keys else ""

    def run(self, name: str) -> None:
        """Do it, or say why it can't be done now."""
        action = self._all[name]
        if why := action.needs():
            self._say(why)
        else:
            action.run()

    def show_state(self, actions: Sequence[WindowAction]) -> None:
        """Switch off what can't be done now, and say why; for as long as a menu is open."""
        for action in actions:
            made, why = self._made[action.name], action.needs()
            made.setEnabled(not why)
            made.setToolTip(why)
            made.setStatusTip(why)
            if action.checked is not None:
                made.setChecked(action.checked())

    def free_keys(self, actions: Sequence[WindowAction]) -> None:
        """The menu is closed: keys work again, if only to say why they do nothing."""
        for action in actions:
            self._made[action.name].setEnabled(True)

    def _make(self, window: QWidget, action: WindowAction) -> QAction:
        made = QAction(self)
        made.setObjectName(action.name)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(action.repeats)
        made.setMenuRole(QAction.MenuRole.NoRole)
        made.setCheckable(action.checked is not None)
        made.triggered.connect(lambda _checked=False, name=action.name: self.run(name))
        window.addAction(made)
        return made
