"""The banner of a profile whose storage balance is used up, until a later start shows that it is not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.core.foundation.fill import fill
from gui.core.presentation.clipboard_texts import administrator_request
from gui.core.sessions.session import Session
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

BALANCE_USED_UP: Final = 2
"""The code after which other starts of the profile will fail as well (NEXT_STEPS.md, "Codes")."""


class BalanceBanner(QObject):
    """Follows the answers of every profile, in whatever process they came; shows those of the one in use."""

    def __init__(self, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self._profile = ""
        self._refused: dict[str, Session] = {}
        self._worked: dict[str, datetime] = {}
        self._told: datetime | None = None
        bridge.sessions_loaded.connect(self._loaded)
        bridge.session_changed.connect(self._changed)
        window.balance.action_chosen.connect(self._copy)

    def use(self, profile: str) -> None:
        """Another profile is in use; empty for none."""
        self._profile = profile
        self._told = None
        self._show()

    def _loaded(self, sessions: Sequence[Session]) -> None:
        for session in sessions:
            self._learn(session)
        self._show()

    def _changed(self, session: Session) -> None:
        self._learn(session)
        self._show()

    def _learn(self, session: Session) -> None:
        name = session.profile
        if session.accepted_at is not None:
            self._worked[name] = max(session.accepted_at, self._worked.get(name, session.accepted_at))
        if session.failure is None or session.failure.code != BALANCE_USED_UP or session.answered_at is None:
            return
        known = self._refused.get(name)
        if known is None or known.answered_at is None or known.answered_at < session.answered_at:
            self._refused[name] = session

    def _show(self) -> None:
        strip, refused = self._window.balance, self._refused.get(self._profile)
        at = None if refused is None else refused.answered_at
        worked = self._worked.get(self._profile)
        if refused is None or at is None or (worked is not None and worked > at):
            self._told = None
            strip.hide()
        elif at != self._told:
            # Shown once for each refusal: whoever closes it has read it.
            self._told = at
            failure = refused.failure
            assert failure is not None
            entry = self._window.catalogue.of(failure.problem())
            since = fill(self.tr("Refused last at {time}."), time=f"{at.astimezone():%Y-%m-%d %H:%M}")
            told = self._window.messages.sentences(entry.description, entry.solution, since)
            strip.show_notice(f"▲ {told}", Tone.WARNING, self.tr("Copy request"))

    def _copy(self) -> None:
        refused = self._refused.get(self._profile)
        if refused is not None:
            text = administrator_request(refused, self._window.messages, self._window.catalogue)
            QGuiApplication.clipboard().setText(text)
            self._window.balance.action.setText(self.tr("Copied"))
