"""The narrowest window of a desk in a team: what can be pressed stands apart."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.session_list.filter_sort import QuickFilter
from tests.support.widgets.colleague import Colleague
from tests.support.widgets.window_driver import Staff


async def test_the_buttons_above_the_list_make_room_for_one_that_gets_wider(
    wang: Staff, li: Colleague
) -> None:
    """As *Mine* and *Team* do, which come later and have their width with their style."""
    bar = wang.sessions.bar
    wang.window.resize(960, 500)
    await li.starts(990003, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    await wang.settles()
    assert bar.whose is not None
    finds = [*(bar.button(quick) for quick in QuickFilter), bar.whose, bar.search]

    def place(part: QWidget) -> QRect:
        return QRect(part.mapTo(bar, QPoint()), part.size())

    def apart() -> bool:
        places = [place(part) for part in finds]
        in_order = all(one.right() < other.left() for one, other in pairwise(places))
        return in_order and place(bar.stop).top() == place(bar.export).top()

    await wang.until(apart, "it is so at first")
    for wider in range(8, 64, 8):
        bar.whose.setMinimumWidth(bar.whose.sizeHint().width() + wider)
        await wang.until(apart, "none lies over another, and Stop and Export stand in one row")
