"""Stops a recording that is not in the list: begun on another computer, or before the ledger."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gui.core.foundation.enums import Field, SdkType, Source
from gui.core.foundation.messages import Messages
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.fields.id_field import IdField
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.profile_chip import Place
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import MEDIUM

if TYPE_CHECKING:
    from gui.core.protocol.request import Complaint, StopRequest


class StopOtherDialog(AskDialog):
    """Complaints stand at their fields, all at once.

    :param place: the profile that the stop goes through.
    """

    stop_other_requested = Signal(object)
    """A checked :class:`StopRequest`."""

    def __init__(self, place: Place, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_places(place)
        set_kind(self.yes, Kind.FILLED_DANGER)
        self._messages = messages
        self.ask(
            self.tr("Stop a recording not in this list"),
            self.tr("Which recording is to stop?"),
            self.tr("Stop recording"),
            self.tr("For a recording that another computer began."),
        )
        self.room = IdField(self.tr("Room ID"), digits=True)
        self.account = IdField(self.tr("User ID"))
        self.source = self._combo(
            self.tr("Source"), (self.tr("Camera"), Source.CAMERA), (self.tr("Screen"), Source.SCREEN)
        )
        self.sdk_type = self._combo(
            self.tr("SDK type"), (self.tr("Normal"), SdkType.NORMAL), (self.tr("IoT camera"), SdkType.IOT)
        )
        self.rows = {
            Field.ROOM: HeadedField(self.tr("Room ID"), self.room),
            Field.ACCOUNT: HeadedField(self.tr("User ID"), self.account),
            Field.SOURCE: HeadedField(self.tr("Source"), self.source),
            Field.SDK_TYPE: HeadedField(self.tr("SDK type"), self.sdk_type),
        }
        self._lay_out_rows()
        for field, line in ((Field.ROOM, self.room), (Field.ACCOUNT, self.account)):
            row = self.rows[field]
            line.textChanged.connect(lambda _text, row=row: row.show_complaint(""))
            row.remove_requested.connect(line.remove_hidden)
        self.room.setFocus()

    def set_target(self, room: str, account: str = "") -> None:
        """Fill in what is known."""
        self.room.setText(room)
        self.account.setText(account)

    def accept(self) -> None:
        """Check, then ask for the stop; with a complaint the dialog stays."""
        # The checks import pydantic: too heavy for a widget's top.
        from gui.core.protocol.request import InvalidRequest, stop_request

        values = {
            "room": self.room.text(),
            "account": self.account.text(),
            "source": self.source.currentData(),
            "sdk_type": self.sdk_type.currentData(),
        }
        try:
            request: StopRequest = stop_request(values)
        except InvalidRequest as invalid:
            self._show_complaints(invalid.complaints)
            return
        super().accept()
        self.stop_other_requested.emit(request)

    def _show_complaints(self, complaints: "tuple[Complaint, ...]") -> None:
        for row in self.rows.values():
            row.show_complaint("")
        for complaint in complaints:
            text = self._messages.text(f"complaint.{complaint.key}", **complaint.params)
            removable = complaint.key in ("invisible", "outer_blank")
            self.rows[complaint.field].show_complaint(text, removable=removable)
        self.rows[complaints[0].field].focus_widget.setFocus()

    def _lay_out_rows(self) -> None:
        for fields in ((Field.ROOM, Field.ACCOUNT), (Field.SOURCE, Field.SDK_TYPE)):
            line = QHBoxLayout()
            line.setSpacing(MEDIUM)
            for field in fields:
                line.addWidget(self.rows[field], 1)
            self.body.addLayout(line)
        self.set_default(self.yes)

    def _combo(self, name: str, *choices: tuple[str, Source | SdkType]) -> QComboBox:
        combo = NoWheelCombo(name)
        for words, value in choices:
            combo.addItem(words, int(value))
        return combo
