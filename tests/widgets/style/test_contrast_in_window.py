"""What is written in the window can be read in all four themes, measured from its picture."""

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from gui.core.foundation.enums import State
from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.controls.theme import show_theme
from gui.widgets.sessions.session_columns import Column
from gui.widgets.style.themes import ThemeName
from tests.support.widgets.pixels import word_contrast
from tests.support.widgets.window_driver import Staff

READ = 4.5
SHOWN = (Column.STATE, Column.ROOM, Column.USER, Column.NOTE)


def written_on(window: QWidget) -> list[QLabel | QAbstractButton | QLineEdit]:
    """What has a text of its own, and can be pressed or read."""
    found: list[QLabel | QAbstractButton | QLineEdit] = []
    for one in window.findChildren(QWidget):
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            found.append(one)
    # A label without a size only names a choice for screen readers.
    seen = [one for one in found if one.isVisible() and not one.size().isEmpty()]
    return [one for one in seen if one.isEnabled() and one.text().strip()]


def faint(window: QWidget) -> dict[str, float]:
    """What can't be read, with its contrast."""
    measured = {f"{type(one).__name__} {one.text()!r}": word_contrast(one) for one in written_on(window)}
    return {what: ratio for what, ratio in measured.items() if ratio < READ}


def faint_cells(staff: Staff) -> dict[str, float]:
    """The cells of the list that can't be read."""
    table, model = staff.sessions.table, staff.sessions.model
    found = {}
    for row in range(model.rowCount()):
        for column in SHOWN:
            index = model.index(row, column)
            cell = table.visualRect(index).adjusted(4, 3, -2, -3)
            # Where nothing is written, nothing can be faint.
            if not index.data() or not table.viewport().rect().contains(cell):
                continue
            ratio = word_contrast(table.viewport(), cell)
            if ratio < READ:
                found[str(index.data())] = ratio
    return found


async def test_all_that_is_written_can_be_read(staff: Staff, qapp: QApplication) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990001, "bob")
    await staff.stops("bob")
    await staff.starts(990003, "dan", State.FAILED)
    staff.types(staff.fields.room, "no number")
    staff.clicks_start()
    staff.clicks_rows("dan")
    assert staff.sessions.bar.button(QuickFilter.ALL).isChecked()
    try:
        for theme in ThemeName:
            show_theme(qapp, theme)
            QApplication.sendPostedEvents()
            assert len(written_on(staff.window)) > 25
            assert faint(staff.window) == {}, theme
            assert faint_cells(staff) == {}, theme
    finally:
        show_theme(qapp, ThemeName.LIGHT)
