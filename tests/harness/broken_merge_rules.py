"""Rules of the merge, put out of order one at a time: each has to leave something untrue in some history."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Final
from unittest.mock import patch

from gui.core.sessions import apart
from gui.core.sessions.apart import History, ShownSession, TargetRow
from gui.core.sessions.handing_over import HANDED_OVER
from gui.core.sessions.session import Session
from tests.harness.team_desk import TRUE_RULES, Rules
from tests.harness.team_histories import World

_INTENTS: Final = frozenset({"intent", "try"})


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One rule out of order.

    :param seed: a history that shows it; ``packaging/bench --team-merge N --broken`` looks for others, which
        a change of what a history does calls for.
    """

    name: str
    seed: int
    world: World = field(default_factory=World)
    rules: Rules = TRUE_RULES
    merge: Callable[[], AbstractContextManager[object]] = nullcontext


def _nothing_contradicts() -> AbstractContextManager[object]:
    return patch.object(apart, "contradicting", lambda _history, _row, _tops: [])


def _effective(kept: Callable[[str, Session, bool], bool]) -> AbstractContextManager[object]:
    real = apart.may_have_effect

    def may_have_effect(kind: str, session: Session) -> bool:
        return kept(kind, session, real(kind, session))

    return patch.object(apart, "may_have_effect", may_have_effect)


def _only_intents_count() -> AbstractContextManager[object]:
    return _effective(lambda kind, _session, real: real and kind in _INTENTS)


def _only_answers_count() -> AbstractContextManager[object]:
    return _effective(lambda kind, _session, real: real and kind not in _INTENTS)


@contextmanager
def _answered_intents_do_not_count() -> Iterator[None]:
    real = apart.contradicting

    def contradicting(history: History, row: TargetRow, tops: Sequence[TargetRow]) -> list[TargetRow]:
        found = real(history, row, tops)
        return [one for one in found if one.kind not in _INTENTS]

    with patch.object(apart, "contradicting", contradicting):
        yield


def _greatest_wins() -> AbstractContextManager[object]:
    def forked(tops: Sequence[TargetRow]) -> ShownSession:
        row = max(tops, key=lambda top: top.id)
        return ShownSession(row.session, row.id)

    return patch.object(apart, "forked", forked)


def _only_one_stop_s_files() -> AbstractContextManager[object]:
    real = apart.forked

    def forked(tops: Sequence[TargetRow]) -> ShownSession:
        shown = real(tops)
        (row,) = (top for top in tops if top.id == shown.row)
        return shown if shown.apart else ShownSession(row.session, row.id)

    return patch.object(apart, "forked", forked)


def _hands_count() -> AbstractContextManager[object]:
    return _effective(lambda kind, _session, real: real or kind == HANDED_OVER)


def _hands_are_lost() -> AbstractContextManager[object]:
    def with_hands(_history: History, _rows: Sequence[TargetRow], shown: ShownSession) -> ShownSession:
        return shown

    return patch.object(apart, "with_hands", with_hands)


def _last_offer_wins() -> AbstractContextManager[object]:
    def with_hands_of(session: Session, others: Sequence[Session]) -> Session:
        if not others:
            return session
        return replace(session, taken_by=others[-1].taken_by, offer=others[-1].offer)

    return patch.object(apart, "with_hands_of", with_hands_of)


_HANDS: Final = World(decisions=0.5, hands=0.7)
_SLOW: Final = World(quick=0.1, talk=0.3, cuts=0, lost_leases=0.8)
_RETRIED: Final = World(quick=0, talk=0.5, cuts=0, lost_leases=1, refusals=0.6, decisions=0.05, steps=40)
BROKEN_RULES: Final = (
    BrokenRule(
        "an answer follows whatever was learnt meanwhile",
        2541,
        _SLOW,
        Rules(answer_follows_its_request=False),
    ),
    BrokenRule(
        "a further try follows whatever was learnt meanwhile",
        3035,
        _RETRIED,
        Rules(try_follows_its_answer=False),
    ),
    BrokenRule("a stop goes to the newest session, green or not", 764, rules=Rules(recordings_first=False)),
    BrokenRule("no row contradicts another session", 13, merge=_nothing_contradicts),
    BrokenRule("only intents count", 46, merge=_only_intents_count),
    BrokenRule("only answers count", 92, merge=_only_answers_count),
    BrokenRule("an answered intent does not count", 103, merge=_answered_intents_do_not_count),
    BrokenRule("of several last rows one wins", 46, merge=_greatest_wins),
    BrokenRule("of several stops one keeps its files", 2710, merge=_only_one_stop_s_files),
    BrokenRule("a hand-over counts as if something had been asked", 7, _HANDS, merge=_hands_count),
    BrokenRule("a hand-over is lost by what is written beside it", 2, _HANDS, merge=_hands_are_lost),
    BrokenRule("an offer outdoes whoever took it", 277, _HANDS, merge=_last_offer_wins),
)
