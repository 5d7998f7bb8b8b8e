"""The session list as Qt sees it: rows are put in, moved and taken out one by one; nothing resets it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from gui.core.foundation.days import day_text
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.messages import Messages
from gui.core.session_list.filter_sort import QuickFilter
from gui.core.session_list.store import Sessions
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session, Target
from gui.widgets.sessions.session_columns import RIGHT, Column, sort_keys
from gui.widgets.sessions.session_rows import SessionRows

if TYPE_CHECKING:
    from gui.core.sessions.progress import Progress
    from gui.core.sessions.team_contact import TeamContact

Role = Qt.ItemDataRole
TAKEN_AT_ONCE: Final = 512
"""Sessions that are taken at once; more come in slices."""
TAKEN_IN_A_STEP: Final = 16
"""Sessions that are taken in about a millisecond."""


class SessionModel(SessionRows):
    """All sessions, with a filter and an order of its own (no proxy).

    The newest session stands first, and keeps its place while it changes. No call takes longer than a few
    milliseconds at any size: what does goes on in slices, and what is shown stays until it is done.
    """

    counts_changed = Signal(object)
    """``dict[QuickFilter, int]``, of the profile that is shown."""
    elsewhere_changed = Signal(object)
    """``dict[str, int]``: what needs attention in profiles that are not shown."""
    live_elsewhere_changed = Signal(int)
    """How many sessions are live in profiles that are not shown."""

    def __init__(
        self, messages: Messages, clock: ElapsedClock | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(messages, ElapsedClock() if clock is None else clock, parent)
        self._counts = self._index.counts()
        self._counts_held = self._counts_due = False
        self._elsewhere: dict[str, int] = {}
        self._live_elsewhere = 0
        self._quick, self._text = QuickFilter.ALL, ""
        self._profile: str | None = None
        self._mine = False
        self._only = False
        self._to_load: list[tuple[Iterator[Session], Callable[[], None]]] = []

    # What the list knows.

    def upsert(self, session: Session) -> None:
        """Take a session as its newest ledger row has it; an older row than the known one is ignored."""
        self._put(session)
        for failed in self._index.superseded(session):
            self._put(failed)
        self._emit_counts()

    def upsert_many(self, sessions: Iterable[Session]) -> None:
        """Take several sessions; those past the first hundreds come by and by, from the iterable too."""
        more = iter(sessions)
        self._take(list(islice(more, TAKEN_AT_ONCE)))
        self._show_taken()
        self.take_by_and_by(more)

    def take_by_and_by(self, sessions: Iterable[Session], taken: Callable[[], None] = lambda: None) -> None:
        """Take many sessions in slices; ``taken`` is called once the list has them all."""
        self._to_load.append((iter(sessions), taken))
        if not self._loading.busy:
            self._loading.run(self._load(), self._loaded)

    @property
    def busy(self) -> bool:
        """Whether a long list is still being arranged or loaded."""
        return self._arranging.busy or self._loading.busy

    def progress(self, session_id: str) -> "Progress | None":
        """What the session's operation is doing; None where none is under way here."""
        slot = self._index.find(session_id)
        return None if slot is None else self._cells.progress.get(slot)

    def set_progress(self, session_id: str, progress: "Progress | None") -> None:
        """Show what the session's operation is doing; None once it is over."""
        slot = self._index.find(session_id)
        if slot is None:
            return
        if progress is None:
            self._cells.progress.pop(slot, None)
        else:
            self._cells.progress[slot] = progress
        self._cells.forget(slot)
        number = self._index.position(slot)
        if number is not None:
            self._cells_changed(number, number, Column.STATE, Column.STATE)

    def session(self, session_id: str) -> Session | None:
        """A session by its id, shown or not."""
        slot = self._index.find(session_id)
        return None if slot is None else self._index.store.session(slot)

    def session_at(self, row: int) -> Session:
        """The session that stands in a row."""
        return self._index.store.session(self._index.shown[row])

    def sessions_at(self, rows: Iterable[range]) -> Sessions:
        """The sessions that stand in rows, each put together when it is asked for."""
        shown = self._index.shown
        return Sessions(self._index.store, [slot for part in rows for slot in shown[part.start : part.stop]])

    def row_of(self, session_id: str) -> int | None:
        """The row in which a session stands; None where the filter hides it."""
        slot = self._index.find(session_id)
        return None if slot is None else self._index.position(slot)

    def is_held(self, session_id: str) -> bool:
        """Whether a row no longer fits the filter, and goes as soon as the selection moves."""
        slot = self._index.find(session_id)
        return slot is not None and self._index.is_held(slot)

    def counts(self) -> dict[QuickFilter, int]:
        """How many sessions each quick filter has, of the profile that is shown."""
        return self._index.counts(self._profile, mine=self._mine)

    @property
    def any_live(self) -> bool:
        """Whether anything is live, of whatever profile."""
        return bool(self._index.live)

    @property
    def profile(self) -> str | None:
        """The profile whose sessions are shown; None for all."""
        return self._profile

    @property
    def lists_several_profiles(self) -> bool:
        """Whether rows of several profiles are listed, or may be: a search says so once it found one of
        another than that in use."""
        if self._index.rule.needles:
            return self._index.abroad.found
        return self._profile is None and len(self._index.of_profiles) > 1

    def needs_attention(self, session_id: str) -> bool:
        """Whether a session counts under *Needs attention*."""
        slot = self._index.find(session_id)
        return slot is not None and bool(self._index.store.needed[slot])

    def needing(self) -> int:
        """How many sessions need attention, of all profiles but Practice."""
        attention = self._index.attention
        return attention.count - attention.of_profiles[PRACTICE_NAME]

    def needing_elsewhere(self) -> dict[str, int]:
        """How many sessions need attention in each profile that is not shown, the most first.

        What is in Practice waits for nobody.
        """
        if self._profile is None:
            return {}
        needing, aside = self._index.attention.of_profiles.most_common(), (self._profile, PRACTICE_NAME)
        return {profile: count for profile, count in needing if count > 0 and profile not in aside}

    def live_elsewhere(self) -> int:
        """How many sessions are live in profiles that are not shown; Practice records nothing."""
        if self._profile is None:
            return 0
        own = {self._profile, PRACTICE_NAME}
        return self._index.counts()[QuickFilter.LIVE] - sum(
            self._index.counts(name)[QuickFilter.LIVE] for name in own
        )

    def live_sessions(self) -> Sequence[Session]:
        """The sessions that are live, whatever the filter."""
        return self._index.standing_live()

    def open_sessions(self) -> Iterator[tuple[Session, bool]]:
        """What is live or needs attention, the oldest first, each with whether it needs it."""
        return self._index.open()

    def sessions(self) -> Sequence[Session]:
        """Every session that is loaded, the oldest first; each is put together when it is asked for."""
        return self._index.sessions()

    def near(self, target: Target) -> Iterator[Session]:
        """The sessions of a target's room or user that are loaded, the newest first."""
        return self._index.near(target)

    def newest_accepted(self, room: str, profile: str = "") -> Session | None:
        """The newest session of a room whose start was accepted, of those that are loaded.

        :param profile: of this one; empty for any.
        """
        return self._index.newest_accepted(room, profile)

    def newest_found(
        self, needles: Sequence[Sequence[str]], most: int, within: Sessions | None = None
    ) -> Iterator[Sessions]:
        """The newest sessions that have any word of each needle, whatever is shown; take it step by step."""
        return self._index.newest_found(needles, most, within)

    def acted_on(self, session_id: str) -> str:
        """The session that a stop is to be sent for, where one row stands for several of its target."""
        slot = self._index.find(session_id)
        return session_id if slot is None else self._index.acted_on(slot)

    def live_on(self, target: Target) -> Session | None:
        """The newest live session of a target, shown or not."""
        return self._index.live_on(target)

    def is_newest(self, session: Session) -> bool:
        """Whether a session is its target's newest: only that one can be started again."""
        return self._index.attention.is_newest(session)

    def later_recording(self, session: Session) -> Session | None:
        """The later recording of an unconfirmed one's target that is live; None for none."""
        if self.is_newest(session):
            return None
        # Not at the file's top: the first paint waits for none of it.
        from gui.core.sessions.later_recording import later_recording

        number = int(session.id)
        return later_recording(
            session, takewhile(lambda other: int(other.id) > number, self.near(session.target))
        )

    def oldest(self) -> Session | None:
        """The session that began first, of those that are loaded."""
        return self._index.oldest()

    # What is shown.

    @property
    def quick_filter(self) -> QuickFilter:
        """The quick filter that applies while no text is searched for."""
        return self._quick

    @property
    def search_text(self) -> str:
        """The text that is searched for."""
        return self._text

    def set_filter(self, quick: QuickFilter, text: str = "") -> None:
        """Show what the quick filter selects; a text searches all states and profiles instead."""
        if (quick, text) != (self._quick, self._text):
            self._quick, self._text = quick, text
            self._arrange(self._index.filtered(quick, text))

    def find_by(self, names: Mapping[str, str]) -> None:
        """Have a search for each of these words find one session: it is what the team calls it.

        :param names: the ids of sessions by the words, as :func:`search_words` has them.
        """
        if names != self._index.store.names:
            self._index.store.names = dict(names)
            if self._text:
                self._arrange(self._index.filtered(self._quick, self._text))

    def show_profile(self, profile: str | None) -> None:
        """Show the sessions of one profile, or of all."""
        if profile != self._profile:
            self._profile = profile
            self._arrange(self._index.of_profile(profile))
            self._emit_counts()

    def show_mine(self, mine: bool) -> None:
        """Show what this desk of a team looks after, or the whole team's."""
        if mine is not self._mine:
            self._mine = mine
            self._arrange(self._index.of_desk(mine=mine))
            self._emit_counts()

    def set_team(self, contact: "TeamContact | None") -> None:
        """What is known of the team: who is not there leaves what needs attention to everybody."""
        store = self._index.store
        here, former = store.here, store.former
        super().set_team(contact)
        if self._mine and here != store.here:
            self._arrange(self._index.ordered_as_now())
            self._emit_counts()
        elif former != store.former:
            self._emit_counts()

    def set_home(self, profile: str) -> None:
        """The profile in use, whosever rows are shown; empty for none."""
        if profile != self._index.home:
            self._index.home = profile
            if self._text and self._profile is None:
                self._arrange(self._index.ordered_as_now())

    def show_profiles(self, several: bool) -> None:
        """Whether rows of Practice have to be told apart from those of other profiles."""
        # Without cells, as at first, none is told apart.
        if several is not (self._has_cells and self._cells.several_profiles):
            self._cells.several_profiles = several
            self._cells.forget_all()

    def show_only(self, session_ids: Iterable[str] | None) -> None:
        """Show these sessions and no others, whatever comes; None shows what the filter selects again."""
        slots = None if session_ids is None else [self._index.find(found) for found in session_ids]
        self._only = slots is not None
        self._arrange(self._index.only(None if slots is None else [one for one in slots if one is not None]))

    @property
    def shows_only(self) -> bool:
        """Whether all but some sessions are hidden (:meth:`show_only`)."""
        return self._only

    def notice_overrun(self) -> None:
        """Check which recordings have come to need attention by their age; once a minute is plenty."""
        for session in self._index.aged():
            self._put(session)
        self._emit_counts()

    # Qt's questions.

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The columns' names; a row's is its day, for screen readers."""
        if orientation is Qt.Orientation.Vertical:
            spoken = role == Role.AccessibleTextRole
            return day_text(self.day_at(section), date.today(), self._messages) if spoken else None
        if role == Role.TextAlignmentRole and section in RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._header(Column(section)) if role == Role.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the newest first."""
        keys_of = None if column < 0 else sort_keys(Column(column))
        self._arrange(self._index.ordered(keys_of, descending=order is Qt.SortOrder.DescendingOrder))

    def _header(self, column: Column) -> str:
        return {
            Column.STATE: self.tr("State"),
            Column.ROOM: self.tr("Room"),
            Column.USER: self.tr("User"),
            Column.TIME: self.tr("Time"),
            Column.ELAPSED: self.tr("Elapsed"),
            Column.FILES: self.tr("Files"),
            Column.NOTE: self.tr("Note"),
            Column.PROFILE: self.tr("Profile"),
            Column.FILE_NAME: self.tr("File name"),
            Column.OPERATOR: self.tr("Operator"),
            Column.NUMBER: self.tr("Number"),
            Column.TEAM: self.tr("Team"),
        }[column]

    # Changes.

    def hold_counts(self) -> None:
        """Several changes follow: what they add up to is told by :meth:`tell_counts`, once."""
        self._counts_held = True

    def tell_counts(self) -> None:
        """From now on with each change again."""
        self._counts_held = False
        if self._counts_due:
            self._emit_counts()

    def _emit_counts(self) -> None:
        self._counts_due = self._counts_held
        if self._counts_held:
            return
        counts, elsewhere = self.counts(), self.needing_elsewhere()
        live = self.live_elsewhere()
        if live != self._live_elsewhere:
            self._live_elsewhere = live
            self.live_elsewhere_changed.emit(live)
        if counts != self._counts:
            self._counts = counts
            self.counts_changed.emit(counts)
        if elsewhere != self._elsewhere:
            self._elsewhere = elsewhere
            self.elsewhere_changed.emit(elsewhere)

    # Many sessions come.

    def _load(self) -> Iterator[None]:
        while self._to_load:
            sessions, taken = self._to_load[0]
            chunk = list(islice(sessions, TAKEN_IN_A_STEP))
            if not chunk:
                del self._to_load[0]
            self._take(chunk)
            if self._index.waiting >= TAKEN_AT_ONCE or not chunk:
                # Each time that rows come in, the view is painted.
                self._show_taken()
            if not chunk:
                taken()
            yield

    def _loaded(self) -> None:
        if self._index.unplaced:
            self._arrange(self._index.ordered_as_now())

    def _take(self, sessions: Sequence[Session]) -> None:
        fresh: list[Session] = []
        newest = {session.id: session for session in sorted(sessions, key=_row)}
        for session in newest.values():
            known = self._index.known_row(session.id)
            if known is None:
                self.clock.see(session)
                fresh.append(session)
            elif known < session.row:
                self.upsert(session)
        self._index.add(fresh)
        for session in fresh:
            for failed in self._index.superseded(session):
                self._put(failed)

    def _show_taken(self) -> None:
        self._insert_waiting()
        self._emit_counts()


def _row(session: Session) -> int:
    return session.row
