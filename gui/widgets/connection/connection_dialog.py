"""Connection settings: the profiles, and the one that is shown, changed or made."""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.core.catalogue.settings_part import SettingsPart
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.connection.check_list import CheckLine
from gui.widgets.connection.connection_buttons import ConnectionButtons
from gui.widgets.connection.connection_form import ConnectionForm, ProfileDraft
from gui.widgets.connection.connection_heading import ConnectionHeading
from gui.widgets.connection.connection_questions import ask_to_discard, ask_to_put_aside, ask_to_remove
from gui.widgets.connection.fields_and_check import FieldsAndCheck
from gui.widgets.connection.profile_pane import ProfilePane
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ResultLine
from gui.widgets.controls.notices.notice_strip import NoticeStrip
from gui.widgets.controls.profile_chip import Place
from gui.widgets.controls.theme import Tone

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile, ProfileComplaint

_FIRST_SIZE: Final = QSize(1060, 610)
_LEAST_SIZE: Final = QSize(560, 300)
PATIENCE_MS: Final = 2500
"""Saving takes longer only where the keychain waits for its owner."""


class ConnectionDialog(QDialog):
    """Opened with ``open()`` or ``show()``; talks to no disk, keychain or network: signals out, methods in.

    :ivar saved: a :class:`ProfileDraft`; answered with :meth:`set_profiles` and :meth:`show_saved`,
        or with :meth:`show_problem` or :meth:`show_refused`.
    :ivar removed: the name of a profile; answered with :meth:`set_profiles` or :meth:`show_problem`.
    :ivar check_requested: a :class:`ProfileDraft`, not saved yet; answered with :meth:`add_check_line`
        and :meth:`set_checking`. What works is then saved.
    :ivar done_saying: closed after it was saved; what the status bar says of it.
    :ivar pane: asks to import and export; answered with :meth:`set_profiles` and :meth:`show_transfer`.
    :ivar form: its ``files`` ask for their check.
    :param now: the wall clock, in seconds since 1970.
    """

    saved = Signal(object)
    removed = Signal(str)
    check_requested = Signal(object)
    done_saying = Signal(str)
    put_aside_requested = Signal()
    """The broken file of profiles gets another name; answered with :meth:`set_trouble`."""

    def __init__(
        self, messages: Messages, parent: QWidget | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Connection settings"))
        self._profiles: dict[str, Profile] = {}
        self._name: str | None = None
        self._saving: str | None = None
        self.pane = ProfilePane()
        self.profile_list = self.pane.list
        self._head = ConnectionHeading()
        self.heading, self.badge = self._head.name, self._head.badge
        self.form = ConnectionForm(messages, now)
        self._parts = FieldsAndCheck(self.form)
        self.check_pane, self.practice_note = self._parts.check_pane, self._parts.practice_note
        self.check_list = self.check_pane.list
        self._saves_after_check = False
        self.trouble = NoticeStrip()
        self.said = ResultLine()
        self.buttons = ConnectionButtons()
        self.remove_button, self.check_button = self.buttons.remove, self.buttons.check
        self.save_button, self.close_button = self.buttons.save, self.buttons.close_button
        for button, slot in (
            (self.remove_button, self._ask_to_remove),
            (self.check_button, self._check),
            (self.save_button, self._save),
            (self.close_button, self.reject),
        ):
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
        self._lay_out()
        # Only now is it the dialog's: before, Qt would take the first button that there is, seen or not.
        self.check_button.setDefault(True)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_what_is_waited_for)
        self.trouble.action_chosen.connect(lambda: ask_to_put_aside(self, self.put_aside_requested.emit))
        self.profile_list.profile_chosen.connect(self.edit)
        self.pane.connect_requested.connect(lambda: self.edit(None))
        self.form.changed.connect(self._follow_edit)
        self._show_profile(None)

    def set_profiles(self, profiles: Iterable["Profile"]) -> None:
        """List these; what was entered and not saved stays, unless its profile is gone."""
        shown = self._profiles.get(self._name or "")
        self._profiles = {profile.name: profile for profile in profiles}
        self.profile_list.set_profiles(self._profiles.values())
        if self._name is not None and self._name not in self._profiles:
            self._show_profile(next(iter(self._profiles), None))
        elif self._profiles.get(self._name or "") != shown and not self.form.has_changes():
            self._show_profile(self._name)
        self.profile_list.select(self._name)

    def set_trouble(self, text: str) -> None:
        """Why the profiles could not be read, empty where they were: until then none can be saved."""
        if not text:
            self.trouble.hide()
            return
        aside = self.tr("Put the broken file aside…")
        self.trouble.show_notice(f"▲ {visible(text)}", Tone.DANGER, aside, may_close=False)

    def edit(self, name: str | None) -> None:
        """Show a profile by its name, or an empty form for a new one; asks before changes are lost."""
        if name is not None and name == self._name:
            return
        self.profile_list.select(self._name)
        self._leave(lambda: self._show_profile(name))

    def ask_for_credential(self) -> None:
        """The one of the profile that is shown is missing: its field is ready to be typed into."""
        if not self._is_practice():
            self.form.credential.ask_for_it()
            self._parts.area.reveal(self.form.credential)

    def set_surroundings(self, *, keychain: bool, environment: bool, passphrase: bool = False) -> None:
        """Whether there is a keychain, and whether the environment gives secrets that outrank it."""
        self.form.credential.set_surroundings(keychain=keychain, environment=environment)
        self.form.files.passphrase.set_surroundings(keychain=keychain, environment=passphrase)

    def show_saved(self, *, whole: bool = True) -> None:
        """What ``saved`` carried is kept: the secret is forgotten here, and the dialog closes.

        :param whole: else something is still to be said of it here, and it stays.
        """
        if self._saving is None:
            return
        name, self._saving = self._saving, None
        self._show_profile(name)
        if not whole:
            self.said.show_text(Tone.LIVE, self.tr("✓ Saved."))
            return
        self.done(QDialog.DialogCode.Accepted)
        self.done_saying.emit(fill(self.tr("Saved: profile {name}"), name=visible(name)))

    def show_problem(self, text: str) -> None:
        """Saving or removing did not work; what was entered stays."""
        self._saving = None
        self._enable()
        self.said.show_text(Tone.DANGER, f"✕ {visible(text)}")

    def show_refused(self, complaints: "Iterable[ProfileComplaint]") -> None:
        """What was entered can't be used as it is, such as a file that is not there; it stays, marked."""
        not_checked = self.tr("✕ Not checked: see the marked fields.")
        said = not_checked if self._saving is None else self.tr("✕ Not saved: see the marked fields.")
        self._saving = None
        self._enable()
        self.said.show_text(Tone.DANGER, said)
        if (wrong := self.form.show_refused(complaints)) is not None:
            self._parts.area.reveal(wrong)

    def set_checking(self, checking: bool, *, whole: bool = True) -> None:
        """A check of the connection begins or is over.

        :param whole: it came to its end, and was not broken off.
        """
        was_running = self.check_list.running
        self.check_list.set_running(checking)
        self._parts.arrange(self.width(), practice=self._is_practice())
        self._enable()
        self.check_pane.area.to_top()
        if was_running and not checking:
            # The buttons are back: what *Close* got meanwhile was meant for the check.
            if self.close_button.hasFocus():
                self.check_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._save_what_works(whole=whole)

    def add_check_line(self, line: CheckLine) -> None:
        """What the check under way has found; ignored when its form was left meanwhile."""
        if self.check_list.running:
            self.check_list.set_lines((*self.check_list.lines, line))

    def show_imported(self, name: str) -> None:
        """Go to a profile that has just come: its credential is to be given, not one of a new profile.

        Another profile, and what was typed into the empty form, stay.
        """
        if self._name is None and not self.form.has_changes():
            self._show_profile(name)
            self.ask_for_credential()

    def show_transfer(self, tone: Tone, lines: Iterable[str]) -> None:
        """What came of an import or export."""
        self.said.show_lines(tone, lines)

    def go_to(self, part: SettingsPart) -> None:
        """Into the field that a failure is about."""
        if self._is_practice():
            return
        if part is SettingsPart.CREDENTIAL:
            self.ask_for_credential()
        elif part is not SettingsPart.RELAY and (row := self.form.bring_up(part)) is not None:
            self._parts.area.reveal(row)

    def reject(self) -> None:
        """Close; asks before changes are lost."""
        self._leave(super().reject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The result stands beside the fields where there is room for both."""
        super().resizeEvent(event)
        self._parts.arrange(event.size().width(), practice=self._is_practice())

    def done(self, result: int) -> None:
        """No secret outlives the open dialog."""
        self._show_profile(self._name)
        super().done(result)

    def _save(self) -> None:
        if (wrong := self.form.validate(for_saving=True)) is not None:
            self.said.show_text(Tone.DANGER, self.tr("✕ Not saved: see the marked fields."))
            self._parts.area.reveal(wrong)
            return
        draft = self._draft()
        self._saving = str(draft.values["name"])
        self._enable()
        self.said.show_text(Tone.MUTED, self.tr("Saving…"))
        self._patience.start()
        self.saved.emit(draft)

    def _save_what_works(self, *, whole: bool) -> None:
        """After a check; a form that holds nothing new has nothing to be saved."""
        wanted, self._saves_after_check = self._saves_after_check, False
        if not wanted:
            return
        if self.check_list.stale:
            words = self.tr("Not saved: something was changed during the check. Check once more.")
            self.said.show_text(Tone.WARNING, words)
        elif self.check_list.failed or not self.check_list.lines or not whole:
            words = self.tr("✕ Not saved: the check failed. Mend it, or save without a check.")
            self.said.show_text(Tone.DANGER, words)
            self._show_what_to_mend()
        elif self.form.has_changes() or self._name is None:
            self._save()
        else:
            self.said.show_text(Tone.NEUTRAL, self.tr("Nothing was changed, so nothing had to be saved."))

    def _show_what_to_mend(self) -> None:
        """The field that the first failure is about, where that is known."""
        fields = [line.field for line in self.check_list.lines if line.tone is Tone.DANGER and line.field]
        if fields and (row := self.form.bring_up(fields[0])) is not None:
            self._parts.area.reveal(row)

    def _check(self) -> None:
        if (wrong := self.form.validate(for_saving=True)) is not None:
            self.said.show_text(Tone.DANGER, self.tr("✕ Not checked: see the marked fields."))
            self._parts.area.reveal(wrong)
            return
        self.said.show_text(Tone.NEUTRAL, "")
        self._saves_after_check = True
        self.set_checking(True)
        self.check_requested.emit(self._draft())

    def _draft(self) -> ProfileDraft:
        credential = self.form.credential
        passphrase = self.form.files.passphrase
        return ProfileDraft(
            self.form.values(),
            credential.credential(),
            credential.keep(),
            passphrase.passphrase(),
            passphrase.keep(),
        )

    def _ask_to_remove(self) -> None:
        name, place = self._name, self._place()
        if name is not None and place is not None:
            ask_to_remove(self, place, lambda: self._remove(name))

    def _remove(self, name: str) -> None:
        self.form.load(self._profiles.get(name), self._profiles)
        self.removed.emit(name)

    def _leave(self, go_on: Callable[[], None]) -> None:
        if not self.form.has_changes() or self._saving is not None:
            go_on()
            return
        ask_to_discard(self, self._place(), go_on)

    def _show_profile(self, name: str | None) -> None:
        profile = self._profiles.get(name) if name is not None else None
        self._name = None if profile is None else profile.name
        self._saves_after_check = False
        self.check_list.set_running(False)
        self.check_list.set_lines(())
        self._parts.arrange(self.width(), practice=self._is_practice())
        self.said.show_text(Tone.NEUTRAL, "")
        self.form.load(None if self._is_practice() else profile, self._profiles)
        self.profile_list.select(self._name)
        self._parts.area.to_top()
        self._enable()
        if not self.profile_list.hasFocus():
            self.form.focus_first()

    def _follow_edit(self) -> None:
        self.check_list.set_stale()
        if self._saving is None:
            self.said.show_text(Tone.NEUTRAL, "")
        self._show_heading()

    def _show_heading(self) -> None:
        name = self._name if self._name is not None else self.form.name.text().strip()
        self.heading.set_whole_text(profile_name(name) if name else self.tr("New profile"))
        # The badge says the same.
        self.heading.setVisible(not self._is_practice())
        self.badge.set_environment(self._environment(), self.form.colour.colour())

    def _place(self) -> Place | None:
        """Whom a question of this dialog is about; nobody yet, where nothing of it is known."""
        environment, name = self._environment(), self._name or self.form.name.text().strip()
        if not environment and not name:
            return None
        return Place(environment or "other", name or self.tr("New profile"), self.form.colour.colour())

    def _environment(self) -> str:
        """Of the address as it stands in the form: production is marked before it is saved."""
        if self._is_practice():
            return "practice"
        return self.form.relay.environment()

    def _is_practice(self) -> bool:
        profile = None if self._name is None else self._profiles.get(self._name)
        return profile is not None and profile.environment.value == "practice"

    def _enable(self) -> None:
        idle = self._saving is None
        real = not self._is_practice()
        self.form.setEnabled(idle)
        self.pane.setEnabled(idle)
        self.save_button.setEnabled(idle and real and not self.check_list.running)
        self.check_button.setEnabled(idle and real and not self.check_list.running)
        self.remove_button.setEnabled(idle and real and self._name is not None)
        self._show_heading()

    def _show_what_is_waited_for(self) -> None:
        if self._saving is not None:
            self.said.show_text(
                Tone.WARNING,
                self.tr("Waiting for the keychain… Look for a window that asks for its password."),
            )

    def _lay_out(self) -> None:
        # No field gets lower as something is said below them.
        keep = self.said.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.said.setSizePolicy(keep)
        self.said.setMinimumHeight(self.said.fontMetrics().height())
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.trouble)
        right.addWidget(self._head)
        right.addWidget(self._parts, 1)
        right.addWidget(self.said)
        right.addWidget(self.buttons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        whole.addWidget(self.pane)
        whole.addLayout(right, 1)
        # No button may be cut off, however long its text is in another language.
        self.setMinimumSize(max(_LEAST_SIZE.width(), self.minimumSizeHint().width()), _LEAST_SIZE.height())
        set_first_size(self, _FIRST_SIZE)
