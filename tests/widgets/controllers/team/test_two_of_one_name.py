"""Two people of one name hand over to each other by their desks."""

from dataclasses import replace
from datetime import timedelta

from gui.core.foundation.enums import State
from gui.core.sessions.keeper import HandOver
from gui.core.sessions.team_contact import TeamContact, TeamDesk
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.dialogs.hand_over_dialog import HandOverDialog
from gui.widgets.dialogs.hand_over_form import HandOverForm
from gui.widgets.sessions.session_columns import Column
from tests.support.core.team_ledgers import desk_of
from tests.support.widgets.colleague import TEAM, Colleague
from tests.support.widgets.window_driver import Staff

LI, XU = desk_of("LI").id, desk_of("XU").id
TWO_WANGS = TeamContact(TEAM.own, {LI: TeamDesk("LI", "Wang"), XU: TeamDesk("XU", "Xu")})


async def form_of(staff: Staff) -> tuple[HandOverDialog, HandOverForm]:
    """The window of handing over, as it opens from the menu."""
    staff.panel.actions.hand_over.show()
    dialog = await staff.asked(HandOverDialog)
    (form,) = dialog.findChildren(HandOverForm)
    await staff.until(form.isVisible, "its form is there")
    return dialog, form


def choices(form: HandOverForm) -> list[str]:
    return [form.to.itemText(row) for row in range(form.to.count())]


async def test_a_namesake_at_another_desk_is_chosen_by_the_desk_and_has_it_then(
    wang: Staff, li: Colleague
) -> None:
    wang.panel.actions.show_team(TWO_WANGS)
    await wang.starts(990001, "alice")
    dialog, form = await form_of(wang)
    assert choices(form) == ["Wang · LI", "Xu"]
    wang.types(form.to, "Wang")
    assert form.says.text() == "That is you. Who comes after you?"
    wang.types(form.to, "Wang · LI")
    assert form.button.isEnabled()
    wang.clicks(form.button)
    await wang.until(lambda: form.says.text().startswith("Handed over: 1."), "it is written down")
    assert "until Wang · LI takes them over" in form.says.text()
    wang.clicks(dialog.close_button)
    assert wang.state("alice").startswith("Recording · offered to Wang · LI")
    li.operator = "Wang"
    await li.hears(wang)
    # At that desk it is for who is there, and the other Wang keeps it until they take it.
    at_li_s = await li.ledger.newest_of(wang.session("alice").target.key)
    assert at_li_s is not None
    assert at_li_s.offer == HandOver("Wang", "Wang", "", "")
    await li.takes_over(990001, "alice")
    await li.tells(wang)
    await wang.until(lambda: wang.cell("alice", Column.TEAM) == "Wang · LI", "it is theirs")
    wang.clicks_rows("alice")
    keeper = wang.error.keeper
    assert keeper is not None
    assert keeper.label.text().startswith("Wang · LI looks after this")
    assert keeper.button.text() == "Take over…"
    # It is one person who has moved, once nobody of that name is there any more.
    gone = replace(TWO_WANGS, desks={LI: TeamDesk("LI", "Wang", here=False), XU: TeamDesk("XU", "Xu")})
    wang.panel.actions.show_team(gone)
    assert "looks after this" not in keeper.label.text()


async def test_of_two_colleagues_of_one_name_one_is_chosen_and_the_other_is_offered_nothing(
    wang: Staff,
) -> None:
    two = TeamContact(TEAM.own, {LI: TeamDesk("LI", "Li"), XU: TeamDesk("XU", "Li")})
    wang.panel.actions.show_team(two)
    await wang.starts(990001, "alice")
    dialog, form = await form_of(wang)
    assert choices(form) == ["Li · LI", "Li · XU"]
    wang.types(form.to, "li")
    assert form.says.text() == "Several colleagues are called li. Choose one from the list, by the desk."
    assert not form.button.isEnabled()
    wang.types(form.to, "Li · XU")
    assert form.button.isEnabled()
    wang.clicks(dialog.close_button)
    # The same person, who was at the other desk yesterday.
    yesterday = replace(two, desks={LI: TeamDesk("LI", "Li"), XU: TeamDesk("XU", "Li", here=False)})
    wang.panel.actions.show_team(yesterday)
    dialog, form = await form_of(wang)
    assert choices(form) == ["Li"]
    wang.clicks(dialog.close_button)


async def test_what_is_handed_to_a_namesake_s_desk_is_no_offer_to_who_is_here(
    wang: Staff, li: Colleague
) -> None:
    wang.panel.actions.show_team(TWO_WANGS)
    for account, desk in (("carol", XU), ("dan", desk_of("WA").id), ("eva", None)):
        await li.starts(990003, account, timedelta(hours=1))
        await li.offers(990003, account, HandOver("Wang", "Li", "", desk))
    await li.tells(wang)
    await wang.sees("eva", State.RECORDING)
    told = [one.text for one in wang.window.notices.findChildren(NoticeStrip) if "hands over" in one.text]
    assert len(told) == 1
    assert "carol" not in told[0]
    assert "dan" in told[0]
    assert "eva" in told[0]


async def test_nobody_is_offered_by_a_desk_that_is_in_the_team_no_more_and_its_rows_tell_who_began_them(
    wang: Staff, li: Colleague
) -> None:
    await li.starts(990002, "carol")
    await li.tells(wang)
    await wang.sees("carol", State.RECORDING)
    gone = TeamDesk("LI", "Li", here=False, left=True)
    wang.panel.actions.show_team(TeamContact(TEAM.own, {LI: gone, XU: TeamDesk("XU", "Xu", here=False)}))
    dialog, form = await form_of(wang)
    assert choices(form) == ["Xu"]
    assert wang.cell("carol", Column.TEAM) == "Li · LI"
    wang.clicks(dialog.close_button)
    # Who is at another desk by now is offered by that.
    there = TeamDesk("XU", "Li")
    wang.panel.actions.show_team(TeamContact(TEAM.own, {LI: gone, XU: there}))
    await wang.is_back()
    dialog, form = await form_of(wang)
    assert choices(form) == ["Li"]
    wang.clicks(dialog.close_button)
