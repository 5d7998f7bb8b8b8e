"""Which page of the help belongs to where the focus is."""

from PySide6.QtWidgets import QWidget

from gui.core.foundation.enums import State
from gui.core.presentation.help_pages import HelpPage
from gui.core.sessions.session import Session
from gui.widgets.window.main_window import MainWindow


def page_for(window: MainWindow, focus: QWidget | None) -> HelpPage:
    """The page for a widget of the window or of one of its dialogs; the first page where none fits."""
    if focus is None:
        return HelpPage.START_HERE
    if focus.window() is not window:
        return _page_of_dialog(focus.window())
    if window.page.isAncestorOf(focus):
        return HelpPage.FIRST_START
    shown = window.session_list.model.session(window.error_panel.session_id())
    if window.start_form.isAncestorOf(focus):
        return _page_of_session(shown) if _is_in_form(window, shown) else HelpPage.START_AND_STOP
    if window.connection_bar.isAncestorOf(focus):
        return HelpPage.CONNECT
    if window.error_panel.questions.restart_bar.isAncestorOf(focus):
        return HelpPage.GUEST_CAME_BACK
    if window.session_list.bar.isAncestorOf(focus):
        return HelpPage.FIND_AND_HAND_OUT
    if window.session_list.isAncestorOf(focus) or window.below.isAncestorOf(focus):
        if shown is None and window.error_panel.problem() is not None:
            return HelpPage.FAILURES
        return _page_of_session(shown)
    return HelpPage.START_HERE


def _is_in_form(window: MainWindow, session: Session | None) -> bool:
    """Whether the start that went wrong still stands in the form, where its keys were pressed."""
    if session is None or session.handled or session.state not in (State.FAILED, State.UNKNOWN):
        return False
    form = window.start_form.values()
    return (form.room, form.account) == (str(session.target.room), session.target.account)


def _page_of_session(session: Session | None) -> HelpPage:
    """Of what the inspector shows."""
    if session is None:
        return HelpPage.START_HERE
    if session.state is State.UNKNOWN:
        return HelpPage.LOST_ANSWERS
    if session.failure is not None:
        return HelpPage.FAILURES
    return HelpPage.FIND_AND_HAND_OUT if session.state is State.STOPPED else HelpPage.START_AND_STOP


def _page_of_dialog(dialog: QWidget) -> HelpPage:
    # Not at the file's top: a dialog's file is loaded when it is first opened.
    from gui.widgets.batch.batch_dialog import BatchDialog
    from gui.widgets.connection.connection_dialog import ConnectionDialog
    from gui.widgets.connection.team.team_dialog import TeamDialog
    from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
    from gui.widgets.dialogs.quit_dialog import QuitDialog
    from gui.widgets.dialogs.retry_dialog import RetryDialog
    from gui.widgets.dialogs.settle_dialog import SettleDialog
    from gui.widgets.dialogs.start_live_dialog import StartLiveDialog
    from gui.widgets.dialogs.stop_dialog import StopDialog
    from gui.widgets.dialogs.stop_other_dialog import StopOtherDialog
    from gui.widgets.dialogs.unrecorded_stop_dialog import UnrecordedStopDialog
    from gui.widgets.dialogs.who_is_here_dialog import WhoIsHereDialog
    from gui.widgets.explain.code_reference import CodeReference
    from gui.widgets.explain.session_page import SessionPage
    from gui.widgets.plan.plan_dialog import PlanDialog

    pages: dict[type[QWidget], HelpPage] = {
        BatchDialog: HelpPage.BATCH,
        ConnectionDialog: HelpPage.CONNECT,
        TeamDialog: HelpPage.TEAM,
        StartLiveDialog: HelpPage.GUEST_CAME_BACK,
        StopDialog: HelpPage.START_AND_STOP,
        StopOtherDialog: HelpPage.START_AND_STOP,
        UnrecordedStopDialog: HelpPage.DATA_FOLDER,
        SettleDialog: HelpPage.LOST_ANSWERS,
        RetryDialog: HelpPage.FAILURES,
        CodeReference: HelpPage.FAILURES,
        SessionPage: HelpPage.FAILURES,
        QuitDialog: HelpPage.HANDING_OVER,
        HandOverDialog: HelpPage.HANDING_OVER,
        WhoIsHereDialog: HelpPage.HANDING_OVER,
        PlanDialog: HelpPage.HANDING_OVER,
    }
    return next((page for kind, page in pages.items() if isinstance(dialog, kind)), HelpPage.START_HERE)
