"""The fields of a start, in the order in which staff fill them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.enums import Field, SdkType, Source
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.text_cleaning import without_invisible
from gui.core.profiles.preset import Preset
from gui.core.protocol.file_name_template import DEFAULT_TEMPLATE, UnknownPlaceholders, file_name
from gui.core.protocol.start_options import ON_OFF
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.fields.id_field import IdField
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.on_off_texts import OnOffTexts
from gui.widgets.start_form.options_row import OptionsRow
from gui.widgets.start_form.preset_box import PresetBox
from gui.widgets.start_form.tags_field import TagsField
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, MEDIUM, TIGHT

if TYPE_CHECKING:
    from gui.core.protocol.request import Complaint

_WIDTHS: Final = {Field.ROOM: (110, 140), Field.ACCOUNT: (110, 208), Field.FILE_NAME: (140, 560)}
"""Least and most, in logical pixels."""
OPTIONS: Final = frozenset({Field.TAGS, Field.CLASS_ID, Field.SOURCE, Field.SDK_TYPE, *ON_OFF})
"""The fields that fold."""
EMPTY: Final = FormValues(
    "", "", DEFAULT_TEMPLATE, (), "", Source.CAMERA, SdkType.NORMAL, dict.fromkeys(ON_OFF, False)
)
"""A form that nobody has touched."""
_HIDDEN: Final = ("invisible", "outer_blank")


class StartFields(QWidget):
    """Holds what is typed, and shows at each field what is wrong with it.

    Room, user and file name stand in the first line, always; the options in the second, which folds.

    :ivar folded: with True as the options fold, by whatever means.
    :param messages: the texts of complaints.
    :param now: the time of day in staff's own time, for file names.
    """

    changed = Signal()
    folded = Signal(bool)

    def __init__(
        self, messages: Messages, parent: QWidget | None = None, *, now: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._now = now
        self.rows: dict[Field, HeadedField] = {}
        self._make_lines()
        self._make_choices()
        self._make_checks()
        self._lay_out()
        self.fill(EMPTY)
        self._watch_changes()

    # What the fields hold.

    def values(self) -> FormValues:
        """What stands in the fields, as typed; nothing is None."""
        return FormValues(
            room=self.room.text(),
            account=self.account.text(),
            file_name=self.file_name.text(),
            tags=self.tags.tags(),
            class_id=self.class_id.text(),
            source=Source(self.source.currentData()),
            sdk_type=SdkType(self.sdk_type.currentData()),
            on_off={name: box.isChecked() for name, box in self.checks.items()},
        )

    def fill(self, values: FormValues) -> None:
        """Put values into the fields; what is None stays."""
        lines = (
            (self.room, values.room),
            (self.account, values.account),
            (self.file_name, values.file_name),
            (self.class_id, values.class_id),
        )
        for line, text in lines:
            if text is not None and text != line.text():
                line.setText(text)
        if values.tags is not None and values.tags != self.tags.tags():
            self.tags.set_tags(values.tags)
        for name, on in values.on_off.items():
            self.checks[name].setChecked(on)
        for combo, choice in ((self.source, values.source), (self.sdk_type, values.sdk_type)):
            if choice is not None:
                combo.setCurrentIndex(combo.findData(int(choice)))

    def file_name_now(self) -> str:
        """The file name as a start at this moment would have it.

        :raises UnknownPlaceholders: where the template asks for what no start has.
        """
        room = without_invisible(self.room.text())
        # The packet carries the number, so the name does too.
        room = room.lstrip("0") or "0" if room.isascii() and room.isdigit() else room
        user = without_invisible(self.account.text())
        return file_name(self.file_name.text(), room=room, user=user, at=self._now())

    @property
    def composing(self) -> bool:
        """Whether an input method's composition is open in one of the fields."""
        lines = (self.room, self.account, self.file_name, self.tags.editor, self.class_id)
        return any(line.composing for line in lines)

    # What is shown at the fields.

    def show_complaints(self, complaints: Iterable["Complaint"]) -> None:
        """Show all that is wrong, each at its field, and go to the first."""
        wrong: dict[Field, Complaint] = {}
        for complaint in complaints:
            wrong.setdefault(complaint.field, complaint)
        for field, row in self.rows.items():
            row.show_complaint("")
            if field in wrong:
                self._show_complaint(field, wrong[field].key, wrong[field].params)
        first = next((field for field in Field if field in wrong), None)
        if first is not None:
            self.focus_field(first)

    def show_warnings(self, warnings: Iterable["Complaint"]) -> None:
        """Show what may go wrong; takes back earlier warnings."""
        words = {
            warning.field: self._messages.text(f"complaint.{warning.key}", **warning.params)
            for warning in warnings
        }
        for field, row in self.rows.items():
            row.show_warning(words.get(field, ""))

    @property
    def options_open(self) -> bool:
        """Whether the options can be seen."""
        return self.fold.isChecked()

    def open_options(self, opened: bool) -> None:
        """Open or fold the options; what they hold is sent all the same."""
        self.fold.setChecked(opened)

    def focus_field(self, field: Field) -> None:
        """Bring a field into focus, with its text selected."""
        if field in OPTIONS:
            self.open_options(True)
        widget = self._focus_widget(field)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """The example name shows the time."""
        super().showEvent(event)
        self._refresh()

    # How they are made.

    def _make_lines(self) -> None:
        self.room = IdField(self.tr("Room ID"), digits=True)
        self.account = IdField(self.tr("User ID"))
        self.file_name = IdField(self.tr("File name"), spelled=True)
        self.tags = TagsField(self.tr("Tags"), self._messages)
        self.class_id = IdField(self.tr("Category ID"), digits=True)
        self.class_id.setPlaceholderText(self.tr("none"))
        for field, line in (
            (Field.ROOM, self.room),
            (Field.ACCOUNT, self.account),
            (Field.FILE_NAME, self.file_name),
            (Field.CLASS_ID, self.class_id),
        ):
            self._add_row(field, line)
        self._add_row(Field.TAGS, self.tags, self.tags.editor)
        self.rows[Field.ACCOUNT].set_hint(self.tr("the person to record"))

    def _make_checks(self) -> None:
        texts = OnOffTexts().table()
        self.checks = {name: QCheckBox(texts[name].name) for name in ON_OFF}
        for box in self.checks.values():
            box.setAccessibleName(box.text())

    def _make_choices(self) -> None:
        self.source = NoWheelCombo(self.tr("Source"))
        self.source.addItem(self.tr("Camera"), int(Source.CAMERA))
        self.source.addItem(self.tr("Screen sharing"), int(Source.SCREEN))
        self.sdk_type = NoWheelCombo(self.tr("SDK type"))
        self.sdk_type.addItem(self.tr("Normal SDK"), int(SdkType.NORMAL))
        self.sdk_type.addItem(self.tr("IoT camera"), int(SdkType.IOT))
        self.preset = PresetBox(self.tr("Preset"))
        self._add_row(Field.SOURCE, self.source)
        self._add_row(Field.SDK_TYPE, self.sdk_type)
        self._preset_row = HeadedField(self.tr("Preset"), self.preset, self.preset.combo)

    def _add_row(self, field: Field, widget: QWidget, focus: QWidget | None = None) -> None:
        row = HeadedField((focus or widget).accessibleName(), widget, focus)
        row.remove_requested.connect(lambda: self._remove_hidden(field))
        self.rows[field] = row

    def _lay_out(self) -> None:
        self.fold = QPushButton(self.tr("Options"))
        self.fold.setAccessibleName(self.fold.text())
        self.fold.setCheckable(True)
        self.fold.setFixedHeight(CONTROL)
        set_kind(self.fold, Kind.GHOST)
        self.fold.toggled.connect(self._fold)
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(MEDIUM)
        for field, (least, most) in _WIDTHS.items():
            self.rows[field].setMinimumWidth(least)
            self.rows[field].setMaximumWidth(most)
            first.addWidget(self.rows[field], most)
        first.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignBottom)
        named = (self.rows[Field.CLASS_ID], self.rows[Field.SOURCE], self.rows[Field.SDK_TYPE])
        self.options = OptionsRow(self.rows[Field.TAGS], named, self._preset_row, tuple(self.checks.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(first)
        column.addWidget(self.options)
        self.fold.setChecked(True)

    def _fold(self, opened: bool) -> None:
        set_icon(self.fold, "chevron-up" if opened else "chevron-down")
        self.options.setVisible(opened)
        self.folded.emit(not opened)

    def _watch_changes(self) -> None:
        for field, line in (
            (Field.ROOM, self.room),
            (Field.ACCOUNT, self.account),
            (Field.CLASS_ID, self.class_id),
        ):
            line.textChanged.connect(lambda _text, field=field, line=line: self._id_changed(field, line))
        self.file_name.textChanged.connect(lambda: self._touched(Field.FILE_NAME))
        self.tags.tags_changed.connect(self._tags_changed)
        self.tags.left_out.connect(self.rows[Field.TAGS].show_notice)
        for box in self.checks.values():
            box.toggled.connect(self._refresh)
        self.source.currentIndexChanged.connect(lambda: self._touched(Field.SOURCE))
        self.sdk_type.currentIndexChanged.connect(lambda: self._touched(Field.SDK_TYPE))
        self.preset.preset_chosen.connect(self._take_preset)
        self._refresh()

    # What happens as they change.

    def _id_changed(self, field: Field, line: IdField) -> None:
        self._touched(field)
        trouble = line.hidden_trouble()
        if trouble is not None:
            self._show_complaint(field, *trouble)

    def _tags_changed(self) -> None:
        self.rows[Field.TAGS].describe(self.tr(", ").join(self.tags.tags()))
        self._touched(Field.TAGS)

    def _touched(self, field: Field) -> None:
        self.rows[field].show_complaint("")
        self._refresh()

    def _take_preset(self, preset: Preset) -> None:
        self.fill(FormValues.of_preset(preset))
        self._refresh()

    def _refresh(self) -> None:
        self.rows[Field.FILE_NAME].set_hint(self._example_name())
        self.preset.set_values(_preset_of(self.values()))
        changed = self.preset.changed and bool(self.preset.name())
        self._preset_row.set_hint(self.tr("changed for the next start only") if changed else "")
        self.changed.emit()

    def _example_name(self) -> str:
        template = self.file_name.text()
        try:
            name = file_name(
                template,
                room=self.room.text() or "…",
                user=self.account.text() or "…",
                at=self._now(),
            )
        except UnknownPlaceholders:
            return ""
        return fill(self.tr("e.g. {name}"), name=name) if name != template else ""

    def _show_complaint(self, field: Field, key: str, params: Mapping[str, str | int]) -> None:
        words = self._messages.text(f"complaint.{key}", **params)
        removable = key in _HIDDEN and isinstance(self._focus_widget(field), IdField)
        self.rows[field].show_complaint(words, removable=removable)

    def _remove_hidden(self, field: Field) -> None:
        line = self._focus_widget(field)
        if isinstance(line, IdField):
            line.remove_hidden()
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_widget(self, field: Field) -> QWidget:
        return self.checks[field] if field in self.checks else self.rows[field].focus_widget


def _preset_of(values: FormValues) -> Preset:
    return Preset(
        tags=values.tags or (),
        class_id=values.class_id or "",
        source=values.source or Source.CAMERA,
        sdk_type=values.sdk_type or SdkType.NORMAL,
        **{name.value: on for name, on in values.on_off.items()},
    )
