"""``team init|invite|join|status|leave|remove|upgrade|prune``: the parser, and who carries each one out."""

from gui.commands.parsing import Commands, Once, Parser, need
from gui.commands.team import administrator, membership, status


def add_to(commands: Commands) -> None:
    """Add the group."""
    group = commands.group("team", helps=True)
    _administrator(group)
    join = group.add("join", membership.join)
    join.add_argument("file", metavar="FILE", help=group.help("invitation_file"))
    join.add_argument("--all", action="store_true", help=group.help("team_all"))
    shown = group.add("status", status.run, reads=True)
    shown.add_argument("--json", action="store_true", help=group.help("json"))
    group.add("leave", membership.leave)


def _administrator(group: Commands) -> None:
    init = group.add("init", administrator.init)
    need(init.add_argument("--url", action=Once, metavar="URL", help=group.help("team_url")))
    need(init.add_argument("--admin", action=Once, metavar="NAME", help=group.help("team_admin")))
    init.add_argument("--ca-file", action=Once, metavar="F", help=group.help("team_ca_file"))
    invite = group.add("invite", administrator.invite)
    invite.add_argument("code", metavar="CODE", help=group.help("desk_code"))
    invite.add_argument(
        "--output", action=Once, required=True, metavar="FILE", help=group.help("invitation_output")
    )
    remove = group.add("remove", administrator.remove)
    remove.add_argument("code", metavar="CODE", help=group.help("desk_code"))
    upgrade = group.add("upgrade", administrator.upgrade)
    prune = group.add("prune", administrator.prune)
    prune.add_argument(
        "--before", action=Once, required=True, metavar="DATE", help=group.help("team_prune_before")
    )
    for parser in (invite, remove, upgrade, prune):
        _elsewhere(parser, group)


def _elsewhere(parser: Parser, group: Commands) -> None:
    """Of a team that was made on another computer."""
    parser.add_argument("--url", action=Once, metavar="URL", help=group.help("team_url_again"))
    parser.add_argument("--admin", action=Once, metavar="NAME", help=group.help("team_admin_again"))
    parser.add_argument("--ca-file", action=Once, metavar="F", help=group.help("team_ca_file"))
