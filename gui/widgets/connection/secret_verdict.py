"""Shows the contents of a given secret, and whether it fits the profile: read at once, sent nowhere."""

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone

if TYPE_CHECKING:
    from gui.core.security.usersig import DecodedUsersig

_DAY_S: Final = 86_400
_SOON_DAYS: Final = 7
"""From here on an expiry is amber, as in the check: it still works."""
_LAST_MOMENT: Final = 253_402_214_400
"""The end of 9999: no calendar shows more."""
_LONGEST: Final = 8192
"""No usersig comes near; more is something else that was pasted."""
_KEY: Final = re.compile(r"[0-9a-fA-F]{64}")
_MARKS: Final = {Tone.LIVE: "✓", Tone.WARNING: "▲", Tone.DANGER: "✕"}


class SecretVerdict(QWidget):
    """One line below the field.

    :param now: the wall clock, in seconds since 1970.
    """

    def __init__(self, now: Callable[[], float] = time.time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._fits = True
        self.mark = ToneLabel()
        self.mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.words = ToneLabel()
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.clear()

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against using it; also where nothing was given."""
        return self._fits

    def clear(self) -> None:
        """Nothing was given."""
        self._show(Tone.NEUTRAL, "", fits=True)

    def judge_usersig(self, secret: str, identifier: str, sdk_app_id: str) -> "DecodedUsersig | None":
        """Show whom a usersig is for and how long, or what does not fit.

        :param identifier: the form's; empty is not compared. So is the SDKAppID.
        :return: its own fields; None where it can't be decoded.
        """
        from gui.core.security import usersig

        if _KEY.fullmatch(secret):
            self._misfit(
                self.tr(
                    "This looks like the secret key. Choose “Give the secret key” above, then paste it there."
                )
            )
            return None
        if len(secret) > _LONGEST:
            self._misfit(self.tr("This is too long for a usersig. Copy the usersig alone."))
            return None
        try:
            decoded = usersig.decode(secret)
        except (ValueError, OverflowError, RecursionError):
            self._misfit(self.tr("This is not a usersig, or it is damaged or cut. Copy it once more, whole."))
            return None
        if identifier and decoded.identifier != identifier:
            text = self.tr("This usersig is for {owner}, but the administrator above is {name}.")
            owner = visible(decoded.identifier, 40)
            self._misfit(fill(text, owner=owner, name=visible(identifier, 40)))
        elif sdk_app_id and str(decoded.sdk_app_id) != sdk_app_id:
            text = self.tr("This usersig is for app {own}, but the SDKAppID above is {app}.")
            self._misfit(fill(text, own=decoded.sdk_app_id, app=sdk_app_id))
        else:
            self._show_expiry(decoded)
        return decoded

    def judge_key(self, secret: str) -> None:
        """A secret key has no fields: only its form can be checked."""
        from gui.core.security import usersig

        if _KEY.fullmatch(secret):
            text = self.tr("64 characters, as a secret key has. The panel makes and renews usersigs from it.")
            self._show(Tone.LIVE, text, fits=True)
            return
        try:
            usersig.decode(secret[:_LONGEST])
        except (ValueError, OverflowError, RecursionError):
            text = self.tr(
                "Secret keys have 64 digits and letters from a to f. This one is different: check it."
            )
            self._show(Tone.WARNING, text, fits=True)
        else:
            self._misfit(
                self.tr("This looks like a usersig. Choose “Paste a usersig” above, then paste it there.")
            )

    def _show_expiry(self, decoded: "DecodedUsersig") -> None:
        from gui.core.security import usersig

        left_s = decoded.expires_at - self._now()
        if decoded.made_at > self._now() + usersig.AHEAD_S:
            begins = datetime.fromtimestamp(min(decoded.made_at, _LAST_MOMENT))
            text = self.tr(
                "For {owner}, good only from {moment} on: check this computer's clock, or ask for another."
            )
            owner = visible(decoded.identifier, 40)
            words = fill(text, owner=owner, moment=f"{begins:%Y-%m-%d %H:%M}")
            self._show(Tone.WARNING, words, fits=False)
            return
        moment = datetime.fromtimestamp(min(max(decoded.expires_at, 0), _LAST_MOMENT))
        if left_s <= 0:
            tone, text = Tone.DANGER, self.tr("For {owner}, app {app}. Ended {day}: ask for a new one.")
        elif left_s <= _DAY_S:
            tone, text = (
                Tone.WARNING,
                self.tr("For {owner}, app {app}, ends {moment}: after that you can neither start nor stop."),
            )
        elif left_s <= _SOON_DAYS * _DAY_S:
            tone, text = Tone.WARNING, self.tr("For {owner}, app {app}, ends soon: {day}")
        else:
            tone, text = Tone.LIVE, self.tr("For {owner}, app {app}, ends {day}")
        words = fill(
            text,
            owner=visible(decoded.identifier, 40),
            app=decoded.sdk_app_id,
            day=f"{moment:%Y-%m-%d}",
            moment=f"{moment:%Y-%m-%d %H:%M}",
        )
        self._show(tone, words, fits=left_s > 0)

    def _misfit(self, text: str) -> None:
        self._show(Tone.DANGER, text, fits=False)

    def _show(self, tone: Tone, text: str, *, fits: bool) -> None:
        self._fits = fits
        self.mark.setText(_MARKS.get(tone, ""))
        self.words.setText(text)
        self.mark.set_tone(tone)
        self.words.set_tone(tone)
        self.setVisible(bool(text))
