"""A desk of a team is killed between its ledger, the board and the service; packaging/bench has all steps."""

from pathlib import Path
from typing import Final

from tests.harness.team_crash.crashes import team_crashes
from tests.harness.team_crash.desk_plans import DeskPlan
from tests.support.panel_command import checkout_only
from tests.support.team.desks import TeamBoard

pytestmark = checkout_only

PLANS: Final = (
    DeskPlan("start", "after_send"),
    DeskPlan("stop another's", "in_take"),
    DeskPlan("recovery", "before_release"),
)


def test_nothing_is_lost_or_sent_twice_and_all_desks_show_the_same_which_is_true(
    template: TeamBoard, tmp_path: Path
) -> None:
    with team_crashes(tmp_path, template) as run:
        for plan in PLANS:
            run.kill(plan)
    assert str(run.tally.findings) == ""
    # A recovery is killed twice.
    assert run.tally.kills == len(PLANS) + 1
    assert set(run.tally.states) >= {"unknown", "recording"}
