"""What can be done with the selected sessions of the list: one action each, for menu and keyboard."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.core.foundation.enums import LIVE_STATES, PRACTICE_NAME, State
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.session_list.packed_record import RecordKind
from gui.core.session_list.store import Sessions
from gui.core.sessions.session import Session
from gui.core.sessions.settle import may_settle_as
from gui.core.sessions.stoppable import stoppable
from gui.widgets.controls.keys import Keys

if TYPE_CHECKING:
    from gui.widgets.sessions.step_waits import StepWaits


class TableActions(QObject):
    """Owns the actions, switches them by the selection, and emits what was chosen.

    :param is_newest: whether a session is its target's newest.
    """

    details_chosen = Signal(str)
    stop_chosen = Signal(list)
    start_again_chosen = Signal(str)
    start_many_chosen = Signal(list)
    """Ids of all that is selected: which of them may be started again is decided elsewhere."""
    guest_came_back_chosen = Signal(str)
    vod_chosen = Signal(list)
    handled_chosen = Signal(list)
    settle_chosen = Signal(list, object)
    """Ids, and the state that staff give them."""
    take_over_chosen = Signal(list)
    hand_over_chosen = Signal()

    def __init__(self, owner: QWidget, is_newest: Callable[[Session], bool]) -> None:
        super().__init__(owner)
        self.details = self._action(owner, self.tr("Details…"), "", self._details)
        self.stop = self._action(owner, self.tr("Stop recording"), Keys.STOP, self._stop)
        # The only key that works outside the table as well: in the form, and in the search.
        self.stop.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.start_again = self._action(owner, self.tr("Start again"), "", self._start_again)
        self.guest_came_back = self._action(owner, self.tr("Guest came back"), "", self._guest_came_back)
        self.copy_target = self._action(owner, self.tr("Copy room and user"), Keys.COPY, self._copy_target)
        self.copy_file_ids = self._action(
            owner, self.tr("Copy bare ids, one a line"), "", self._copy_file_ids
        )
        self.copy_for_vod = self._action(owner, self.tr("Copy file ids"), "", self._copy_for_vod)
        self.it_is_recording = self._action(
            owner, self.tr("It is recording…"), "", lambda: self._settle(State.RECORDING)
        )
        self.mark_as_ended = self._action(
            owner, self.tr("Mark as ended…"), "", lambda: self._settle(State.STOPPED)
        )
        self.mark_handled = self._action(owner, self.tr("Mark handled"), "", self._mark_handled)
        self.take_over = self._action(owner, self.tr("Take over…"), "", self._take_over)
        self.hand_over = self._action(owner, self.tr("Hand over…"), "", self.hand_over_chosen.emit)
        for action in (self.take_over, self.hand_over):
            action.setVisible(False)
        self._is_newest = is_newest
        self._may_wait = False
        self._by_profile: dict[str, Sessions] | None = None
        self._team_away = False
        self.set_selected(Sessions.none())

    @cached_property
    def _waits(self) -> "StepWaits":
        # Not at the file's top: the first paint, which has no row, does not wait for the steps of one.
        from gui.core.catalogue.guidance import Step
        from gui.widgets.sessions.step_waits import StepWaits

        by_step = {Step.START_AGAIN: self.start_again, Step.GUEST_CAME_BACK: self.guest_came_back}
        return StepWaits(by_step, self._is_newest, self)

    def set_selected(self, sessions: Sessions) -> None:
        """Switch each action by what the selected sessions allow; quick for a hundred thousand, too."""
        self._selected, self._by_profile = sessions, None
        kinds = sessions.kinds()
        only = sessions[0] if len(sessions) == 1 else None
        stoppable = self.stoppable_count()
        self.details.setEnabled(len(sessions) == 1)
        self.stop.setEnabled(stoppable > 0)
        self.stop.setText(self._stop_text(stoppable))
        failed = sessions.count_of(_failed)
        many = len(sessions) > 1
        again_stands, came_back_stands = _steps_that_stand(only)
        self.start_again.setEnabled(failed > 0 if many else again_stands)
        again = self.tr("Start {count} again…") if many and failed else self.tr("Start again")
        self.start_again.setText(fill(again, count=failed))
        self.guest_came_back.setEnabled(came_back_stands)
        self.guest_came_back.setText(self.tr("Guest came back"))
        if only is not None or self._may_wait:
            self._waits.follow(only)
        self._may_wait = only is not None
        self.copy_target.setEnabled(bool(sessions))
        self.copy_file_ids.setEnabled(sessions.have_files())
        self.copy_for_vod.setEnabled(bool(sessions))
        self.mark_handled.setEnabled(self.markable_count() > 0)
        self.take_over.setEnabled(bool(self._of_colleagues()))
        self.hand_over.setEnabled(self._has_own())
        self.it_is_recording.setEnabled(any(self._settleable(kind, State.RECORDING) for kind in kinds))
        self.mark_as_ended.setEnabled(any(self._settleable(kind, State.STOPPED) for kind in kinds))

    def set_team(self, *, there: bool, away: bool) -> None:
        """Whether there is a team, and whether colleagues can't be reached: then nobody marks their rows."""
        if (there, away) != (self.take_over.isVisible(), self._team_away):
            self.take_over.setVisible(there)
            self.hand_over.setVisible(there)
            self._team_away = away
            self.set_selected(self._selected)

    def stoppable(self) -> list[str]:
        """Ids of the selected sessions that may still be recording."""
        return self._selected.ids(_stoppable)

    def stoppable_count(self) -> int:
        """How many of the selected sessions may still be recording."""
        return self._selected.count_of(_stoppable)

    def markable_count(self, profile: str = "") -> int:
        """How many of the selected sessions can be marked as handled; of one profile, or of all."""
        return self._of(profile).needing().count_of(self._markable)

    def settleable_count(self, state: State, profile: str = "") -> int:
        """How many of the selected sessions a person may settle as that state; of one profile, or of all."""
        return self._of(profile).count_of(partial(self._settleable, state=state))

    def start_again_in(self, profile: str) -> None:
        """As *Start again*, for the selected sessions of one profile."""
        self.start_many_chosen.emit(self._of(profile).ids())

    def mark_handled_in(self, profile: str) -> None:
        """As *Mark handled*, for the selected sessions of one profile."""
        self.handled_chosen.emit(self._of(profile).needing().ids(self._markable))

    def settle_in(self, profile: str, state: State) -> None:
        """As *It is recording*, or *Mark as ended*, for the selected sessions of one profile."""
        self.settle_chosen.emit(self._of(profile).ids(partial(self._settleable, state=state)), state)

    def fill(self, menu: QMenu) -> None:
        """Put all actions into a menu."""
        for group in (
            (self.details,),
            (self.stop, self.start_again, self.guest_came_back),
            (self.copy_target, self.copy_file_ids, self.copy_for_vod),
            (self.it_is_recording, self.mark_as_ended, self.mark_handled),
            (self.hand_over, self.take_over),
        ):
            menu.addActions(group)
            menu.addSeparator()

    def _action(self, owner: QWidget, words: str, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        owner.addAction(action)
        return action

    def _stop_text(self, count: int) -> str:
        if count < 2:
            return self.tr("Stop recording")
        return fill(self.tr("Stop {count} recordings"), count=f"{count:,}")

    def _of(self, profile: str) -> Sessions:
        if not profile:
            return self._selected
        if self._by_profile is None:
            self._by_profile = self._selected.by_profile()
        return self._by_profile.get(profile, Sessions.none())

    def _markable(self, kind: RecordKind) -> bool:
        """Live and unknown sessions are not put aside; a refused stop or a failure may be."""
        at_rest = kind.state not in (State.UNKNOWN, State.STARTING, State.STOPPING)
        return at_rest and not kind.handled and self._decidable(kind)

    def _settleable(self, kind: RecordKind, state: State) -> bool:
        return self._decidable(kind) and may_settle_as(kind.state, kind.failed_operation, state)

    def _decidable(self, kind: RecordKind) -> bool:
        return not kind.newer and not (self._team_away and kind.desk)

    def _of_colleagues(self) -> list[str]:
        """What is selected that another desk looks after, and that is not over."""
        if self._team_away or not self.take_over.isVisible():
            return []
        return self._selected.ids(_theirs_and_live) + self._selected.needing().ids(_theirs_and_over)

    def _has_own(self) -> bool:
        """Whether something is selected that this desk looks after, and that is not over."""
        if not self.hand_over.isVisible():
            return False
        live, over = _own_and_live, _own_and_over
        return self._selected.count_of(live) > 0 or self._selected.needing().count_of(over) > 0

    def _take_over(self) -> None:
        self.take_over_chosen.emit(self._of_colleagues())

    def _settle(self, state: State) -> None:
        self.settle_in("", state)

    def _details(self) -> None:
        self.details_chosen.emit(self._selected[0].id)

    def _stop(self) -> None:
        if ids := self.stoppable():
            self.stop_chosen.emit(ids)

    def _start_again(self) -> None:
        if len(self._selected) == 1:
            self.start_again_chosen.emit(self._selected[0].id)
        else:
            self.start_many_chosen.emit(self._selected.ids())

    def _guest_came_back(self) -> None:
        self.guest_came_back_chosen.emit(self._selected[0].id)

    def _copy_target(self) -> None:
        lines = (f"{s.target.room}\t{visible(s.target.account)}" for s in self._selected)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _copy_file_ids(self) -> None:
        ids = (visible(file_id) for s in self._selected for file_id in s.file_ids)
        QGuiApplication.clipboard().setText("\n".join(ids))

    def _copy_for_vod(self) -> None:
        self.vod_chosen.emit(self._selected.ids())

    def _mark_handled(self) -> None:
        self.mark_handled_in("")


def _steps_that_stand(session: Session | None) -> tuple[bool, bool]:
    """Whether *Start again* and *Guest came back* may stand.

    As in the error panel: what was stopped without being in the list has nothing to start it by.
    """
    if session is None:
        return False, False
    from gui.core.catalogue.guidance import Step
    from gui.core.sessions.offered_steps import may_stand

    return may_stand(Step.START_AGAIN, session), may_stand(Step.GUEST_CAME_BACK, session)


def _stoppable(kind: RecordKind) -> bool:
    return stoppable(kind.state, kind.desk)


def _theirs_and_live(kind: RecordKind) -> bool:
    return kind.state in LIVE_STATES and bool(kind.keeper.desk) and not kind.newer


def _theirs_and_over(kind: RecordKind) -> bool:
    return kind.state not in LIVE_STATES and bool(kind.keeper.desk) and not kind.newer


def _own_and_live(kind: RecordKind) -> bool:
    return kind.state in LIVE_STATES and _may_be_handed(kind)


def _own_and_over(kind: RecordKind) -> bool:
    return kind.state not in LIVE_STATES and _may_be_handed(kind)


def _may_be_handed(kind: RecordKind) -> bool:
    """What this desk looks after. Practice is nobody's to hand over."""
    return not kind.keeper.desk and not kind.newer and kind.profile != PRACTICE_NAME


def _failed(kind: RecordKind) -> bool:
    return kind.state is State.FAILED and not kind.newer
