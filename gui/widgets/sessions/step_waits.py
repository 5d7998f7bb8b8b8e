"""Keeps the menu's steps back for as long as the inspector's buttons count down."""

import math
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from gui.core.catalogue.guidance import Step
from gui.core.foundation.fill import fill
from gui.core.foundation.times import wall_now
from gui.core.sessions.offered_steps import seconds_until
from gui.core.sessions.session import Session

_TICK_MS: Final = 250


class StepWaits(QObject):
    """One rule for both: what has to wait is disabled, and says for how many seconds.

    :param is_newest: a step of an older session sends nothing, so it has nothing to wait for.
    """

    def __init__(
        self, actions: Mapping[Step, QAction], is_newest: Callable[[Session], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._actions = dict(actions)
        self._is_newest = is_newest
        self._session: Session | None = None
        self._words: dict[Step, str] = {}
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._show)

    def follow(self, session: Session | None) -> None:
        """The one selected session; its actions have just been enabled by its state."""
        self._session = session
        self._words = {step: act.text() for step, act in self._actions.items() if act.isEnabled()}
        self._show()

    def _show(self) -> None:
        waiting = False
        for step, words in self._words.items():
            left = self._left(step)
            waiting = waiting or left > 0
            counted = self.tr("{step} ({seconds} s)") if left > 0 else "{step}"
            action = self._actions[step]
            action.setText(fill(counted, step=words, seconds=math.ceil(left)))
            action.setEnabled(left <= 0)
        if not waiting:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _left(self, step: Step) -> float:
        session = self._session
        if session is None or not self._is_newest(session):
            return 0.0
        return seconds_until(step, session, wall_now())
