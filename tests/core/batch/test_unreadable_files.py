"""Why a batch file can't be read, in the reader's own language."""

import os
from pathlib import Path

from gui.core.batch.file_format import complaint_text
from gui.core.batch.precheck import Wish, check_file
from gui.core.foundation.enums import Operation
from gui.core.foundation.messages import Messages
from tests.support.core.recorder_setup import desk


async def test_why_a_file_cannot_be_read_is_said_in_the_window_s_language(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    said = []
    async with desk(tmp_path / "data") as it:
        for name in ("nowhere.csv", "folder.csv", "pipe.csv"):
            wish = Wish(str(tmp_path / name), Operation.START, "Main")
            (complaint,) = (await check_file(it.ledger, it.relays, wish)).complaints
            said.append(complaint_text(complaint, Messages("zh_CN")).rpartition("：")[2])
    assert said == ["没有这个文件。", "这是一个文件夹。", "这是管道、设备或套接字，不是文件。"]
