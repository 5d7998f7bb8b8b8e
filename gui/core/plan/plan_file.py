"""The plans of the accounts, kept in ``day-plan.json`` of the data folder."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file, of_system_error
from gui.core.foundation.files import replace_file
from gui.core.foundation.json_file import UnusableFile, read_json
from gui.core.foundation.system import held
from gui.core.plan.plan_entry import PlanEntry, is_gone
from gui.core.plan.plan_table import MAX_ENTRIES

FILE_NAME: Final = "day-plan.json"
_VERSION: Final = 1
_GRACE: Final = timedelta(days=1)

Plans = Mapping[str, tuple[PlanEntry, ...]]
"""By account, each in the order of the starts."""


class PlanFile:
    """The plans of one data folder. Reads and writes a small file: call it off the window's thread.

    Windows that share the folder change it one by one: each change is made on what the file holds then.
    Methods raise Problem with ``file`` where the file can't be read, understood or written; a file of
    a newer panel, too, stays as it is.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def load(self, now: datetime) -> Plans:
        """What is not gone by now."""
        return _kept(self._stored(), now)

    def tidy(self, now: datetime) -> Plans:
        """Take out of the file what is gone for a day: it names people. Returns what there is now.

        Not at once: a clock that somebody has set ahead costs no plan.
        """
        stored = self._stored()
        if _kept(stored, now - _GRACE) != stored:
            self._locked(lambda: self._save(_kept(self._stored(), now - _GRACE)))
        return self.load(now)

    def add(self, account: str, entries: Iterable[PlanEntry], now: datetime) -> Plans:
        """Add lines, durably; one that is there already gets the new end. Returns what there is now."""
        new = tuple(entries)

        def added(plan: tuple[PlanEntry, ...]) -> list[PlanEntry]:
            return [*(old for old in plan if not any(old.same(one) for one in new)), *new]

        return self._change(account, added, now)

    def replace(self, account: str, entries: Iterable[PlanEntry], now: datetime) -> Plans:
        """Put lines in the place of the account's plan, durably; returns what there is now."""
        return self._change(account, lambda _plan: entries, now)

    def remove(self, account: str, entry: PlanEntry, now: datetime) -> Plans:
        """Take a line out, durably; returns what there is now."""
        return self._change(account, lambda plan: (one for one in plan if not one.same(entry)), now)

    def _change(
        self,
        account: str,
        changed: Callable[[tuple[PlanEntry, ...]], Iterable[PlanEntry]],
        now: datetime,
    ) -> Plans:
        def change() -> None:
            plans = dict(self.load(now))
            entries = sorted(changed(plans.get(account, ())), key=lambda one: one.start)
            plans[account] = tuple(entries[:MAX_ENTRIES])
            self._save(plans)

        self._locked(change)
        return self.load(now)

    def _locked(self, change: Callable[[], None]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with held(self.path.with_suffix(".lock")):
                change()
        except OSError as err:
            raise of_system_error(err, self.path, LocalFailure.FILE) from err

    def _stored(self) -> Plans:
        try:
            return _plans_in(read_json(self.path))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError) as err:
            raise _unusable(self.path, err) from err

    def _save(self, plans: Plans) -> None:
        whole = {name: [_fields(entry) for entry in plan] for name, plan in plans.items() if plan}
        text = json.dumps({"version": _VERSION, "plans": whole}, ensure_ascii=False, indent=2)
        replace_file(self.path, (text + "\n").encode("utf-8", "replace"), shared=True)


def _fields(entry: PlanEntry) -> dict[str, object]:
    return {
        "room": entry.room,
        "account": entry.account,
        "start": entry.start.isoformat(),
        "end": None if entry.end is None else entry.end.isoformat(),
    }


def _kept(plans: Plans, now: datetime) -> Plans:
    kept = {name: tuple(one for one in plan if not is_gone(one, now)) for name, plan in plans.items()}
    return {name: plan for name, plan in kept.items() if plan}


def _plans_in(whole: object) -> Plans:
    if not isinstance(whole, dict) or whole.get("version") != _VERSION:
        raise UnusableFile("other_contents")
    return {str(name): tuple(_entry(one) for one in plan) for name, plan in whole["plans"].items()}


def _entry(stored: Mapping[str, object]) -> PlanEntry:
    end = stored["end"]
    return PlanEntry(
        int(str(stored["room"])),
        str(stored["account"]),
        _moment(stored["start"]),
        None if end is None else _moment(end),
    )


def _moment(stored: object) -> datetime:
    return datetime.fromisoformat(str(stored)).astimezone(UTC)


def _unusable(path: Path, err: Exception) -> Problem:
    if isinstance(err, OSError) and err.strerror:
        return of_file(err, path)
    detail = Detail("plan_file.no_plan", where=str(path))
    if isinstance(err, UnusableFile) and err.key in ("not_a_file", "not_json", "not_text"):
        detail = Detail(f"profile_file.{err.key}", err.params, str(path))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.FILE, detail=detail)
