"""The practice rooms as the window's hints and the terminal show them."""

import subprocess
import sys

from gui.core.foundation.enums import Source
from gui.simulator import rooms


def test_the_practice_rooms_are_990001_to_990009() -> None:
    assert [room.number for room in rooms.PRACTICE_ROOMS] == list(range(990001, 990010))


def test_some_rooms_are_empty_and_somebody_shares_a_screen() -> None:
    assert [room.number for room in rooms.PRACTICE_ROOMS if not room.members] == [990008, 990009]
    sharing = [m.account for room in rooms.PRACTICE_ROOMS for m in room.members if Source.SCREEN in m.streams]
    assert sharing == ["bob", "erin", "grace"]


def test_a_line_says_who_is_there_and_with_what() -> None:
    lines = [rooms.line(room) for room in rooms.PRACTICE_ROOMS]
    assert lines[0] == "990001  alice (camera), bob (camera, screen)"
    assert lines[2] == "990003  dan (camera off)"
    assert lines[6] == "990007  student01 (camera), …, student20 (camera)"
    assert lines[8] == "990009  nobody"


def test_rooms_and_options_are_light_to_import() -> None:
    code = (
        "import sys, gui.simulator.rooms, gui.simulator.main;"
        "print({'aiohttp', 'pydantic', 'asyncio', 'ssl'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
