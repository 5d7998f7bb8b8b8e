"""The whole job under a window manager: by what a screen reader has, and by the keyboard alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gui.widgets.controls.ask_dialog import RETURN_MS
from tests.support.e2e.command_line import APP, IDENTIFIER, Panel
from tests.support.e2e.real_desk import RealDesk, needs_real_desk, real_desk
from tests.support.e2e.screen_reader_view import ACTIVE, ENABLED
from tests.support.simulator.service_process import Service
from tests.support.waiting import wait_until

pytestmark = needs_real_desk

QUESTION = "Are you in room 990003 now"
CODE = "30000411"
DESCRIPTION = "Recording room or the initiator of recording does not exist"
SOLUTION = "Check whether the room has been activated successfully"
DIALOGS = {
    "F1": "Codes",
    "shift+F1": "Start and stop",
    "ctrl+k": "Find and open",
    "ctrl+comma": "Settings",
    "ctrl+slash": "Keys",
    "ctrl+b": "Batch",
}
BUTTONS = {"Connect an account": "Connection settings", "Stop a recording not in this list": "Stop"}
MOST_KEYS = 80
"""Of the whole job; 38 of them are what is typed into fields."""


@pytest.fixture
def desk() -> Iterator[RealDesk]:
    with real_desk() as made:
        yield made


@contextmanager
def window(panel: Panel, desk: RealDesk) -> Iterator[None]:
    """The installed command with its window, until it is told to quit."""
    panel.environment.update(desk.environment)
    opened = panel.spawn()
    try:
        start = desk.view.find("push button", "Start recording")
        wait_until(lambda: start.has(ENABLED))
        yield
    finally:
        opened.process.terminate()
        ran = opened.end()
    assert "Traceback" not in ran.err


def test_the_whole_job_is_done_by_what_a_screen_reader_has(
    empty_panel: Panel, service: Service, desk: RealDesk
) -> None:
    with window(empty_panel, desk):
        view = desk.view
        connects(desk, service)
        desk.asks("990003", "dan")
        view.find("table", "Live sessions")
        view.find("cell", f"Not started · {CODE}")
        assert view.find("text", "Error code").text == CODE
        assert view.find("text", "Description").text == DESCRIPTION
        assert view.find("text", "Solution").text.startswith(SOLUTION)
        view.find("push button", "Copy question for the guest").press()
        wait_until(lambda: pasted(desk).startswith(QUESTION))
        view.find("text", "Search").write("")

        desk.asks("990001", "alice")
        view.find("cell", "Recording · accepted")
        view.find("push button", "Stop alice in room 990001").press()
        view.find("label", "Stop the recording of alice in room 990001?")
        view.find("push button", "Stop recording").press()
        view.find("cell", "Stopped · 1 file")
        file_id = view.find("text", "File ids").text
    # The one before them was the check's: it touches no recording.
    assert [entry["operation"] for entry in service.record][1:] == ["start", "start", "stop"]
    assert_ended(empty_panel, file_id)


def assert_ended(panel: Panel, file_id: str) -> None:
    (ended,) = (session for session in panel.sessions("--all") if session["account"] == "alice")
    assert (ended["state"], ended["file_ids"]) == ("stopped", [file_id])


def connects(desk: RealDesk, service: Service) -> None:
    """Make a profile whose relay is the simulator; the environment has the credential."""
    view = desk.view
    view.find("push button", "Connect an account").press()
    view.find("text", "Name").write("main")
    view.find("text", "Relay address").write(service.url)
    view.find("text", "SDKAppID").write(str(APP))
    view.find("text", "Administrator").write(IDENTIFIER)
    view.find("radio button", "Give none here").press()
    view.find("push button", "Check and save").press()
    view.find("label", "Saved: profile main")
    view.find("combo box", "main")


def pasted(desk: RealDesk) -> str:
    """What the clipboard has by now: a screen reader's press takes a moment."""
    search = desk.view.find("text", "Search")
    search.write("")
    search.paste()
    return search.text


def test_the_whole_job_is_done_by_the_keyboard_alone(empty_panel: Panel, desk: RealDesk) -> None:
    with window(empty_panel, desk):
        hands, view = desk.hands, desk.view
        assert hands.stop().name == "Room ID"
        types(desk, "990003", "dan")
        view.find("cell", f"Not started · {CODE}")
        hands.go_to("Copy question for the guest", "F6")
        hands.press("space")
        assert hands.go_to("Error code").text == CODE
        assert hands.go_to("Description").text == DESCRIPTION
        assert hands.go_to("Solution").text.startswith(SOLUTION)
        hands.go("ctrl+f")
        hands.press("ctrl+v")
        wait_until(lambda: hands.stop().text.startswith(QUESTION))
        hands.press("Escape")

        hands.go("ctrl+n")
        types(desk, "990001", "alice")
        view.find("cell", "Recording · accepted")
        hands.go("F8")
        view.find("label", "Stop the recording of alice in room 990001?")
        # An earlier Return is not taken to be meant for the question.
        time.sleep(RETURN_MS / 1000)
        hands.press("Return")
        view.find("cell", "Stopped · 1 file")
        hands.go_to("Copy file ids", "F6")
        file_id = hands.go_to("File ids").text
        assert hands.count <= MOST_KEYS
    assert_ended(empty_panel, file_id)


def types(desk: RealDesk, room: str, account: str) -> None:
    """Ask for a recording by the keys."""
    hands = desk.hands
    hands.type(room)
    assert hands.go("Tab").name == "User ID"
    hands.type(account)
    hands.go_to("File name")
    hands.press("ctrl+a")
    hands.type("interview")
    hands.press("ctrl+Return")


def test_the_window_has_the_focus_again_once_a_dialog_is_closed(empty_panel: Panel, desk: RealDesk) -> None:
    with window(empty_panel, desk):
        hands, view = desk.hands, desk.view
        assert hands.go("Tab").name == "User ID"
        for key, title in DIALOGS.items():
            hands.press(key)
            closes(desk, title)
        for button, title in BUTTONS.items():
            view.find("push button", button).press()
            closes(desk, title)


def closes(desk: RealDesk, title: str) -> None:
    """Close what is open now; the keys go where they went before."""
    hands, view = desk.hands, desk.view
    main = view.windows()[0]
    view.find("dialog", title)
    assert not main.has(ACTIVE)
    assert hands.stop().name != "User ID"
    hands.press("Escape")
    wait_until(lambda: main.has(ACTIVE))
    assert hands.stop().name == "User ID", title
