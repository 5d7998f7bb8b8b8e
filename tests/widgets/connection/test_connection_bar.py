"""The connection bar: where starts go, and who is at the desk."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget

from gui.core.profiles.profiles import Environment
from gui.widgets.connection.status.connection_bar import ConnectionBar
from gui.widgets.controls.theme import Tone
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.wheel import turns_the_wheel

NONE = Qt.KeyboardModifier.NoModifier
_VALID = "login valid 29 days"
_ANSWERED = "reachable · answered 12 s ago in 80 ms"
PROFILES = [
    ("Main", Environment.PRODUCTION),
    ("Rehearsal", Environment.TEST),
    ("Practice", Environment.PRACTICE),
]


@pytest.fixture
def bar() -> Iterator[ConnectionBar]:
    widget = ConnectionBar()
    widget.resize(1280, widget.sizeHint().height())
    widget.set_profiles(PROFILES)
    widget.set_current("Main")
    widget.set_operator("Li")
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget)
    yield widget
    discard(widget)


def type_operator(bar: ConnectionBar, name: str) -> None:
    line = bar.operator.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_production_is_marked_by_its_word(bar: ConnectionBar) -> None:
    assert bar.profile.words() == "PRODUCTION · Main"
    assert bar.profile.accessibleDescription() == "PRODUCTION"
    assert bar.edge.tone is Tone.PRODUCTION
    assert not bar.edge.hatched


def test_practice_has_a_hatched_edge_and_its_word(bar: ConnectionBar) -> None:
    bar.set_current("Practice")
    assert bar.edge.hatched
    assert bar.edge.tone is Tone.PRACTICE
    assert bar.profile.words() == "PRACTICE"
    bar.set_current("Main")
    assert not bar.edge.hatched


def test_choosing_another_profile_is_told_once(bar: ConnectionBar) -> None:
    spy = QSignalSpy(bar.profile_chosen)
    bar.profile.setFocus()
    QTest.keyClick(bar.profile, Qt.Key.Key_Down)
    assert (spy.count(), bar.profile.view().isVisible()) == (0, True)
    QTest.keyClick(bar.profile.view(), Qt.Key.Key_Down)
    assert spy.count() == 0
    QTest.keyClick(bar.profile.view(), Qt.Key.Key_Return)
    assert [spy.at(number) for number in range(spy.count())] == [["Rehearsal"]]
    assert bar.profile.words() == "TEST · Rehearsal"


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        (Qt.Key.Key_Space, NONE),
        (Qt.Key.Key_Return, NONE),
        (Qt.Key.Key_Down, NONE),
        (Qt.Key.Key_F4, NONE),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_these_keys_open_the_list_of_accounts_and_escape_leaves_it_as_it_was(
    bar: ConnectionBar, key: Qt.Key, keys: Qt.KeyboardModifier
) -> None:
    spy = QSignalSpy(bar.profile_chosen)
    bar.profile.setFocus()
    QTest.keyClick(bar.profile, key, keys)
    assert bar.profile.view().isVisible()
    QTest.keyClicks(bar.profile.view(), "Reh")
    QTest.keyClick(bar.profile.view(), Qt.Key.Key_Up)
    QTest.keyClick(bar.profile.view(), Qt.Key.Key_Escape)
    assert not bar.profile.view().isVisible()
    assert (spy.count(), bar.profile.currentText()) == (0, "Main")


def test_no_letter_arrow_or_turn_of_the_wheel_chooses_an_account_in_the_closed_list(
    bar: ConnectionBar,
) -> None:
    spy, connect = QSignalSpy(bar.profile_chosen), QSignalSpy(bar.connect_account_requested)
    bar.profile.setFocus()
    QTest.keyClicks(bar.profile, "RehPraConn")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(bar.profile, key)
    for keys in (NONE, Qt.KeyboardModifier.ControlModifier):
        turns_the_wheel(bar.profile, keys)
    assert not bar.profile.view().isVisible()
    assert (spy.count(), connect.count(), bar.profile.currentText()) == (0, 0, "Main")


def test_the_operator_is_typed_or_chosen_in_the_open_list_and_by_no_arrow(bar: ConnectionBar) -> None:
    bar.set_operators(["Li", "Wang"])
    bar.set_operator("Li")
    spy = QSignalSpy(bar.operator_chosen)
    bar.operator.setFocus()
    QTest.keyClick(bar.operator, Qt.Key.Key_Up)
    turns_the_wheel(bar.operator)
    QTest.keyClick(bar.operator, Qt.Key.Key_Down)
    assert (spy.count(), bar.operator.currentText()) == (0, "Li")
    assert bar.operator.view().isVisible()
    QTest.keyClick(bar.operator.view(), Qt.Key.Key_Down)
    QTest.keyClick(bar.operator.view(), Qt.Key.Key_Return)
    assert (spy.count(), bar.operator.currentText()) == (1, "Wang")


def test_what_the_window_sets_is_not_told_back(bar: ConnectionBar) -> None:
    chosen, operator = QSignalSpy(bar.profile_chosen), QSignalSpy(bar.operator_chosen)
    bar.set_current("Practice")
    bar.set_profiles([*PROFILES, ("New", Environment.OTHER)])
    bar.set_operators(["Li", "Wang"])
    bar.set_operator("Wang")
    assert chosen.count() == operator.count() == 0
    assert bar.profile.currentText() == "Practice"


def test_connect_an_account_is_the_last_choice_and_leaves_the_profile_as_it_is(bar: ConnectionBar) -> None:
    connect, chosen = QSignalSpy(bar.connect_account_requested), QSignalSpy(bar.profile_chosen)
    last = bar.profile.count() - 1
    assert bar.profile.itemText(last) == "Connect an account…"
    bar.profile.setCurrentIndex(last)
    assert (connect.count(), chosen.count()) == (1, 0)
    assert bar.profile.currentText() == "Main"


def test_a_profile_that_is_gone_is_shown_as_none(bar: ConnectionBar) -> None:
    bar.set_profiles([("Practice", Environment.PRACTICE)])
    assert bar.profile.currentIndex() == -1
    assert bar.profile.words() == "Choose a profile"


def test_with_no_profile_chosen_an_account_can_still_be_connected(bar: ConnectionBar) -> None:
    bar.set_profiles([])
    spy = QSignalSpy(bar.connect_account_requested)
    bar.profile.setCurrentIndex(0)
    assert spy.count() == 1


def test_what_is_told_of_the_connection_stands_beside_what_ends(bar: ConnectionBar) -> None:
    bar.set_reachability("reachable · answered 12 s ago in 80 ms", Tone.MUTED)
    bar.set_endings("", Tone.MUTED, "login valid 29 days")
    QApplication.processEvents()
    assert bar.reachability.text() == "reachable · answered 12 s ago in 80 ms"
    assert bar.endings.text() == "login valid 29 days"
    assert not bar.near_endings.isVisible()
    assert not bar.ending.isVisible()


def test_why_the_relay_can_not_be_reached_is_in_the_tool_tip_until_it_can(bar: ConnectionBar) -> None:
    bar.set_reachability("not reachable", Tone.DANGER, "Check the cable.")
    QApplication.processEvents()
    assert (bar.reachability.toolTip(), bar.reachability.accessibleDescription()) == ("Check the cable.",) * 2
    bar.set_reachability("reachable", Tone.MUTED)
    QApplication.processEvents()
    assert (bar.reachability.toolTip(), bar.reachability.accessibleDescription()) == ("", "")


def test_in_a_narrow_window_the_words_give_way_and_are_whole_in_their_tool_tip(bar: ConnectionBar) -> None:
    bar.set_reachability("reachable · answered 12 s ago in 80 ms", Tone.MUTED)
    bar.set_endings("login valid 2 days", Tone.WARNING, "certificate valid 12 days, and a word that is long")
    # As a window of its own it is held wider by its layout; in the main window it is not.
    bar.setMinimumWidth(1)
    bar.resize(bar.minimumSizeHint().width(), bar.height())
    QApplication.processEvents()
    assert bar.reachability.text() in ("", "reachable")
    assert bar.reachability.toolTip() == "reachable · answered 12 s ago in 80 ms"
    assert bar.near_endings.toolTip() == "login valid 2 days"
    assert bar.endings.toolTip() == "certificate valid 12 days, and a word that is long"
    assert bar.codes.geometry().right() < bar.width()


@pytest.mark.parametrize(
    ("width", "shown", "ends"),
    [
        (700, "reachable", ""),
        (800, "reachable", _VALID),
        (960, "reachable", _VALID),
        (1280, _ANSWERED, _VALID),
    ],
)
def test_no_word_of_the_bar_is_cut(bar: ConnectionBar, width: int, shown: str, ends: str) -> None:
    bar.set_profiles([("Main", "other")])
    bar.set_current("Main")
    bar.set_reachability(_ANSWERED, Tone.MUTED)
    bar.set_endings("", Tone.MUTED, _VALID)
    bar.setMinimumWidth(1)
    bar.resize(width, bar.height())
    QApplication.processEvents()
    assert bar.reachability.text().startswith(shown)
    assert bar.endings.text() == ends
    assert bar.profile.width() == bar.profile.sizeHint().width()


@pytest.mark.parametrize("width", [800, 960, 1280, 1600])
def test_a_missing_credential_says_all_of_its_words_or_is_one_button_with_a_key(
    bar: ConnectionBar, width: int
) -> None:
    bar.set_reachability("can't be used (passphrase missing)", Tone.DANGER)
    bar.set_endings("", Tone.MUTED, "certificate: end not known")
    bar.show_missing_credential(True)
    bar.resize(width, bar.height())
    QApplication.processEvents()
    pill, paste = bar.no_credential.pill, bar.no_credential.paste
    if pill.isVisible():
        assert pill.width() >= pill.sizeHint().width()
        assert paste.text() == "Paste…"
    assert paste.width() >= paste.fontMetrics().horizontalAdvance(paste.text())
    assert pill.isVisible() or width < 1280


@pytest.mark.parametrize("name", ["Wang Li", "王丽", "Alexandria Montgomery-Smythe"])
def test_an_operators_name_is_read_from_its_beginning(bar: ConnectionBar, name: str) -> None:
    bar.set_operator(name)
    line = bar.operator.lineEdit()
    assert line is not None
    QApplication.processEvents()
    assert line.cursorPosition() == 0
    if len(name) < 10:
        assert line.fontMetrics().horizontalAdvance(name) < line.width()


def test_an_operator_who_is_typed_is_told_and_kept_in_the_list(bar: ConnectionBar) -> None:
    spy = QSignalSpy(bar.operator_chosen)
    type_operator(bar, " Wang  Wei ")
    assert [spy.at(number) for number in range(spy.count())] == [["Wang Wei"]]
    assert bar.operator.findText("Wang Wei") >= 0


def test_an_empty_operator_is_not_taken(bar: ConnectionBar) -> None:
    spy = QSignalSpy(bar.operator_chosen)
    type_operator(bar, "   ")
    assert spy.count() == 0
    assert bar.operator.currentText() == "Li"


def test_codes_are_one_press_away(bar: ConnectionBar) -> None:
    spy = QSignalSpy(bar.codes_requested)
    QTest.mouseClick(bar.codes, Qt.MouseButton.LeftButton)
    assert spy.count() == 1


def test_boxes_are_named_by_their_labels(bar: ConnectionBar) -> None:
    labelled = {label.text() for label in bar.findChildren(QLabel) if isinstance(label.buddy(), QComboBox)}
    assert labelled == {"Profile", "Operator"}


def test_what_ends_soon_outlasts_what_has_time(bar: ConnectionBar) -> None:
    bar.set_reachability("reachable · answered 12 s ago in 80 ms", Tone.MUTED)
    bar.set_endings("login valid 2 days", Tone.WARNING, "certificate valid 120 days, and a word that is long")
    bar.setMinimumWidth(1)
    bar.resize(1000, bar.height())
    QApplication.processEvents()
    assert bar.near_endings.text() == "login valid 2 days"
    assert bar.endings.toolTip() == "certificate valid 120 days, and a word that is long"


@pytest.mark.parametrize("width", [1000, 1280, 1600])
def test_that_there_is_no_credential_is_said_in_whole_words(bar: ConnectionBar, width: int) -> None:
    bar.resize(width, bar.height())
    bar.set_reachability("can't be used (passphrase missing)", Tone.DANGER)
    bar.show_missing_credential(True)
    bar.set_endings("", Tone.MUTED, "certificate: end not known")
    QApplication.processEvents()
    words, paste = bar.no_credential.pill, bar.no_credential.paste
    assert words.width() >= words.sizeHint().width()
    assert paste.visibleRegion().boundingRect() == paste.rect()


@pytest.mark.parametrize("width", [1280, 1100, 1000, 960, 880, 750])
def test_however_much_is_wrong_the_account_s_word_is_whole_and_what_is_pressed_has_its_room(
    bar: ConnectionBar, width: int
) -> None:
    bar.set_reachability("no usable answer (connection lost) · last answer 12 s ago", Tone.WARNING)
    bar.set_endings("login valid 2 days", Tone.WARNING, "certificate valid 120 days")
    bar.setMinimumWidth(1)
    bar.resize(width, bar.height())
    QApplication.processEvents()
    assert bar.profile.width() == bar.profile.sizeHint().width()
    assert bar.codes.width() >= bar.codes.minimumSizeHint().width()
    assert bar.menu.geometry().right() < width


@pytest.mark.parametrize("missing", [False, True])
def test_the_least_width_of_the_bar_does_not_depend_on_the_words_that_have_room(
    bar: ConnectionBar, missing: bool
) -> None:
    """Else it would be made wider, take in words, and be made narrower again, without end."""
    bar.set_reachability(_ANSWERED, Tone.MUTED)
    bar.set_endings("", Tone.MUTED, "login: end not known")
    bar.show_missing_credential(missing)
    bar.setMinimumWidth(1)
    QApplication.processEvents()
    least = set()
    for width in (*range(960, 640, -7), *range(640, 960, 7)):
        bar.resize(width, bar.height())
        least.add(bar.minimumSizeHint().width())
    assert len(least) == 1


# Colleagues.

_AWAY = (
    "No contact with colleagues since 10:02.",
    "Their rows are as of then.",
    "Your starts and stops work.",
)


@pytest.fixture
def window(bar: ConnectionBar) -> Iterator[QWidget]:
    """As in the panel, the bar lies in a window that may be as narrow as the bar says."""
    whole = QWidget()
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addWidget(bar)
    whole.show()
    bar.set_reachability(_ANSWERED, Tone.LIVE)
    bar.show_contact(_AWAY, "No contact since 10:02", "board.example: late")
    yield whole
    rows.removeWidget(bar)
    bar.setParent(None)
    discard(whole)


def told(bar: ConnectionBar, width: int) -> str:
    bar.window().resize(width, bar.height())
    QApplication.processEvents()
    assert bar.width() == width
    assert bar.contact is not None
    return bar.contact.told()


def test_that_colleagues_are_not_reached_is_said_in_as_many_sentences_as_fit(
    bar: ConnectionBar, window: QWidget
) -> None:
    assert window.isVisible()
    assert bar.contact is not None
    assert told(bar, 1900) == " ".join(_AWAY)
    whole = [" ".join(_AWAY[:count]) for count in (3, 2, 1)]
    seen = {told(bar, width) for width in range(1500, 620, -20)}
    assert seen <= {*whole, "No contact since 10:02", ""}
    assert seen >= {whole[0], whole[2]}
    assert told(bar, 1200)
    assert bar.reachability.text().startswith("reachable")
    assert told(bar, bar.minimumSizeHint().width()) == ""
    assert bar.contact.accessibleName() == " ".join(_AWAY)
    assert bar.contact.toolTip().endswith("board.example: late")
    bar.show_contact((), "")
    assert not bar.contact.isVisible()


def test_words_about_colleagues_never_keep_the_window_from_being_narrow(
    bar: ConnectionBar, window: QWidget
) -> None:
    assert window.isVisible()
    least = set()
    for width in (*range(700, 1400, 10), *range(1400, 700, -10)):
        told(bar, width)
        least.add((width >= 1000, bar.minimumSizeHint().width()))
    assert len({found for _wide, found in least}) == 1
