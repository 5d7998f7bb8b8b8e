"""Starting several failed recordings again: the question, one owned task for each, and what came of all."""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import Activity, Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome
from gui.core.foundation.times import wall_now
from gui.core.recording.bulk import Bulk
from gui.core.sessions.bulk_retry import RetryPlan, seconds_left
from gui.core.sessions.session import DecisionRefused, Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import ask_in_turn, by_profile, place_of_session
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.runtime.recording_tasks import session_start_key
from gui.widgets.window.main_window import MainWindow

AT_ONCE: Final = 64
"""Starts under way at the same time where the profile has no limit of its own."""
_SLICE: Final = 100
"""Sessions that are checked before the window handles events again."""


class RetryController(QObject):
    """Lives as long as the window. The profile's limiter sets the pace."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._closing = asyncio.Event()
        self._bulk = Bulk()
        self._waiting: set[str] = set()
        self._before_their_turn: set[str] = set()
        self._confirmations = 0
        actions = window.session_list.table.actions_of_selection
        actions.start_many_chosen.connect(self.ask)
        result = window.retry_result
        result.show_requested.connect(window.session_list.select)
        result.retry_requested.connect(self.retry)
        result.break_off_requested.connect(self._break_off)

    def ask(self, session_ids: Sequence[str]) -> None:
        """Which of these can be started again, and is it meant?"""
        self._profiles.operators.before(lambda: self._spawn_planning(self._ask(tuple(session_ids))))

    def retry(self, session_ids: Sequence[str]) -> None:
        """Start those again that were refused; a person has chosen them already.

        It is asked again once another profile is chosen: no start goes elsewhere than the window shows.
        """
        found = (self._window.session_list.model.session(session_id) for session_id in session_ids)
        elsewhere = any(one is not None and one.profile != self._profiles.current for one in found)
        plan = self._ask if elsewhere else self._retry
        self._profiles.operators.before(lambda: self._spawn_planning(plan(tuple(session_ids))))

    @property
    def busy(self) -> bool:
        """Whether starts wait for their turn, or for their answers."""
        return self._window.retry_result.under_way

    def drain(self) -> None:
        """The panel closes: what waits for a slot is not sent any more."""
        self._closing.set()
        for session_id in tuple(self._waiting):
            self._bridge.recordings.send_no_more(session_id)

    def _break_off(self) -> None:
        # What is asked for from now on is wanted.
        bulk, self._bulk = self._bulk, Bulk()
        bulk.break_off()
        told, self._before_their_turn = self._before_their_turn, set()
        for session_id in told:
            # At once: its task goes on until one that is under way has its answer.
            self._show_result(session_id, Outcome.NOT_SENT, None)

    def _spawn_planning(self, work: Coroutine[object, object, None]) -> None:
        self._bridge.spawn(TaskKey("plan retry"), work, Activity.START, TaskLife.BACKGROUND)

    async def _plan(self, session_ids: Sequence[str]) -> RetryPlan:
        model, plan = self._window.session_list.model, RetryPlan()
        for number, session_id in enumerate(session_ids):
            session = model.session(session_id)
            if session is not None:
                plan.take(session, newest=model.is_newest(session))
            if number % _SLICE == _SLICE - 1:
                await asyncio.sleep(0)
        return plan

    async def _ask(self, session_ids: Sequence[str]) -> None:
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.dialogs.retry_dialog import RetryDialog

        plan = await self._plan(session_ids)
        plans = {name: RetryPlan(list(group)) for name, group in by_profile(plan.again).items()}
        plans = plans or {"": RetryPlan()}
        # Why others stay as they are is told once.
        next(iter(plans.values())).left_out.update(plan.left_out)

        def question(part: RetryPlan) -> RetryDialog:
            dialog = RetryDialog(
                part,
                place_of_session(self._bridge, part.again[0]) if part.again else None,
                self._profiles.operator,
                self._window.messages,
                self._window.session_list.model.clock,
                self._window,
            )
            dialog.confirmed.connect(self._confirmed)
            return dialog

        ask_in_turn({name: partial(question, part) for name, part in plans.items()})

    def _confirmed(self, sessions: Sequence[Session]) -> None:
        # A key of its own each time: what was confirmed must not get lost beside another plan.
        self._confirmations += 1
        key = TaskKey("begin retry", (self._confirmations,))
        self._bridge.spawn(key, self._start(sessions), Activity.START, TaskLife.BACKGROUND)

    async def _retry(self, session_ids: Sequence[str]) -> None:
        await self._start((await self._plan(session_ids)).again)

    async def _start(self, sessions: Sequence[Session]) -> None:
        now, bulk = wall_now(), self._bulk
        self._window.retry_result.begin([session.id for session in sessions])
        for number, session in enumerate(sessions):
            wait_s = seconds_left(session, now)
            # The key of a single start again: what is under way already is not begun twice.
            key, work = session_start_key(session.id), self._one(session.id, wait_s, bulk)
            if not self._bridge.spawn(key, work, Activity.START, TaskLife.OPERATION):
                self._show_result(session.id, Outcome.NOT_SENT, None)
            if number % _SLICE == _SLICE - 1:
                await asyncio.sleep(0)

    async def _one(self, session_id: str, wait_s: float, bulk: Bulk) -> None:
        if bulk.broken_off.is_set():
            self._show_result(session_id, Outcome.NOT_SENT, None)
            return
        self._waiting.add(session_id)
        self._before_their_turn.add(session_id)
        outcome, session, code = Outcome.NOT_SENT, None, None
        bug: Exception | None = None
        told = False
        try:
            if wait_s:
                await _first_of((self._closing, bulk.broken_off), wait_s)
            async with self._turns:
                self._before_their_turn.discard(session_id)
                told = bulk.broken_off.is_set()
                if self._closing.is_set() or told:
                    raise Problem(Delivery.NEVER_SENT, word=LocalFailure.WITHDRAWN)
                profile = await self._bridge.recordings.way(session_id)
                result = await self._bridge.services.recorder.start_again(session_id, profile, bulk)
            outcome, session, bug = result.outcome, result.session, result.bug
            code = None if result.problem is None else result.problem.code
        except (Problem, DecisionRefused):
            # Taken back, or no longer failed: the row shows how it is now.
            outcome = Outcome.NOT_SENT
        finally:
            self._waiting.discard(session_id)
            for changed in {session_id, session_id if session is None else session.id}:
                self._bridge.listener.flush_of(changed)
            if not told:
                self._show_result(session_id, outcome, session, code)
        if bug is not None:
            # Told and logged by the owner of this task; the others go on.
            raise bug

    def _show_result(
        self, session_id: str, outcome: Outcome, session: Session | None, code: int | None = None
    ) -> None:
        self._window.retry_result.set_result(session_id, outcome, session, code)


async def _first_of(events: Iterable[asyncio.Event], limit_s: float) -> None:
    """Wait until one of them is set, or for so long."""
    waiting = {asyncio.create_task(event.wait()) for event in events}
    try:
        await asyncio.wait(waiting, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
