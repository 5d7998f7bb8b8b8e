"""How the window is arranged: composer above, list and inspector, at each size and in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.session_list.read_state import ReadState
from gui.simulator.in_process import RunningSimulator
from gui.widgets.sessions.session_columns import Column
from gui.widgets.start_form.request_summary import RequestSummary
from gui.widgets.style.measures import ROW
from gui.widgets.window.list_and_inspector import InspectorPlace
from gui.widgets.window.main_window import FRAME, MainWindow
from gui.widgets.window.translations import translate
from gui.widgets.window.window_state import WindowState
from tests.support.session_samples import recording
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.places import cut_words, place
from tests.support.widgets.window_driver import Staff, profile_for, window_at

SIZES = [(1280, 720), (960, 500), (900, 640), (750, 700), (1920, 1040)]


@pytest.fixture(params=["en", "zh_CN"])
def window(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window alone, in each language."""
    translators = translate(qapp, request.param)
    shown = MainWindow(request.param, WindowState(tmp_path))
    bar = shown.connection_bar
    bar.set_profiles([("Main", "production"), ("Practice", "practice")])
    bar.set_current("Main")
    bar.set_operator("Li")
    shown.start_form.set_heading("PRACTICE · nothing is recorded", bar.profile.tone)
    shown.show()
    yield shown
    discard(shown)
    for translator in translators:
        qapp.removeTranslator(translator)


def resized(window: QWidget, width: int, height: int) -> None:
    # The offscreen screen is small: there the window takes all of it.
    window.showNormal()
    window.resize(width, height)
    for _ in range(4):
        QApplication.processEvents()


def rows_in_view(window: MainWindow) -> int:
    return window.session_list.table.viewport().height() // ROW


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_nothing_leaves_the_window(window: MainWindow, size: tuple[int, int]) -> None:
    resized(window, *size)
    roomy = window.start_form.fields.options_open
    for opened in {roomy, False}:
        window.start_form.fields.open_options(opened)
        resized(window, *size)
        assert window.size() == QSize(*size)
        assert cut_words(window) == []
        for part in (window.connection_bar.operator, window.start_form.start_button, window.status):
            assert window.rect().contains(place(part))


def test_the_list_has_fourteen_rows_with_the_options_open_on_the_usual_window(window: MainWindow) -> None:
    resized(window, 1280, 720)
    assert window.start_form.fields.options_open
    assert rows_in_view(window) >= 14


def test_the_list_has_six_rows_on_the_smallest_window_with_the_options_folded(window: MainWindow) -> None:
    resized(window, 960, 500)
    assert not window.start_form.fields.options_open
    assert rows_in_view(window) >= 6


@pytest.mark.parametrize(
    ("size", "where"),
    [
        ((1280, 720), InspectorPlace.BESIDE),
        ((1000, 500), InspectorPlace.BESIDE),
        ((999, 640), InspectorPlace.BELOW),
        ((999, 639), InspectorPlace.SQUEEZED),
    ],
)
def test_the_inspector_stands_where_there_is_room_for_it(
    window: MainWindow, size: tuple[int, int], where: InspectorPlace
) -> None:
    resized(window, *size)
    listed, inspector = place(window.session_list), place(window.below)
    if where is InspectorPlace.BELOW:
        assert inspector.top() >= listed.bottom()
    else:
        assert inspector.left() >= listed.right()
        assert inspector.right() >= window.width() - 2
    widths = {
        InspectorPlace.BESIDE: range(340, 561),
        InspectorPlace.SQUEEZED: range(340, 341),
        InspectorPlace.BELOW: range(999, 1000),
    }
    assert inspector.width() in widths[where]


def test_the_inspector_takes_460_pixels_on_the_usual_window(window: MainWindow) -> None:
    resized(window, 1280, 720)
    assert window.below.width() == 460


def test_on_a_wide_screen_start_stays_beside_the_fields(window: MainWindow) -> None:
    resized(window, 1920, 1040)
    fold, start = place(window.start_form.fields.fold), place(window.start_form.start_button)
    assert start.left() - fold.right() < 40
    assert start.top() == fold.top()


def test_what_will_be_sent_is_in_sight_with_the_options_open_and_folded(window: MainWindow) -> None:
    for size in SIZES:
        for opened in (True, False):
            resized(window, *size)
            window.start_form.fields.open_options(opened)
            resized(window, *size)
            (said,) = window.start_form.findChildren(RequestSummary)
            assert not said.visibleRegion().isEmpty()
            assert said.height() >= said.fontMetrics().height()


