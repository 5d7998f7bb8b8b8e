"""A row of the list as it is seen: its state's colour stays when it is selected, and the focus has a ring."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest

from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.sessions.session_columns import Column
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.style.measures import ACCENT_BAR, FOCUS, ROW
from gui.widgets.style.themes import current_theme
from tests.support.session_samples import recording, refused, unconfirmed
from tests.support.widgets.pixels import pixels
from tests.support.widgets.session_list_driver import shown_list


@pytest.fixture
def view() -> SessionList:
    """Three rows: unconfirmed on top, refused, recording."""
    return shown_list([recording(1), refused(2), unconfirmed(3)])


def row_pixels(view: SessionList, row: int, column: Column) -> set[int]:
    cell = view.table.visualRect(view.model.index(row, column))
    return set(pixels(view.table.viewport(), cell))


@pytest.mark.parametrize(("row", "tone"), [(0, Tone.WARNING), (1, Tone.DANGER), (2, Tone.LIVE)])
def test_a_selected_row_keeps_the_colour_of_its_state(view: SessionList, row: int, tone: Tone) -> None:
    before = row_pixels(view, row, Column.STATE)
    view.table.selectRow(row)
    after = row_pixels(view, row, Column.STATE)
    for seen in (before, after):
        assert tone_color(tone).rgb() & 0xFFFFFF in seen
    assert current_theme().roles.select.rgb() & 0xFFFFFF in after - before


def test_a_selected_row_has_a_bar_at_its_left(view: SessionList) -> None:
    view.table.selectRow(1)
    bar = QRect(QPoint(0, ROW + FOCUS), QPoint(ACCENT_BAR - 1, 2 * ROW - 2 * FOCUS))
    assert set(pixels(view.table.viewport(), bar)) == {current_theme().roles.focus.rgb() & 0xFFFFFF}


def test_the_current_row_has_a_ring_only_with_the_focus(view: SessionList) -> None:
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    view.table.setFocus()
    view.table.selectRow(1)
    ring = current_theme().roles.focus.rgb() & 0xFFFFFF
    top = QRect(40, ROW, 300, FOCUS)
    assert set(pixels(view.table.viewport(), top)) == {ring}
    view.bar.search.setFocus()
    assert ring not in pixels(view.table.viewport(), top)


def test_a_list_without_rows_shows_the_focus_as_well() -> None:
    view = shown_list()
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    view.empty.hide()
    view.table.setFocus()
    assert current_theme().roles.focus.rgb() & 0xFFFFFF in pixels(view.table.viewport(), QRect(0, 0, 50, 4))
