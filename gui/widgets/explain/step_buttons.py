"""The next steps as buttons, in order, the first one as the default; what waits counts down."""

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gui.core.catalogue.guidance import Step
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.sessions.offered_steps import OfferedStep
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.style.kinds import Kind, set_kind

_TICK_MS = 200
_CONFIRMED_MS = 1500
_MENU_ROOM = 36


class StepButtons(QWidget):
    """Buttons for the steps of a session, and a menu *More* for what else may stand.

    :param monotonic: seconds that never jump; decides when a button comes free.
    """

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._messages = Messages()
        self._free_at: dict[Step, float] = {}
        self._buttons: dict[Step, QPushButton] = {}
        self._actions: dict[Step, QAction] = {}
        self._confirmed: Step | None = None
        self._confirmation = ""
        self._default: Step | None = None
        self._flow = FlowLayout(self)
        self._more = QPushButton(self.tr("More"), self)
        self._more.setAutoDefault(True)
        self._more.setFixedWidth(self._more.fontMetrics().horizontalAdvance(self._more.text()) + _MENU_ROOM)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._show_labels)
        self._flow.addWidget(self._more)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show_labels)
        # Not singleShot: its timer would outlive the buttons.
        self._confirming = QTimer(self)
        self._confirming.setSingleShot(True)
        self._confirming.setInterval(_CONFIRMED_MS)
        self._confirming.timeout.connect(self._forget_confirmed)

    def set_steps(
        self,
        steps: Sequence[OfferedStep],
        more: Sequence[OfferedStep],
        messages: Messages,
        *,
        first_is_default: bool = True,
    ) -> None:
        """Offer steps; buttons that stay keep their focus."""
        self._messages = messages
        now = self._monotonic()
        self._free_at = {offer.step: now + offer.enabled_after_s for offer in (*steps, *more)}
        wanted = [offer.step for offer in steps]
        if wanted != list(self._buttons):
            self._rebuild(wanted)
        self._menu.clear()
        self._actions = {offer.step: self._action(offer.step) for offer in more}
        self._more.setVisible(bool(more))
        self._default = wanted[0] if wanted and first_is_default else None
        for step, button in self._buttons.items():
            button.setDefault(step is self._default)
            set_kind(button, Kind.PRIMARY if step is self._default else Kind.SECONDARY)
        self._show_labels()

    def steps(self) -> tuple[Step, ...]:
        """The steps that have a button, in order."""
        return tuple(self._buttons)

    def button(self, step: Step) -> QPushButton | None:
        """A step's button."""
        return self._buttons.get(step)

    def press_default(self) -> bool:
        """Press the first button as Enter does; False where there is none, or it still counts down."""
        button = None if self._default is None else self._buttons[self._default]
        if button is None or not button.isEnabled():
            return False
        button.click()
        return True

    def confirm_copied(self, step: Step) -> None:
        """Show on a step's button that its text is on the clipboard."""
        self.confirm(step, self.tr("Copied"))

    def confirm(self, step: Step, words: str) -> None:
        """Show on a step's button for a moment that it is done."""
        self._confirmed, self._confirmation = step, words
        self._show_labels()
        self._confirming.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_labels()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _rebuild(self, wanted: list[Step]) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._flow.removeWidget(self._more)
        self._buttons = {step: self._button(step) for step in wanted}
        self._flow.addWidget(self._more)
        # *More* holds the place of all of them in the tab order, then goes behind the last.
        before = self._more
        for button in self._buttons.values():
            QWidget.setTabOrder(before, button)
            before = button
        if before is not self._more:
            QWidget.setTabOrder(before, self._more)

    def _button(self, step: Step) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(True)
        button.setAccessibleName(self._label(step))
        button.clicked.connect(lambda: self.chosen.emit(step))
        self._flow.addWidget(button)
        button.show()
        return button

    def _action(self, step: Step) -> QAction:
        action = self._menu.addAction(self._label(step))
        action.triggered.connect(lambda: self.chosen.emit(step))
        return action

    def _label(self, step: Step) -> str:
        return self._messages.text(f"step.{step.value}").replace("&", "&&")

    def _show_labels(self) -> None:
        now = self._monotonic()
        waiting = False
        parts: list[tuple[Step, QPushButton | QAction]] = [*self._buttons.items(), *self._actions.items()]
        for step, part in parts:
            left = self._free_at.get(step, 0.0) - now
            waiting = waiting or left > 0
            label = self._label(step)
            if left > 0:
                label = fill(self.tr("{step} ({seconds} s)"), step=label, seconds=math.ceil(left))
            elif step is self._confirmed:
                label = self._confirmation
            if part.text() != label:
                part.setText(label)
            part.setEnabled(left <= 0)
        if waiting and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _forget_confirmed(self) -> None:
        self._confirmed = None
        self._show_labels()
