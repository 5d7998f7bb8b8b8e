"""On the phone a recording has one name: what is said at one desk is found at the other."""

from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.core.team.team_memory import DeskName, TeamMemory, remember
from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
from gui.widgets.explain.session_page import SessionPage
from gui.widgets.sessions.session_columns import Column
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.colleague import Colleague
from tests.support.widgets.window_driver import Staff


def knows_the_desks(staff: Staff) -> None:
    """What the panel keeps of the team for when the board is away."""
    names = {desk_of(code).id: DeskName(code=code) for code in ("LI", "WA")}
    remember(staff.panel.bridge.services.ledger.folder, TeamMemory(desks=names))


def origin(staff: Staff) -> str:
    return staff.error.header.origin.whole_text()


def rooms(staff: Staff) -> list[str]:
    """Which rooms the list shows."""
    model = staff.sessions.model
    return [str(model.index(row, Column.ROOM).data()) for row in range(model.rowCount())]


async def test_a_colleagues_recording_is_called_as_it_is_called_at_their_desk(
    wang: Staff, li: Colleague
) -> None:
    knows_the_desks(wang)
    await wang.starts(990001, "alice")
    await wang.until(lambda: origin(wang).startswith("session WA-1 · "), "one's own has its name, too")
    # Li's first one is the second of Wang's list.
    asked = await li.starts(990003, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    assert (asked.id, wang.session("carol").id) == ("1", "2")
    wang.clicks_rows("carol")
    await wang.until(lambda: origin(wang).startswith("session LI-1 · "), "it has Li's name")
    wang.presses(Qt.Key.Key_Return)
    assert (await wang.asked(SessionPage)).windowTitle() == "Session LI-1"


async def test_what_is_handed_over_as_text_is_named_so_that_the_next_shift_finds_it(
    wang: Staff, li: Colleague
) -> None:
    knows_the_desks(wang)
    await wang.starts(990001, "alice")
    await li.starts(990003, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    wang.panel.actions.hand_over.show()
    dialog = await wang.asked(HandOverDialog)
    await wang.until(lambda: "carol" in dialog.text.toPlainText(), "the text is there")
    said = dialog.text.toPlainText()
    assert said.count("· WA-1") == said.count("· LI-1") == 1
    assert "#" not in said
    dialog.reject()
    await wang.settles()


async def test_the_name_that_a_colleague_says_on_the_phone_finds_their_recording_alone(
    wang: Staff, li: Colleague
) -> None:
    knows_the_desks(wang)
    await wang.starts(990001, "alice")
    # Li's first one is number 2 here, and others are 20 and 21.
    for number in range(20):
        await li.starts(990100 + number, "carol")
    await li.tells(wang)
    await wang.until(lambda: len(rooms(wang)) == 21, "all of them are here")
    for said in ("LI-1", "li-1", " Li-1 "):
        wang.types(wang.sessions.bar.search, said)
        await wang.until(lambda: rooms(wang) == ["990100"], f"{said!r} finds it")
        wang.types(wang.sessions.bar.search, "990115")
        await wang.until(lambda: rooms(wang) == ["990115"], "a search for something else")
    wang.types(wang.sessions.bar.search, "WA-1")
    await wang.until(lambda: rooms(wang) == ["990001"], "one's own has such a name, too")
    # One letter more finds what the name without it did not.
    wang.types(wang.sessions.bar.search, "LI-2")
    await wang.until(lambda: rooms(wang) == ["990101"], "it finds the second")
    wang.keys_in("0")
    await wang.until(lambda: rooms(wang) == ["990119"], "it finds the twentieth")
    # What is called so finds itself, too.
    wang.types(wang.sessions.bar.search, "LI-21")
    await wang.until(lambda: rooms(wang) == [], "there is none of that name")
    await li.starts(990200, "dan")
    await li.tells(wang)
    await wang.until(lambda: rooms(wang) == ["990200"], "it has come meanwhile")


async def test_a_name_of_the_team_s_finds_what_has_it_in_its_texts_as_well(
    wang: Staff, li: Colleague
) -> None:
    knows_the_desks(wang)
    await li.starts(990100, "carol")
    await li.starts(990101, "pupil.li-1")
    await li.starts(990102, "dan")
    await li.tells(wang)
    await wang.sees("dan", State.RECORDING)
    wang.types(wang.sessions.bar.search, "LI-1")
    await wang.until(lambda: sorted(rooms(wang)) == ["990100", "990101"], "both are found")
