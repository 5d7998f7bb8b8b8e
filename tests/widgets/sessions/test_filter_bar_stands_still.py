"""The bar above the list: no count and no selection moves what can be pressed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QPushButton

from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.sessions.session_list import SessionList
from gui.widgets.style.kinds import Kind, kind_of
from tests.support.session_samples import recording, stopped, unconfirmed
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import shown_list


@pytest.fixture
def view() -> Iterator[SessionList]:
    made = shown_list([])
    yield made
    discard(made)


def places(view: SessionList) -> dict[str, QRect]:
    QApplication.processEvents()
    buttons = [one for one in view.bar.findChildren(QPushButton) if one.isVisible()]
    return {one.accessibleName(): QRect(one.geometry()) for one in (*buttons, view.bar.search)}


def test_no_count_and_no_selection_moves_a_button(view: SessionList) -> None:
    before = places(view)
    view.upsert_many([recording(n) for n in range(1, 120)])
    view.upsert(unconfirmed(120))
    assert places(view) == before
    view.table.selectAll()
    assert view.bar.stop.text() == "Stop 120"
    assert places(view) == before


def test_needs_attention_is_filled_only_while_something_does(view: SessionList) -> None:
    button = view.bar.button(QuickFilter.NEEDS_ATTENTION)
    assert kind_of(button) is Kind.SEGMENT
    view.upsert(unconfirmed(1))
    assert kind_of(button) is Kind.ATTENTION
    assert button.text() == "Needs attention 1"
    view.upsert(stopped(1, "a", row=9))
    assert kind_of(button) is Kind.SEGMENT


def test_in_a_list_of_practice_alone_needs_attention_is_violet(view: SessionList) -> None:
    button = view.bar.button(QuickFilter.NEEDS_ATTENTION)
    view.show_accounts("Practice")
    view.upsert(unconfirmed(1, profile="Practice"))
    assert kind_of(button) is Kind.PRACTICE_ATTENTION
    view.show_accounts(None)
    assert kind_of(button) is Kind.ATTENTION
