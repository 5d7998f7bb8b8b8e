"""What people and the service write stands in the window as they wrote it, once: no part of it is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Operation, Source
from gui.core.foundation.plain_text import visible
from gui.core.profiles.preset import Preset
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.bulk_retry import Summary
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import Target
from gui.widgets.batch.batch_texts import button_text, place_text, title_text
from gui.widgets.connection.credential_box import CredentialBox
from gui.widgets.connection.remove_profile_dialog import RemoveProfileDialog
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.fields.file_field import FileField
from gui.widgets.controls.labels import ResultLine, ToneLabel
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog
from gui.widgets.sessions.selection_summary import SelectionSummary
from gui.widgets.sessions.session_empty_state import SessionEmptyState
from gui.widgets.start_form.form_values import FormValues
from gui.widgets.start_form.pending_starts import PendingStarts
from gui.widgets.start_form.preset_box import PresetBox
from gui.widgets.start_form.request_summary import RequestSummary
from gui.widgets.start_form.tags_field import TagsField
from gui.widgets.window.translations import translate
from tests.support.core.usersig_samples import APP, NOW, sig
from tests.support.session_samples import NOW as MOMENT
from tests.support.session_samples import HandClock, recording
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import MESSAGES, elapsed

MAY = ("start_again", "handled", "recording", "ended", "file_ids")

HOSTILE = (
    "{count}",
    "{name}",
    "{room}",
    "{{user}} {time}",
    "{0} {}",
    "%n %1 %L1",
    "<b>x</b>",
    "Q&A &x",
    r"\1 \g<0>",
    "a\x1b[2J\u202e",
)

written = pytest.mark.parametrize("text", HOSTILE)


@pytest.fixture
def window() -> Iterator[QWidget]:
    """Dialogs stand over it, and go with it."""
    made = QWidget()
    made.show()
    yield made
    discard(made)


def tags_of(field: TagsField) -> list[QToolButton]:
    return field.findChildren(QToolButton)


# The connection.


@pytest.mark.parametrize("administrator", ["{owner}", "{name}{owner}", "&<b>%n</b>"])
@pytest.mark.parametrize("owner", ["{name}{name}", *HOSTILE])
def test_a_usersig_s_owner_and_the_administrator_are_told_apart(
    window: QWidget, owner: str, administrator: str
) -> None:
    box = CredentialBox(now=lambda: NOW, parent=window)
    box.set_owner(administrator, str(APP))
    box.field.setText(sig(owner))
    assert box.verdict.words.text() == (
        f"This usersig is for {visible(owner)}, but the administrator above is {administrator}."
    )


@pytest.mark.parametrize("owner", ["{day}", "{moment}", "{app}", *HOSTILE])
@pytest.mark.parametrize(
    ("days", "rest"),
    [
        (30, f"app {APP}, ends 2023-12-14"),
        (6, f"app {APP}, ends soon: 2023-11-20"),
        (-1, f"app {APP}. Ended 2023-11-13: ask for a new one."),
    ],
)
def test_a_usersig_s_owner_is_named_beside_its_last_day(
    window: QWidget, owner: str, days: float, rest: str
) -> None:
    box = CredentialBox(now=lambda: NOW, parent=window)
    box.set_owner(owner, str(APP))
    box.field.setText(sig(owner, days=days))
    assert box.verdict.words.text() == f"For {visible(owner)}, {rest}"


@written
def test_a_profile_that_is_removed_is_named_with_its_recordings(window: QWidget, text: str) -> None:
    for recordings, question in (
        ([text], f"1 live recording hangs on the profile {visible(text)}"),
        ([text] * 2, f"2 live recordings hang on the profile {visible(text)}"),
    ):
        dialog = RemoveProfileDialog(Place("test", text), recordings, [], window)
        assert dialog.headline.text() == question
        assert ", ".join([visible(text)] * len(recordings)) in [
            label.text() for label in dialog.findChildren(ToneLabel)
        ]


# The start form.


@written
def test_the_line_of_what_will_be_sent_names_tags_and_category(window: QWidget, text: str) -> None:
    line, shown = RequestSummary(window), visible(text)
    line.show_values(FormValues(tags=(text,), class_id=text))
    assert line.text() == f"Will send: camera, tag {shown}, category {shown}"
    line.show_values(FormValues(tags=(text, "{tags}"), class_id="{what}"))
    assert line.text() == f"Will send: camera, tags {shown}, {{tags}}, category {{what}}"


@written
def test_a_tag_s_button_names_it_to_the_eye_and_to_a_screen_reader(window: QWidget, text: str) -> None:
    field = TagsField("Tags", MESSAGES, window)
    field.set_tags([text])
    (button,) = tags_of(field)
    assert button.text().replace("&&", "&") == f"{visible(text)}  ×"
    assert button.accessibleName() == button.toolTip() == f"Remove tag {visible(text)}"
    assert field.tags() == (text,)


@written
def test_a_preset_is_named_where_it_is_chosen_updated_and_removed(window: QWidget, text: str) -> None:
    box = PresetBox("Preset", window)
    box.set_presets({text: Preset()})
    box.combo.setCurrentIndex(1)
    shown = visible(text)
    assert box.combo.currentText() == shown
    assert box.update_action.text().replace("&&", "&") == f"Update “{shown}”"
    assert box.remove_action.text().replace("&&", "&") == f"Remove “{shown}”…"
    box.remove_action.trigger()
    (question,) = box.findChildren(AskDialog)
    assert question.headline.text() == f"Remove the preset “{shown}”?"
    assert question.headline.textFormat() is Qt.TextFormat.PlainText


@written
def test_a_start_that_waits_is_named_by_its_user(window: QWidget, text: str) -> None:
    pending = PendingStarts(window, clock=lambda: 100.0)
    target = Target("relay", APP, 10001, text, Source.CAMERA)
    pending.show_progress(
        "7", Progress(Operation.START, Phase.RETRY, 1, 3, 100.0, 103.2, 30000404, target=target)
    )
    said = [label.accessibleName() or label.text() for label in pending.findChildren(ToneLabel)]
    assert f"10001 · {visible(text)}" in said
    assert "Answered 30000404. Next try in 4 s (2 of 3)" in said


# The questions.


@written
def test_a_stop_names_users_and_who_began_their_recordings(window: QWidget, text: str) -> None:
    clock = elapsed(HandClock())
    sessions = [
        recording(1, account=text, operator=text),
        recording(2, account=text, operator="{count}{name}"),
    ]
    for session in sessions:
        clock.see(session)
    dialog = StopDialog(sessions, "Li", MESSAGES, clock, window)
    dialog.offer_profiles({("{app}", 5): (text,)}, text)
    assert dialog.others.text() == f"2 of them: begun by {visible(text)}, {{count}}{{name}}, not by you."
    assert dialog.table is not None
    items = [dialog.table.item(0, column) for column in range(5)]
    began = recording(1).accepted_at
    assert began is not None
    assert [item.text() for item in items if item is not None] == [
        "10001",
        visible(text),
        f"{began.astimezone():%H:%M}",
        "00:12:00",
        f"begun by {visible(text)}",
    ]
    said = [label.text() for label in dialog.findChildren(ToneLabel)]
    assert "Its profile is gone. Stop it at {app}, app 5, through:" in said


@written
def test_quitting_and_a_second_start_name_the_user(window: QWidget, text: str) -> None:
    session = recording(1, account=text, operator=text)
    quitting = QuitDialog([session], MESSAGES, window)
    assert quitting.headline.text() == "One recording is live"
    assert quitting.names.text() == f"Room 10001: {visible(text)}"
    clock = elapsed(HandClock())
    clock.see(session)
    again = StartLiveDialog(session, MESSAGES, clock, window)
    assert again.headline.text() == f"{visible(text)} in room 10001 is being recorded already"
    assert again.state.text().endswith(f"00:12:00 so far · begun by {visible(text)}")


@written
def test_a_stop_of_what_is_not_in_the_list_names_the_profile(window: QWidget, text: str) -> None:
    dialog = StopOtherDialog(Place("production", text), MESSAGES, window)
    assert [chip.text() for chip in dialog.chips] == [f"PRODUCTION · {visible(text, 40)}"]


@written
def test_file_ids_of_a_stop_without_a_record_stand_as_the_service_gave_them(
    window: QWidget, text: str
) -> None:
    dialog = UnrecordedStopDialog({"1": "Room 1"}, window)
    dialog.show_result("1", "Room 1", "stopped", (text,))
    assert dialog.results.text() == f"Room 1: stopped\n  {visible(text)}"


# Lists, batches, files.


@written
def test_a_search_without_a_hit_repeats_what_was_typed(window: QWidget, text: str) -> None:
    empty, shown = SessionEmptyState(MESSAGES, window), visible(text)
    empty.explain(QuickFilter.ALL, text, None, MOMENT)
    assert empty.headline.text() == f"“{shown}” is in no recording of this list"
    empty.explain(QuickFilter.ALL, "{time} {text}", MOMENT, MOMENT, whole=False)
    assert empty.headline.text().startswith("“{time} {text}” is in no recording since ")


@written
def test_a_batch_names_its_place(text: str) -> None:
    place = place_text("production", text)
    assert place == f"PRODUCTION · {visible(text)}"
    assert title_text(Operation.START, 1, place) == f"1 start in {place}"
    assert title_text(Operation.STOP, 1000, place) == f"1,000 stops in {place}"


@written
def test_lines_of_a_result_and_the_name_of_a_file_stay_as_they_are(window: QWidget, text: str) -> None:
    line = ResultLine(parent=window)
    line.show_lines(Tone.NEUTRAL, [text, "{number}"])
    assert line.text() == f"{visible(text)}\n{{number}}"
    assert line.textFormat() is Qt.TextFormat.PlainText
    field = FileField("{name}", "", window)
    assert field.browse.accessibleName() == "Browse for: {name}"


@pytest.mark.parametrize("text", ["<b>x</b>", "Remove tag <i>x</i>", "<img src=x> & <br>"])
def test_markup_in_a_tool_tip_is_read_out_and_not_rendered(
    qapp: QApplication, window: QWidget, text: str
) -> None:
    window.setToolTip(text)
    place = QPoint(5, 5)
    qapp.sendEvent(window, QHelpEvent(QEvent.Type.ToolTip, place, window.mapToGlobal(place)))
    (tip,) = [part for part in qapp.topLevelWidgets() if part.inherits("QTipLabel")]
    assert isinstance(tip, QLabel)
    assert (tip.text(), tip.textFormat()) == (text, Qt.TextFormat.PlainText)
    tip.hide()


# One and many, as the catalogues have them.


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("1 start in X", "2 starts in X")), ("zh_CN", ("开始 1 个录制 · X", "开始 2 个录制 · X"))],
)
def test_the_window_loads_the_forms_for_one_and_for_many(
    qapp: QApplication, language: str, words: tuple[str, str]
) -> None:
    loaded = translate(qapp, language)
    try:
        assert f"recording_panel_{language}.qm" in [Path(one.filePath()).name for one in loaded]
        assert (title_text(Operation.START, 1, "X"), title_text(Operation.START, 2, "X")) == words
    finally:
        for translator in loaded:
            qapp.removeTranslator(translator)
        QLocale.setDefault(QLocale("en"))


def test_the_chosen_recordings_are_counted(window: QWidget) -> None:
    summary = SelectionSummary(MESSAGES, window)
    chosen = Summary(MESSAGES, Catalogue("en"))
    for count, words in ((1, "1 is recording…"), (2, "2 are recording…"), (1000, "1,000 are recording…")):
        summary.show_summary(chosen, dict.fromkeys(MAY, count))
        assert summary.recording.text() == summary.recording.accessibleName() == words


@pytest.mark.parametrize(
    ("rows", "start", "stop"),
    [
        (1, "Start 1 recording", "Stop 1 recording"),
        (2, "Start 2 recordings", "Stop 2 recordings"),
        (1_000_001, "Start 1,000,001 recordings", "Stop 1,000,001 recordings"),
    ],
)
def test_a_batch_s_button_counts(rows: int, start: str, stop: str) -> None:
    assert button_text(Operation.START, rows) == start
    assert button_text(Operation.STOP, rows) == stop
