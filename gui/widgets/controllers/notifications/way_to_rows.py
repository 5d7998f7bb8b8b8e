"""From a notice, a notification or the tray to the rows that they are about."""

from collections.abc import Sequence

from gui.core.session_list.filter_sort import QuickFilter
from gui.widgets.window.main_window import MainWindow


def show_rows(window: MainWindow, session_ids: Sequence[str]) -> None:
    """Select sessions: one where it stands, several under *Needs attention*.

    A filter that hides one is changed as if staff had done so: the undo link takes them back to it.
    """
    sessions = window.session_list
    known = [found for found in session_ids if sessions.model.session(found) is not None]
    if len(known) > 1 or any(sessions.model.row_of(found) is None for found in known):
        needed = all(map(sessions.model.needs_attention, known))
        sessions.bar.search.clear()
        sessions.bar.set_filter(QuickFilter.NEEDS_ATTENTION if needed else QuickFilter.ALL)
    sessions.show_accounts_of(known)
    sessions.select(known)
    sessions.table.setFocus()
