"""Takes pictures of five different failures, as the window shows them, on a simulator of its own.

Arguments: the folder for the pictures, and the language. ``packaging/take-screenshots --failures`` calls it
for each language, theme and scale.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from production_relay import production_relay
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.app import Panel, WindowOptions
from gui.core.foundation.enums import State
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.request import start_request
from gui.core.recording.retries import Pacing
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.theme import apply_theme
from gui.widgets.runtime.event_loop import PanelEventLoop
from gui.widgets.style.themes import current_theme
from gui.widgets.window.translations import translate

SIZE: Final = (1280, 720)
PATIENCE_S: Final = 20.0
AT_ONCE: Final = Pacing(delay_s=0.0, jitter_s=0.0, resend_s=0.0)
_HOSTILE: Final = "<b>quota</b> exceeded\x1b[31m for room \u202e10004\u202c, see https://example.invalid/?a=1"
_ALIKE: Final = 0xFFF0F0F0
"""Colours that agree in these bits look alike."""
_UNDER_WAY: Final = (State.STARTING, State.STOPPING)


class Pictures:
    """Causes each failure, and takes its picture."""

    def __init__(self, panel: Panel, service: RunningSimulator, folder: Path) -> None:
        self._panel = panel
        self._window = panel.window
        self._service = service
        self._folder = folder

    async def take(self) -> None:
        """All five, one after the other."""
        await self._until(self._window.start_form.start_button.isEnabled)
        for room, account in ((990001, "alice"), (990005, "grace")):
            await self._start(room, account)
        await self._refused_three_times()
        await self._unconfirmed()
        await self._stop_refused()
        await self._unknown_code()
        await self._storage_used_up()

    async def _refused_three_times(self) -> None:
        for _ in range(3):
            await self._start(990003, "dan")
        await self._picture("refused-start", "dan")

    async def _unconfirmed(self) -> None:
        self._service.arm(operation="start", account="carol", fault="drop_after")
        await self._start(990002, "carol")
        await self._picture("unconfirmed-start", "carol")

    async def _stop_refused(self) -> None:
        self._service.arm(operation="stop", account="grace", code=30000405, message="room server error")
        self._panel.bridge.recordings.stop_sessions([self._session("grace").id])
        await self._until(lambda: self._session("grace").failure is not None)
        await self._picture("refused-stop", "grace", attempts=True)

    async def _unknown_code(self) -> None:
        self._service.arm(operation="start", account="frank", code=31999999, message=_HOSTILE)
        await self._start(990004, "frank")
        await self._picture("unknown-code", "frank")

    async def _storage_used_up(self) -> None:
        self._service.arm(operation="start", account="王芳", code=2, message="balance is used up")
        await self._start(990006, "王芳")
        await self._picture("storage-used-up", "王芳")

    async def _start(self, room: int, account: str, profile: str = "Main") -> None:
        # The task of an earlier start on the same target may have a last step to do.
        await self._until(lambda: not self._panel.bridge.busy)
        before = len(self._window.session_list.model.sessions())
        values = {"room": room, "account": account, "file_name": f"{room}_{account}", "tags": ["autumn"]}
        self._panel.bridge.recordings.start(profile, start_request(values))
        await self._until(lambda: len(self._window.session_list.model.sessions()) > before)
        await self._until(lambda: self._session(account).state not in _UNDER_WAY)

    def _session(self, account: str) -> Session:
        found = [s for s in self._window.session_list.model.sessions() if s.target.account == account]
        return max(found, key=lambda session: session.first_row)

    async def _picture(self, name: str, account: str, *, attempts: bool = False) -> None:
        self._window.session_list.select([self._session(account).id])
        self._window.error_panel.attempts.toggle.setChecked(attempts)
        # Long enough for the step that counts down, and for the rows to be read.
        await asyncio.sleep(3.2)
        picture = small(self._window.grab().toImage())
        picture.save(str(self._folder / f"{name}.png"), "PNG", 0)  # type: ignore[call-overload]  # the stubs say bytes

    async def _until(self, there: Callable[[], bool]) -> None:
        give_up = time.monotonic() + PATIENCE_S
        while not there():
            if time.monotonic() > give_up:
                raise SystemExit(f"waited in vain: {there}")
            await asyncio.sleep(0.02)


def small(image: QImage, most: int = 256) -> QImage:
    """The picture in few colours, much smaller: the tones, the commonest, and one of each other kind."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I").tolist())
    colors = [tone.rgb() for tone in current_theme().tones.values() if tone.rgb() in counted]
    common = [color for color, _ in counted.most_common() if color not in colors]
    colors += common[: most // 2]
    seen = {color & _ALIKE for color in colors}
    for color in common[most // 2 :]:
        if color & _ALIKE not in seen and len(colors) < most:
            seen.add(color & _ALIKE)
            colors.append(color)
    return image.convertToFormat(
        QImage.Format.Format_Indexed8, colors, Qt.ImageConversionFlag.ThresholdDither
    )


async def _run(data: Path, folder: Path, language: str) -> None:
    async with production_relay(data) as (service, profile):
        Profiles(data).add(new_profile(profile))
        panel = Panel(WindowOptions(data, language, "Li", "Main", pacing=AT_ONCE))
        # A screen that is too small for it would maximise it.
        panel.window.showNormal()
        panel.window.resize(*SIZE)
        running = asyncio.create_task(panel.run())
        await panel.window.painted()
        await Pictures(panel, service, folder).take()
        panel.actions.quit_requested.set()
        await running


def main() -> None:
    """Open the window, cause the failures, take the pictures."""
    folder, language = Path(sys.argv[1]), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["RECORDING_PANEL_USER_SIG"] = "pictures"
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    translators = translate(application, language)
    apply_theme(application)
    with tempfile.TemporaryDirectory() as data, PanelEventLoop(application) as loop:
        loop.run_until_complete(_run(Path(data), folder, language))
    del translators


if __name__ == "__main__":
    main()
