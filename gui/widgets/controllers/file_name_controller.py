"""Warns at the field of a file name that a recording has already, and offers the next free one.

The ledger is asked on its own thread, while staff type and once more at the click; no start waits for it.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer

from gui.core.catalogue.errors import Activity
from gui.core.foundation.enums import Field
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time, wall_now
from gui.core.protocol.file_name_template import UnknownPlaceholders, with_number
from gui.core.sessions.session import Session
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.protocol.request import StartRequest

TYPING_MS: Final = 200
"""A name that is being typed is looked up once it is unchanged for this long."""
_SHOWN: Final = 40
_TELLS_ITS_TIME: Final = "{time}"


class _Name(NamedTuple):
    profile: str
    name: str


class FileNameController(QObject):
    """Lives as long as the window. Make it before the flow that sends: its look-up then comes first."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self._fields = window.start_form.fields
        self._row = self._fields.rows[Field.FILE_NAME]
        self._wanted: _Name | None = None
        self._warned: _Name | None = None
        self._free = ""
        self._starts = 0
        self._asking = False
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._look_up)
        self._fields.changed.connect(self._changed)
        self._row.offer_chosen.connect(self._take_free)
        window.start_form.start_requested.connect(self._starting)

    @property
    def looking(self) -> bool:
        """Whether a name waits to be looked up."""
        return self._typing.isActive() or self._asking

    # While staff type.

    def _changed(self) -> None:
        name = self._name()
        if name == self._wanted:
            return
        self._wanted, self._warned = name, None
        self._row.show_offer("", "")
        if name is None:
            self._typing.stop()
        else:
            self._typing.start()

    def _name(self) -> _Name | None:
        """The name as a start would have it; None where there is none, or it contains its own second."""
        template = self._fields.file_name.text()
        if not template.strip() or not self._profiles.current or _TELLS_ITS_TIME in template:
            return None
        try:
            return _Name(self._profiles.current, self._fields.file_name_now())
        except UnknownPlaceholders:
            return None

    def _look_up(self) -> None:
        key = TaskKey("look up typed file name")
        self._bridge.spawn(key, self._find_use(), Activity.READ, TaskLife.BROKEN_OFF)

    async def _find_use(self) -> None:
        self._asking = True
        try:
            looked_at = None
            while self._wanted is not None and looked_at != self._wanted:
                looked_at = self._wanted
                await self._find_use_of(looked_at)
        finally:
            self._asking = False

    async def _find_use_of(self, name: _Name) -> None:
        ledger = self._bridge.services.ledger
        used = await ledger.file_names_used(name.profile, (name.name,))
        free = await ledger.free_file_name(*name) if used else ""
        # Typed on meanwhile: what was found is of another name.
        if name == self._wanted and used:
            self._warn(name, used[name.name], free)

    def _warn(self, name: _Name, session: Session, free: str) -> None:
        self._warned, self._free = name, free
        text = self.tr("An earlier recording has this name: {recording}.")
        use = fill(self.tr("Use {name}"), name=visible(free, _SHOWN))
        self._row.show_offer(fill(text, recording=self._recording(session)), use)

    def _take_free(self) -> None:
        if self._warned is not None:
            template = self._fields.file_name.text()
            renamed = with_number(template, self._warned.name, self._free)
            self._window.start_form.fill(FormValues(file_name=renamed))
            self._window.start_form.focus_field(Field.FILE_NAME)

    # At the click.

    def _starting(self, request: "StartRequest") -> None:
        name = _Name(self._profiles.current, request.file_name)
        # Who was warned at the field, and starts all the same, is not warned again.
        if name.profile and name != self._warned:
            self._starts += 1
            key = TaskKey("look up started file name", (self._starts,))
            self._bridge.spawn(key, self._look_again(name, request), Activity.READ, TaskLife.BROKEN_OFF)

    async def _look_again(self, name: _Name, request: "StartRequest") -> None:
        clicked = wall_now()
        used = await self._bridge.services.ledger.file_names_used(name.profile, (name.name,))
        session = used.get(name.name)
        if session is None or session.asked_at >= clicked:
            return
        if session.live and (session.target.room, session.target.account) == (request.room, request.account):
            # It is recorded already, here or by a colleague: nothing was started, there is one of that name.
            return
        text = self.tr(
            "The file name {name} is there twice now: an earlier recording has it too, {recording}."
        )
        words = fill(text, name=visible(name.name, _SHOWN), recording=self._recording(session))
        self._window.banner.show_notice(f"▲ {words}", Tone.WARNING)

    def _recording(self, session: Session) -> str:
        """*room 10001, alice, 10:00*."""
        return fill(
            self.tr("room {room}, {user}, {time}"),
            room=session.target.room,
            user=visible(session.target.account, _SHOWN),
            time=local_time(session.asked_at, wall_now(), self._window.messages),
        )
