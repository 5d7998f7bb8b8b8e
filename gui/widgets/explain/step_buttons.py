"""The next steps as buttons: the first one in full width, the others below it; what waits counts down."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.catalogue.guidance import Step
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.sessions.offered_steps import OfferedStep
from gui.widgets.controls.buttons import OncePressedMenu
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.steady_button import Footing, SteadyButton
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.time_bar import TimeBar
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, SMALL, TIGHT

_TICK_MS: Final = 200
_CONFIRMED_MS: Final = 1500
_LEAST_SECONDS: Final = 88
"""A button keeps room for a countdown of two digits."""
_MENU_ROOM: Final = 44
_ASKS: Final = "…"
"""It asks before it sends."""
_ICONS: Final = {
    Step.EDIT_AS_NEW: "pencil",
    Step.START_AGAIN: "rotate-cw",
    Step.GUEST_CAME_BACK: "rotate-cw",
    Step.IT_IS_RECORDING: "check",
    Step.COPY_QUESTION: "copy",
    Step.COPY_ADMIN_REQUEST: "copy",
    Step.COPY_FOR_VOD: "copy",
    Step.COPY_REPORT: "copy",
    Step.SAVE_REPORT: "download",
    Step.OPEN_SETTINGS: "settings",
}


class MoreButton(SteadyButton):
    """Opens a menu; its three dots say so, without an arrow beside them."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Leave the arrow out."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu


