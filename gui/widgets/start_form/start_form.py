"""The start form: what to record, one button, and what becomes of it until the service answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.core.foundation.enums import Field, Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.profiles.preset import Preset
from gui.core.protocol.file_name_template import AS_WRITTEN, UnknownPlaceholders
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import Session
from gui.widgets.controls.buttons import PrimaryButton
from gui.widgets.controls.keys import Keys
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.pending_starts import PendingStarts
from gui.widgets.start_form.request_summary import RequestSummary
from gui.widgets.start_form.start_fields import EMPTY, StartFields
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.icons import set_icon, set_key_hint
from gui.widgets.style.measures import CONTROL, HAIR, LARGE, MEDIUM, SMALL, SMALL_CONTROL, TIGHT
from gui.widgets.style.text_size import scaled

if TYPE_CHECKING:
    from gui.core.protocol.request import Complaint, StartRequest
    from gui.core.sessions.progress import Progress

WIDE: Final = 1160
"""From here on the options fit beside the column of Start."""
_FIELDS_WIDTH: Final = 1040
"""The fields take no more: Start stays beside them on a wide screen."""
_START_WIDTH: Final = 208

TargetKey = tuple[int, str, Source]


class StartForm(QWidget):
    """Emits checked requests; a target whose start is under way is not asked for twice.

    Room, user, file name and Start stand in one line, the options in a second one that folds. The lines of
    ``pending`` are laid out by whoever lays out the form: nothing in the form may be moved by them.

    Pass it what becomes of each: :meth:`learn_session` and :meth:`show_progress` while it is under way,
    then :meth:`show_accepted`, or :meth:`finish_start` for any other end.

    :ivar start_requested: with the StartRequest.
    :ivar preset_saved: with the name and the Preset; ``preset_removed`` with the name.
    """

    start_requested = Signal(object)
    stop_waiting_requested = Signal(str)
    retry_cancelled = Signal(str)
    preset_saved = Signal(str, object)
    preset_removed = Signal(str)
    refilled = Signal(object)
    """Something other than typing has changed the fields: their FormValues before it."""

    def __init__(
        self, messages: Messages, parent: QWidget | None = None, *, now: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(parent)
        self._ready = False
        self._account = ""
        self._submitted: dict[TargetKey, FormValues] = {}
        self._targets: dict[str, TargetKey] = {}
        self.fields = StartFields(messages, now=now)
        self.pending = PendingStarts()
        self.heading = ElidedLabel("")
        self._practice_hint = ToneLabel("", Tone.PRACTICE)
        self._will_send = RequestSummary()
        self._status = ElidedLabel("", Tone.WARNING)
        self.start_button = PrimaryButton(self.tr("Start recording"))
        set_icon(self.start_button, "play")
        set_key_hint(self.start_button, "Ctrl ↵")
        self.start_button.setAccessibleName(self.tr("Start recording"))
        self._lay_out()
        self._connect()
        self.set_ready(False)

    # Called by the window.

    def set_ready(self, ready: bool, why_not: str = "") -> None:
        """Whether a start can be sent; typing always works.

        :param why_not: what stands in the way, other than that the panel is still getting ready.
        """
        self._ready = ready
        self.start_button.setEnabled(ready)
        self._show_text("" if ready else why_not or self.tr("Getting ready…"))
        self._refresh()

    def set_heading(self, text: str, tone: Tone) -> None:
        """Which environment the start goes to, by name and colour."""
        self.heading.set_whole_text(text)
        self.heading.set_tone(tone)

    def say_account(self, text: str) -> None:
        """Another step than *Profile* has changed where the start goes: stays until one is sent."""
        self._account = text
        self._refresh()
        # Hidden while the screen is shared, and then not to be heard either.
        if text and not self.isHidden():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def set_practice_hint(self, text: str) -> None:
        """Which rooms there are to practise with; empty for none."""
        self._practice_hint.setText(text)
        self._practice_hint.setVisible(bool(text))

    def set_presets(self, presets: Mapping[str, Preset]) -> None:
        """The presets by name; what stands in the form stays."""
        self.fields.preset.set_presets(presets)

    def fill(self, values: FormValues) -> None:
        """Put values into the form; what is None stays."""
        before = self.values()
        self.fields.fill(values)
        self.refilled.emit(before)

    def values(self) -> FormValues:
        """What stands in the form, as typed."""
        return self.fields.values()

    def focus_first(self) -> None:
        """Bring the first field into focus."""
        self.focus_field(Field.ROOM)

    def focus_field(self, field: Field) -> None:
        """Bring a field into view and into focus, with its text selected."""
        self.fields.focus_field(field)

    def show_complaints(self, complaints: "tuple[Complaint, ...]") -> None:
        """Show all that is wrong, each at its field, and go to the first."""
        self.fields.show_complaints(complaints)

    def learn_session(self, session: Session) -> None:
        """A session changed: if it is a start of this form, its progress is shown by room and user."""
        key = _key_of(session)
        if key in self._submitted and session.live:
            self._targets[session.id] = key
        if session.state is State.STARTING or session.id in self._targets:
            user = visible(session.target.account)
            self.pending.name_session(session.id, f"{session.target.room} · {user}")

    def show_progress(self, session_id: str, progress: "Progress | None") -> None:
        """What a start is doing; None at its end."""
        self.pending.show_progress(session_id, progress)

    def show_accepted(self, session: Session) -> None:
        """The service took the start: nothing of it is kept for the next.

        Fields that were changed since the click are somebody's next start, and stay.
        """
        key = _key_of(session)
        then = self._submitted.get(key)
        self.finish_start(session)
        if then is None:
            return
        now = self.values()
        same_target = (now.room, now.account, now.source) == (then.room, then.account, then.source)
        self.fields.fill(self._after_start(same_target=same_target).only_where(now, then))
        focus = QApplication.focusWidget()
        if same_target and now == then and focus is not None and self.isAncestorOf(focus):
            self.focus_field(Field.ROOM)

    def finish_start(self, session: Session | None) -> None:
        """A start is over, however it ended; None where it never became a session."""
        if session is None:
            known = set(self._targets.values())
            over = [key for key in self._submitted if key not in known]
        else:
            over = [_key_of(session)]
            self.pending.show_progress(session.id, None)
        for key in over:
            self._submitted.pop(key, None)
            self._targets = {sid: target for sid, target in self._targets.items() if target != key}
        self._refresh()

    def clear_target(self) -> None:
        """Another profile: room and user belong to the old one."""
        self._submitted.clear()
        self._targets.clear()
        self._account = ""
        self.fill(FormValues(room="", account=""))

    def take_over(self, former: Self) -> None:
        """Go on with what stands in another form, and with the starts that it began."""
        self.fields.preset.take_over(former.fields.preset)
        self.fields.fill(former.values())
        self.fields.tags.editor.setText(former.fields.tags.editor.text())
        self._submitted, self._targets = dict(former._submitted), dict(former._targets)
        self._account = former._account
        self.pending.take_over(former.pending)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is sent is said below the fields."""
        super().resizeEvent(event)
        self._place_summary()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text has less room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._place_summary()

    # How it is made.

    def _lay_out(self) -> None:
        set_type(self.heading, Type.STRONG)
        for label in (self._will_send, self._status, self._practice_hint):
            set_type(label, Type.CAPTION)
        self.heading.setFixedHeight(SMALL_CONTROL)
        self.start_button.setFixedHeight(CONTROL)
        self._practice_hint.hide()
        corner = QWidget()
        corner.setFixedWidth(max(_START_WIDTH, self.start_button.sizeHint().width()))
        self._corner = QVBoxLayout(corner)
        self._corner.addWidget(self.heading)
        self._corner.addWidget(self.start_button)
        self._corner.addStretch(1)
        self.fields.setMaximumWidth(_FIELDS_WIDTH)
        across = QHBoxLayout()
        across.setSpacing(LARGE)
        across.addWidget(self.fields, _FIELDS_WIDTH)
        across.addWidget(corner, 0)
        across.addStretch(1)
        self._below = QHBoxLayout()
        self._below.setSpacing(LARGE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, HAIR, MEDIUM, SMALL)
        layout.setSpacing(TIGHT)
        layout.addLayout(across)
        layout.addLayout(self._below)
        layout.addWidget(self._practice_hint)
        self._corner.setContentsMargins(0, 0, 0, 0)
        self._corner.setSpacing(0)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._beside: bool | None = None
        self._place_summary()

    def _place_summary(self) -> None:
        """*Will send* beside the options; below the fields where they are folded, or the window is narrow."""
        beside = self.fields.options_open and self.width() >= scaled(WIDE)
        if beside is self._beside:
            return
        self._beside = beside
        for label in (self._status, self._will_send):
            self._below.removeWidget(label)
            self._corner.removeWidget(label)
        # The space below Start, or between it and the words.
        self._corner.takeAt(2)
        if beside:
            self._corner.addSpacing(TIGHT)
            self._corner.addWidget(self._status)
            self._corner.addWidget(self._will_send, 1)
        else:
            self._corner.addStretch(1)
            self._below.addWidget(self._will_send, 1)
            self._below.addWidget(self._status)

    def _connect(self) -> None:
        self.fields.changed.connect(self._refresh)
        self.fields.folded.connect(self._place_summary)
        self.start_button.clicked.connect(self.submit)
        for keys in (Keys.START, Keys.START_BY_KEYPAD):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._submit_by_key)
        self.pending.stop_waiting_requested.connect(self.stop_waiting_requested)
        self.pending.retry_cancelled.connect(self.retry_cancelled)
        self.fields.preset.preset_saved.connect(self.preset_saved)
        self.fields.preset.preset_removed.connect(self.preset_removed)

    # What happens in it.

    def _submit_by_key(self) -> None:
        # In a composition the keys belong to the input method, in an open list to the list.
        if not self.fields.composing and QApplication.activePopupWidget() is None:
            self.submit()

    def submit(self) -> None:
        """What a press of Start does."""
        if not self._ready:
            return
        self.fields.tags.commit()
        request = self._checked()
        if request is None:
            return
        key = (request.room, request.account, request.source)
        if key in self._submitted:
            self._show_text(self.tr("This start is already on its way."))
            return
        self._submitted[key] = self.values()
        self.say_account("")
        self.start_requested.emit(request)

    def _checked(self) -> "StartRequest | None":
        """The request, or None with every complaint at its field."""
        # Heavy, and loaded by the time that starts are possible.
        from gui.core.protocol.request import Complaint, InvalidRequest, start_request

        values = self.values().as_typed()
        complaints: list[Complaint] = []
        try:
            values["file_name"] = self.fields.file_name_now()
        except UnknownPlaceholders as err:
            names = ", ".join(f"{{{name}}}" for name in err.names)
            complaints.append(
                Complaint(Field.FILE_NAME, "file_name_placeholder", {"text": names, **AS_WRITTEN})
            )
        request = None
        try:
            request = start_request(values)
        except InvalidRequest as err:
            complaints += err.complaints
        self.show_complaints(tuple(complaints))
        return None if complaints else request

    def _refresh(self) -> None:
        values = self.values()
        self._will_send.show_values(values)
        if self._ready:
            self._show_text(self._account)
            self._warn(values)

    def _warn(self, values: FormValues) -> None:
        # Loaded by now; warnings need no valid room or user.
        from gui.core.protocol.request import warnings_of

        try:
            name = self.fields.file_name_now()
        except UnknownPlaceholders:
            name = ""
        self.fields.show_warnings(warnings_of(StartOptions(name, values.tags or ())))

    def _show_text(self, text: str) -> None:
        self._status.set_whole_text(text)
        self._status.setVisible(bool(text))

    def _after_start(self, *, same_target: bool) -> FormValues:
        """What an accepted start leaves behind: the preset, and the room for the next user in it."""
        preset = FormValues.of_preset(self.fields.preset.preset())
        return replace(preset, file_name=EMPTY.file_name, account="" if same_target else None)


def _key_of(session: Session) -> TargetKey:
    target = session.target
    return target.room, target.account, target.source