async def test_the_fold_and_the_inspectors_width_are_remembered(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        resized(staff.window, 1280, 720)
        staff.clicks(staff.fields.fold)
    async with window_at(data_folder) as staff:
        resized(staff.window, 1280, 720)
        assert not staff.fields.options_open
        resized(staff.window, 960, 500)
        staff.clicks(staff.fields.fold)
        assert not staff.fields.options.isHidden()
    async with window_at(data_folder) as staff:
        resized(staff.window, 1280, 720)
        assert not staff.fields.options_open


async def test_a_screen_of_1080_lines_at_200_percent_holds_the_first_window_with_its_frame(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    available = QSize(960, 520)
    monkeypatch.setattr(QScreen, "availableSize", lambda _self: available)
    async with window_at(data_folder) as staff:
        assert staff.window.isMaximized()
        least = staff.window.minimumSizeHint() + FRAME
        assert least.boundedTo(available) == least


async def test_f6_goes_round_composer_list_inspector_and_status(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    resized(staff.window, 1280, 720)
    staff.clicks_rows("alice")
    staff.form.focus_first()
    window = staff.window
    parts = ((staff.form,), (staff.sessions,), (window.below,), (window.results, window.status))

    def part() -> int:
        focus = QApplication.focusWidget()
        return next(
            number
            for number, some in enumerate(parts)
            if any(one.isAncestorOf(focus) for one in some if focus is not None)
        )

    walked = []
    for _ in range(5):
        walked.append(part())
        staff.presses(Qt.Key.Key_F6)
    assert walked == [0, 1, 2, 3, 0]
    staff.presses(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert part() == 0


async def test_start_is_five_stops_from_the_room_with_the_options_folded(staff: Staff) -> None:
    resized(staff.window, 1280, 720)
    staff.clicks(staff.fields.fold)
    staff.form.focus_first()
    stops: list[str] = []
    while QApplication.focusWidget() is not staff.form.start_button and len(stops) < 9:
        staff.presses(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        stops.append(focus.accessibleName())
    assert stops == ["User ID", "File name", "Options", "Start recording"]


async def test_the_status_line_counts_what_is_listed_and_selected(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice", "carol")
    await staff.until(lambda: "2 selected" in staff.window.status.counts.whole_text(), "they are counted")
    assert staff.window.status.counts.whole_text() == "2 recordings · 2 selected"
    assert staff.window.status.scope.whole_text() == "This computer's list only"
    staff.types(staff.sessions.bar.search, "carol")
    await staff.until(lambda: "found" in staff.window.status.counts.whole_text(), "a search tells its own")
    assert staff.window.status.counts.whole_text().startswith("1 found")


async def test_batch_and_stop_of_another_recording_are_one_press_away(staff: Staff) -> None:
    bar = staff.sessions.bar
    assert staff.window.connection_bar.isAncestorOf(bar.batch)
    assert staff.window.status.isAncestorOf(bar.stop_other)
    assert bar.batch.isVisible()
    assert bar.stop_other.isVisible()


def test_a_wide_window_becomes_a_narrow_one_at_once(window: MainWindow) -> None:
    for before in ((1920, 1040), (960, 500)):
        resized(window, *before)
        window.resize(750, 700)
        QApplication.processEvents()
        assert window.width() == 750


def test_the_bar_above_the_list_is_one_row_in_the_smallest_window(window: MainWindow) -> None:
    resized(window, 960, 500)
    bar = window.session_list.bar
    assert place(bar.search).top() == place(bar.stop).top() == place(bar.export).top()
    assert bar.export.accessibleName() == bar.export.toolTip() != ""
    resized(window, 1280, 720)
    assert bar.export.text() == bar.export.accessibleName()


def test_the_current_row_stays_in_sight_as_the_window_gets_smaller(window: MainWindow) -> None:
    resized(window, 1280, 720)
    table = window.session_list.table
    window.session_list.set_read_state(ReadState.READ)
    window.session_list.upsert_many(recording(number, profile="Main") for number in range(1, 40))
    table.selectRow(11)
    resized(window, 960, 500)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_a_wide_list_shows_the_file_names_unless_somebody_chose(window: MainWindow) -> None:
    table = window.session_list.table
    resized(window, 1280, 720)
    assert table.isColumnHidden(Column.FILE_NAME)
    resized(window, 1920, 1040)
    assert not table.isColumnHidden(Column.FILE_NAME)
    table.setColumnHidden(Column.FILE_NAME, True)
    resized(window, 1280, 720)
    kept = window.session_list.state()
    assert window.session_list.restore_state(kept)
    resized(window, 1920, 1040)
    assert table.isColumnHidden(Column.FILE_NAME)


def test_an_empty_list_of_a_first_start_offers_to_connect_an_account(window: MainWindow) -> None:
    window.session_list.set_read_state(ReadState.READ)
    connect = window.session_list.empty.connect_account
    assert not connect.isVisible()
    window.connection_bar.set_profiles([("Practice", "practice")])
    assert connect.isVisible()
    asked = QSignalSpy(window.connection_bar.connect_account_requested)
    QTest.mouseClick(connect, Qt.MouseButton.LeftButton)
    assert asked.count() == 1