class StepButtons(QWidget):
    """Buttons for the steps of a session, and a menu *More* for what else may stand.

    *Stop again* has its own place, so that no other step can ever stand there: the foot of the inspector.

    :param stop: the button at the foot.
    :param monotonic: seconds that never jump; decides when a button comes free.
    """

    chosen = Signal(object)
    focus_lost = Signal()
    """The button with the focus is gone, and no first step is ready: the focus belongs elsewhere."""

    def __init__(
        self,
        stop: QPushButton,
        parent: QWidget | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._stop = stop
        self._stop_label = ""
        self._monotonic = monotonic
        self._messages = Messages()
        self._places: Mapping[Step, str] = {}
        self._free_at: dict[Step, float] = {}
        self._waits: dict[Step, float] = {}
        self._wanted: list[Step] = []
        self._buttons: dict[Step, SteadyButton] = {}
        self._actions: dict[Step, QAction] = {}
        self._confirmed: Step | None = None
        self._confirmation = ""
        self._default: Step | None = None
        self._footing = Footing(self)
        self.hint = ToneLabel("", Tone.MUTED)
        self._bar = TimeBar()
        self._more = MoreButton(self._footing, self)
        self._menu = OncePressedMenu(self._more)
        self._lay_out()
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
        places: Mapping[Step, str] | None = None,
    ) -> None:
        """Offer steps; buttons that stay keep their focus.

        :param places: of steps that act elsewhere than staff may think: where.
        """
        self._messages, self._places = messages, places or {}
        now = self._monotonic()
        rest = [offer for offer in more if offer.step is not Step.STOP_AGAIN]
        self._waits = {offer.step: offer.enabled_after_s for offer in (*steps, *rest)}
        self._free_at = {step: now + wait for step, wait in self._waits.items()}
        wanted = [offer.step for offer in steps]
        standing: list[Step] = [step for step in wanted if step is not Step.STOP_AGAIN]
        had_focus = any(button.hasFocus() for button in self._buttons.values())
        self._wanted = wanted
        if standing != list(self._buttons):
            self._rebuild(standing)
        self._menu.clear()
        self._actions = {offer.step: self._action(offer.step) for offer in rest}
        self._more.setVisible(bool(rest))
        self._default = wanted[0] if wanted and first_is_default else None
        self._stop.setDefault(self._default is Step.STOP_AGAIN)
        for step, button in self._buttons.items():
            button.setDefault(step is self._default)
            set_kind(button, Kind.PRIMARY if step is self._default else Kind.SECONDARY)
            button.set_texts(self._texts(step))
        self._show_labels()
        if had_focus:
            self._keep_focus()

    def set_stop_label(self, words: str) -> None:
        """The words of the button at the foot, which may have to wait as well."""
        self._stop_label = words

    def set_hint(self, words: str) -> None:
        """What the first step does; empty where its name says it."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def stand_anew(self) -> None:
        """Another session is meant: no click that was begun before counts."""
        self._footing.restart()

    def steps(self) -> tuple[Step, ...]:
        """The steps that have a button, in order; *Stop again* has the one at the foot."""
        return tuple(self._wanted)

    def button(self, step: Step) -> QPushButton | None:
        """A step's button."""
        if step is Step.STOP_AGAIN:
            return self._stop if step in self._wanted else None
        return self._buttons.get(step)

    @property
    def default(self) -> Step | None:
        """The step that Return presses."""
        return self._default

    @property
    def more(self) -> QPushButton:
        """The button with the menu of what else may stand: the last one."""
        return self._more

    def ready_default(self) -> QPushButton | None:
        """The first button; None where there is none, or it still counts down."""
        button = None if self._default is None else self.button(self._default)
        return button if button is not None and button.isEnabled() else None

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

    def _lay_out(self) -> None:
        self._more.setAccessibleName(self.tr("More"))
        self._more.setToolTip(self.tr("More"))
        self._more.setMenu(self._menu)
        set_kind(self._more, Kind.GHOST)
        set_icon(self._more, "ellipsis")
        self._more.setFixedSize(_MENU_ROOM, CONTROL)
        self._menu.aboutToShow.connect(self._show_labels)
        self.hint.hide()
        self._others = QWidget(self)
        self._others.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = FlowLayout(self._others, spacing=SMALL)
        self._first_row, self._other_row = QHBoxLayout(), QHBoxLayout()
        for row in (self._first_row, self._other_row):
            row.setSpacing(SMALL)
        self._other_row.addWidget(self._others, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self._column.addLayout(self._first_row)
        self._column.addWidget(self._bar)
        self._column.addWidget(self.hint)
        self._column.addLayout(self._other_row)
        self._place_more()

    def _rebuild(self, standing: list[Step]) -> None:
        for button in self._buttons.values():
            self._first_row.removeWidget(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._footing.restart()
        self._buttons = {step: self._button(step) for step in standing}
        for number, button in enumerate(self._buttons.values()):
            # The stop at the foot goes before all: then none of these is the first.
            if number == 0 and self._wanted[0] is not Step.STOP_AGAIN:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                self._first_row.insertWidget(0, button, 1)
            else:
                button.setParent(self._others)
                self._flow.addWidget(button)
            button.show()
        self._place_more()
        # *More* holds the place of all of them in the tab order, then goes behind the last.
        before: QWidget = self._more
        for button in self._buttons.values():
            QWidget.setTabOrder(before, button)
            before = button
        if before is not self._more:
            QWidget.setTabOrder(before, self._more)

    def _keep_focus(self) -> None:
        """Qt gives it to what is next in the tab order, such as *More*, where Return would open a menu."""
        if any(button.hasFocus() for button in self._buttons.values()):
            return
        first = None if self._default is None else self.button(self._default)
        if first is not None and first is not self._stop and first.isEnabled():
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_lost.emit()

    def _place_more(self) -> None:
        """*More* at the end of the last row of buttons: a row of its own would be empty but for it."""
        alone = self._flow.count() == 0 and self._first_row.count() > 0
        for row in (self._first_row, self._other_row):
            row.removeWidget(self._more)
        row = self._first_row if alone else self._other_row
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._others.setVisible(not alone)

    def _button(self, step: Step) -> SteadyButton:
        button = SteadyButton(self._footing, self)
        button.setAccessibleName(self._label(step).removesuffix(_ASKS))
        set_icon(button, _ICONS.get(step, ""))
        button.clicked.connect(lambda: self.chosen.emit(step))
        return button

    def _action(self, step: Step) -> QAction:
        action = self._menu.addAction(self._label(step))
        action.triggered.connect(lambda: self.chosen.emit(step))
        return action

    def _label(self, step: Step) -> str:
        words = self._messages.text(f"step.{step.value}")
        if step is Step.GUEST_CAME_BACK:
            words += _ASKS
        if step in self._places:
            words = fill(self.tr("{step} in {place}"), step=words, place=self._places[step])
        return words.replace("&", "&&")

    def _texts(self, step: Step) -> list[str]:
        """All that a step's button may show."""
        label = self._label(step)
        seconds = max(_LEAST_SECONDS, math.ceil(self._waits.get(step, 0.0)))
        waits = step in (Step.START_AGAIN, Step.GUEST_CAME_BACK)
        counted = [fill(self.tr("{step} ({seconds} s)"), step=label, seconds=seconds)] if waits else []
        return [label, *counted, self.tr("Copied"), self.tr("Saved")]

    def _show_labels(self) -> None:
        now = self._monotonic()
        waiting = False
        parts: list[tuple[Step, QPushButton | QAction]] = [*self._buttons.items(), *self._actions.items()]
        for step, part in parts:
            left = self._left(step, now)
            waiting = waiting or left > 0
            label = self._label(step)
            if left > 0:
                label = fill(self.tr("{step} ({seconds} s)"), step=label, seconds=math.ceil(left))
            elif step is self._confirmed:
                label = self._confirmation
            if part.text() != label:
                part.setText(label)
            part.setEnabled(left <= 0)
        waiting = self._show_wait_of_stop(now) or waiting
        first = next(iter(self._buttons), None)
        lead = first is not None and first is self._wanted[0]
        wait = self._waits.get(first, 0.0) if first is not None and lead else 0.0
        self._bar.setVisible(lead)
        self._bar.set_part(self._left(first, now) / wait if first is not None and wait > 0 else 0.0)
        if waiting and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _show_wait_of_stop(self, now: float) -> bool:
        """The stop at the foot, too, may have to wait."""
        left = self._left(Step.STOP_AGAIN, now) if Step.STOP_AGAIN in self._waits else 0.0
        words = self._stop_label
        if left > 0:
            words = fill(self.tr("{step} ({seconds} s)"), step=words, seconds=math.ceil(left))
        if words and self._stop.text() != words:
            self._stop.setText(words)
        self._stop.setEnabled(left <= 0)
        return left > 0

    def _left(self, step: Step, now: float) -> float:
        return self._free_at.get(step, 0.0) - now

    def _forget_confirmed(self) -> None:
        self._confirmed = None
        self._show_labels()
