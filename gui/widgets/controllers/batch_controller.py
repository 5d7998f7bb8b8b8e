"""Batches in the window: from the button to the result, in the background, and after a crash."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.enums import Operation
from gui.core.foundation.fill import fill
from gui.core.foundation.paths import UnusablePath, given_path
from gui.core.foundation.plain_text import visible
from gui.widgets.batch.batch_runner import BatchRunner
from gui.widgets.controllers.profile_controller import ProfileController
from gui.widgets.controls.theme import Tone
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.window.main_window import MainWindow

if TYPE_CHECKING:
    from gui.core.batch.earlier_results import CutBatch
    from gui.core.batch.precheck import Checked
    from gui.core.batch.results import BatchProgress, RowResult
    from gui.core.batch.run import BatchRequest, Choice
    from gui.core.protocol.endpoint import Limits
    from gui.widgets.batch.batch_dialog import BatchDialog


class BatchController(QObject):
    """Owns the batch runner and its one dialog. Lives as long as the panel's window."""

    def __init__(self, window: MainWindow, bridge: Bridge, profiles: ProfileController) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._profiles = profiles
        self.runner = BatchRunner(bridge)
        self.dialog: BatchDialog | None = None
        self._wanted: BatchRequest | None = None
        self._progress: BatchProgress | None = None
        self._cut: list[CutBatch] = []
        window.session_list.bar.batch.clicked.connect(self.open)
        window.batch_strip.action_chosen.connect(self._show_again)
        window.cut_strip.action_chosen.connect(self._go_on_with_cut)
        window.cut_strip.other_chosen.connect(self._later)
        bridge.sessions_loaded.connect(self._look_for_cut)
        self.runner.began.connect(self._began)
        self.runner.advanced.connect(self._advanced)
        self.runner.ended.connect(self._ended)
        self.runner.cut_found.connect(self._offer_cut)

    def open(self) -> None:
        """Ask for a file, for the profile in use; or show the batch that is under way."""
        current = self._profiles.current
        if self._window.shared_screen.keeps_hidden():
            return
        if self.runner.running or (self.dialog is not None and self.dialog.is_about(current)):
            self._show_again()
        elif current:
            self._ask_for_file(current, None)

    @property
    def busy(self) -> bool:
        """Whether a batch is under way, or its file or result is looked at."""
        shown = self.dialog is not None and self.dialog.isVisible()
        return self.runner.running or shown or self._window.batch_strip.told

    def take_over(self, former: Self) -> None:
        """Offer the batches that a former window offered."""
        former.runner.deleteLater()
        self._offer_cut(former._cut)

    def drain(self) -> None:
        """The panel closes: no further row is sent, and the rest can go on another time."""
        self.runner.drain()
        if self.dialog is not None:
            self.dialog.hide()

    def left_text(self) -> str:
        """The text for what closing the panel means for a batch that runs; empty without one."""
        if not self.runner.running:
            return ""
        return self.tr(
            "A batch is under way. No further row is sent; the rest is offered when the panel opens again."
        )

    # The batch's own window.

    def _ask_for_file(self, profile: str, cut: "CutBatch | None") -> None:
        dialog = self._dialog_made()
        dialog.file_page.file.set_path("")
        colour = next((p.shown_colour or "" for p in self._bridge.profiles() if p.name == profile), "")
        dialog.open_for(self._environment(profile), profile, self._limits(profile), colour)
        dialog.expect(cut)

    def _dialog_made(self) -> "BatchDialog":
        # Not at the file's top: the first paint need not wait for it.
        from gui.widgets.batch.batch_dialog import BatchDialog

        if self.dialog is None:
            self.dialog = dialog = BatchDialog(self._window.messages, self._window.catalogue, self._window)
            dialog.file_page.check_requested.connect(self._check)
            dialog.file_page.encoding_chosen.connect(self._check)
            dialog.file_page.start_requested.connect(self._start)
            dialog.template_chosen.connect(self.runner.save_template)
            dialog.export_chosen.connect(self._export)
            dialog.hidden.connect(self._show_strip)
            page = dialog.run_page
            page.pause_requested.connect(self.runner.pause)
            page.go_on_requested.connect(self.runner.go_on)
            page.cancel_requested.connect(self.runner.cancel)
            page.unsent_requested.connect(lambda: self._send_again(refused_too=False))
            page.failed_requested.connect(lambda: self._send_again(refused_too=True))
            page.new_requested.connect(lambda: self._ask_for_file(dialog.profile, None))
            page.table.session_opened.connect(lambda found: self._window.session_list.select([found]))
            self.runner.checked.connect(dialog.file_page.show_checked)
            self.runner.check_refused.connect(dialog.refuse)
            self.runner.saved.connect(dialog.show_saved)
            self.runner.save_refused.connect(dialog.show_not_saved)
        return self.dialog

    def _check(self, path: str, operation: Operation, encoding: str | None = None) -> None:
        from gui.core.batch.precheck import Wish

        if self.dialog is not None:
            # A path that can't be tried is complained of by the check.
            with contextlib.suppress(UnusablePath):
                path = str(given_path(path))
            self.runner.check(Wish(path, operation, self.dialog.profile, encoding))

    def _start(self, checked: "Checked", choice: "Choice") -> None:
        from gui.core.batch.run import BatchRequest

        if checked.batch is not None:
            wanted = BatchRequest(checked.batch, checked.wish.profile, choice, checked.wish.path)
            self._profiles.operators.before(lambda: self.runner.run(wanted))

    def _send_again(self, *, refused_too: bool) -> None:
        from gui.core.batch.run import Choice

        if self._wanted is not None:
            choice = Choice.FAILED if refused_too else Choice.RESUME
            wanted = replace(self._wanted, choice=choice)
            self._profiles.operators.before(lambda: self.runner.run(wanted))

    def _export(self, path: str) -> None:
        if self._wanted is not None and self.dialog is not None:
            results = self.dialog.run_page.table.model.results()
            self.runner.export(path, self._wanted, results, self._window.catalogue)

    # What becomes of it.

    def _began(self, wanted: "BatchRequest", results: "tuple[RowResult, ...]") -> None:
        self._wanted, self._progress = wanted, None
        self._window.batch_strip.hide()
        self._dialog_made().begin(wanted, results)

    def _advanced(self, progress: "BatchProgress", came: "Sequence[RowResult]") -> None:
        self._progress = progress
        self._dialog_made().run_page.advance(progress, came)
        if self._window.batch_strip.told:
            self._show_strip()

    def _ended(self, ended_by: Problem | None) -> None:
        dialog = self._dialog_made()
        dialog.end(ended_by)
        if not dialog.isVisible() and self._wanted is not None:
            self._show_ended(ended_by)

    def _show_strip(self) -> None:
        """The batch goes on behind the closed window."""
        from gui.widgets.batch.batch_texts import counts_text

        if self.runner.running and self._progress is not None:
            text = self.tr("Batch {file}: {counts}")
            words = fill(text, file=self._file_text(), counts=counts_text(self._progress))
            self._window.batch_strip.show_notice(f"○ {words}", Tone.ACCENT, self.tr("Show"), may_close=False)

    def _show_ended(self, ended_by: Problem | None) -> None:
        from gui.widgets.batch.batch_texts import counts_text

        progress = self._progress
        parts = [] if progress is None else [counts_text(progress, with_rest=False)]
        good = progress is not None and progress.accepted == progress.total
        text = self.tr("The batch {file} is over: {counts}")
        if ended_by is not None and ended_by.word is not LocalFailure.WITHDRAWN:
            parts.append(self._window.catalogue.of(ended_by).description)
        words = fill(text, file=self._file_text(), counts=" · ".join(parts))
        tone, mark = (Tone.LIVE, "●") if good else (Tone.WARNING, "▲")
        self._window.batch_strip.show_notice(f"{mark} {words}", tone, self.tr("Show the result"))

    def _show_again(self) -> None:
        self._window.batch_strip.hide()
        if self.dialog is not None:
            self.dialog.come_up()

    def _file_text(self) -> str:
        return "" if self._wanted is None else visible(Path(self._wanted.source).name, 60)

    # After a crash.

    def _look_for_cut(self) -> None:
        self.runner.look_for_cut()

    def _offer_cut(self, found: "Sequence[CutBatch]") -> None:
        self._cut = list(found)
        self._offer_next()

    def _offer_next(self) -> None:
        strip = self._window.cut_strip
        if not self._cut:
            strip.hide()
            return
        cut = self._cut[0]
        text = self.tr("The batch {file} was cut: {left} of {rows} rows were never sent.", "", cut.left)
        file = visible(Path(cut.run.source).name, 60)
        words = fill(text, file=file, left=f"{cut.left:,}", rows=f"{cut.run.rows:,}")
        strip.show_notice(
            f"▲ {words}", Tone.WARNING, self.tr("Go on…"), other=self.tr("Later"), may_close=False
        )

    def _later(self) -> None:
        self._cut = self._cut[1:]
        self._offer_next()

    def _go_on_with_cut(self) -> None:
        if self.runner.running:
            self._show_again()
            return
        cut = self._cut[0]
        self._later()
        self._ask_for_file(cut.run.profile, cut)

    def _environment(self, name: str) -> str:
        found = (p.environment.value for p in self._bridge.profiles() if p.name == name)
        return next(found, "other")

    def _limits(self, profile: str) -> "Limits | None":
        try:
            return self._bridge.services.connections.endpoint(profile).limits
        except Problem:
            return None
