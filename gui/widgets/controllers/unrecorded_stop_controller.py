"""After a stop that could not be written down: it is offered without a record, and its file ids are shown."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.core.foundation.enums import Outcome
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.questions import ask_in_turn, place_named
from gui.widgets.controllers.stop_controller import StopController
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.unrecorded_stops import UnrecordedStops
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.core.protocol.request import StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.widgets.controls.profile_chip import Place
    from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog


class UnrecordedStopController(QObject):
    """From the button below the list to the dialog, and back."""

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        profiles: ProfileController,
        stop_controller: StopController,
    ) -> None:
        super().__init__(window)
        self.stops = UnrecordedStops(bridge)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._stop_controller = stop_controller
        self._dialog: UnrecordedStopDialog | None = None
        self._under_way: dict[str, str] = {}
        window.stop_result.unrecorded_requested.connect(self._ask)
        self.stops.finished.connect(self._finished)

    def _ask(self, keys: list[str]) -> None:
        wanted = {key: found for key in keys if (found := self._request_of(key)) is not None}
        if not wanted or self._dialog is not None:
            return
        profiles = dict.fromkeys(profile for profile, _ in wanted.values())
        groups = {name: {key: one for key, one in wanted.items() if one[0] == name} for name in profiles}
        asked = {name: partial(self._question, group) for name, group in groups.items()}
        self._profiles.operators.before(lambda: ask_in_turn(asked))

    def _question(self, wanted: "dict[str, tuple[str, StopRequest]]") -> "UnrecordedStopDialog":
        """The question about recordings of one profile."""
        names = {key: self._name(*found) for key, found in wanted.items()}
        profile = next(profile for profile, _ in wanted.values())
        dialog = self._make(names, [place_named(self._bridge, profile)])
        dialog.confirmed.connect(lambda sent: self._send({key: wanted[key] for key in sent}))
        return dialog

    def _make(self, names: dict[str, str], places: "Sequence[Place]" = ()) -> "UnrecordedStopDialog":
        from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog

        self._dialog = dialog = UnrecordedStopDialog(names, self._window, places=places)
        dialog.finished.connect(self._forget_dialog)
        return dialog

    def _request_of(self, key: str) -> "tuple[str, StopRequest] | None":
        # The checks import pydantic: too heavy for a file's top.
        from gui.core.protocol.request import StopRequest

        if not key:
            return self._stop_controller.stopped_other
        session = self._window.session_list.model.session(key)
        if session is None:
            return None
        target = session.target
        request = StopRequest(
            room=target.room,
            account=target.account,
            source=target.source,
            sdk_type=session.settings.sdk_type,
        )
        return session.profile, request

    def _name(self, profile: str, request: "StopRequest") -> str:
        return fill(
            self.tr("Room {room}, user {user} ({profile})"),
            room=request.room,
            user=visible(request.account, 80),
            profile=profile_name(profile, 40),
        )

    def _send(self, wanted: "dict[str, tuple[str, StopRequest]]") -> None:
        for key, (profile, request) in wanted.items():
            self._under_way[key] = self._name(profile, request)
            self.stops.send(key, profile, request, self._profiles.operator)

    def _finished(self, key: str, result: "OperationResult") -> None:
        name = self._under_way.pop(key, "")
        dialog = self._dialog
        if dialog is None and not self._window.isVisible():
            return
        if dialog is None:
            # It was closed while this stop was on its way: the file ids are nowhere else.
            dialog = self._make({key: name})
            dialog.open()
            dialog.show_sent()
        ids = () if result.session is None else result.session.file_ids
        dialog.show_result(key, name, self._words(result, bool(ids)), ids)

    def _words(self, result: "OperationResult", has_ids: bool) -> str:
        if result.outcome is Outcome.ACCEPTED:
            return self.tr("stopped") if has_ids else self.tr("stopped, no file ids came")
        problem = result.problem
        if problem is None:
            return self.tr("unconfirmed")
        text = self._window.catalogue.of(problem).description
        return text if problem.code is None else f"{problem.code} · {text}"

    def _forget_dialog(self) -> None:
        self._dialog = None
