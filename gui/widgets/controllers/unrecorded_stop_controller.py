"""After a stop that could not be written down: it is offered without a record, and its file ids are shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.core.foundation.enums import Outcome
from gui.core.foundation.plain_text import visible
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controllers.recording_controller import RecordingController
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.unrecorded_stops import UnrecordedStops
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.protocol.request import StopRequest
    from gui.core.recording.operation_request import OperationResult
    from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog


class UnrecordedStopController(QObject):
    """From the button below the list to the dialog, and back."""

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        profiles: ProfileController,
        recordings: RecordingController,
    ) -> None:
        super().__init__(window)
        self.stops = UnrecordedStops(bridge)
        self._window = window
        self._profiles = profiles
        self._recordings = recordings
        self._dialog: UnrecordedStopDialog | None = None
        window.stop_result.unrecorded_requested.connect(self._ask)
        self.stops.finished.connect(self._finished)

    def _ask(self, keys: list[str]) -> None:
        from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog

        wanted = {key: found for key in keys if (found := self._request_of(key)) is not None}
        if not wanted or self._dialog is not None:
            return
        names = {key: self._name(*found) for key, found in wanted.items()}
        self._dialog = dialog = UnrecordedStopDialog(names, self._window)
        dialog.confirmed.connect(lambda sent: self._send({key: wanted[key] for key in sent}))
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _request_of(self, key: str) -> "tuple[str, StopRequest] | None":
        # The checks import pydantic: too heavy for a file's top.
        from gui.core.protocol.request import StopRequest

        if not key:
            return self._recordings.stopped_other
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
        text = self.tr("Room {room}, user {user} ({profile})").replace("{room}", str(request.room))
        return text.replace("{user}", visible(request.account, 80)).replace("{profile}", visible(profile, 40))

    def _send(self, wanted: "dict[str, tuple[str, StopRequest]]") -> None:
        for key, (profile, request) in wanted.items():
            self.stops.send(key, profile, request, self._profiles.operator)

    def _finished(self, key: str, result: "OperationResult") -> None:
        if self._dialog is None:
            return
        ids = () if result.session is None else result.session.file_ids
        self._dialog.show_result(key, self._words(result, bool(ids)), ids)

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
