"""The window on a small screen, and in a data folder that is not its owner's alone."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen

from gui.widgets.window.main_window import FRAME
from tests.support.widgets.window_driver import window_at


async def test_the_first_window_fits_on_a_small_screen_with_its_title_bar(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = QSize(1280, 720)
    monkeypatch.setattr(QScreen, "availableSize", lambda _self: small)
    async with window_at(data_folder) as staff:
        assert staff.window.isMaximized()
        usual = staff.window.normalGeometry().size()
        assert (usual + FRAME).boundedTo(small) == usual + FRAME


async def test_on_a_screen_with_room_to_spare_the_first_window_leaves_it(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _self: QSize(1920, 1040))
    async with window_at(data_folder) as staff:
        assert not staff.window.isMaximized()
        assert staff.window.size() == QSize(1280, 720)


@pytest.fixture
def mode(data_folder: Path, request: pytest.FixtureRequest) -> int:
    """What somebody made of the data folder's rights."""
    data_folder.mkdir()
    data_folder.chmod(request.param)
    return int(request.param)


@pytest.mark.parametrize("mode", [0o700, 0o2770, 0o777], indirect=True)
async def test_a_data_folder_that_others_can_write_to_is_told(data_folder: Path, mode: int) -> None:
    shown = mode == 0o777
    async with window_at(data_folder) as staff:
        await staff.until(staff.form.start_button.isEnabled, "it is ready")
        await asyncio.sleep(0.1)
        assert staff.window.open_folder.isVisible() == shown
        assert (str(data_folder) in staff.window.open_folder.text) == shown
