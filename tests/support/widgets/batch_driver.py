"""Drives the window of a batch as staff do."""

from pathlib import Path

from gui.simulator.in_process import RunningSimulator
from gui.widgets.batch.batch_dialog import BatchDialog
from gui.widgets.batch.batch_result_model import ResultColumn
from tests.support.core.batches import file_of
from tests.support.widgets.window_driver import Staff

HEAD = "room,account,file_name"


class BatchDesk:
    """A support person with the batch's window open."""

    def __init__(self, staff: Staff, dialog: BatchDialog) -> None:
        self.staff = staff
        self.dialog = dialog
        self.file, self.run = dialog.file_page, dialog.run_page

    async def chooses(self, path: Path) -> None:
        """Type a path, and wait until the file was looked at."""
        self.file.file.set_path("")
        self.staff.types(self.file.file.line, str(path))
        await self.staff.until(lambda: self.file.again.isVisible(), "the file was looked at")

    async def sends(self, path: Path) -> None:
        """Choose a sound file and send it to its end."""
        await self.chooses(path)
        self.staff.clicks(self.file.go)
        await self.is_over()

    async def is_over(self) -> None:
        await self.staff.until(lambda: self.run.new.isVisible(), "the batch is over")

    def found(self) -> list[tuple[str, str, str]]:
        """The lines of the table of what is wrong."""
        lines = [self.file.table.found.text(row) for row in range(self.file.table.found.rowCount())]
        return [(a, b, c) for a, b, c in (line.split("\t") for line in lines)]

    def results(self, column: ResultColumn) -> list[str]:
        model = self.run.table.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]


async def at_batch(staff: Staff) -> BatchDesk:
    """Press *Batch…*."""
    staff.clicks(staff.sessions.bar.batch)
    return BatchDesk(staff, await staff.asked(BatchDialog))


def written(folder: Path, *rows: str, head: str = HEAD, name: str = "lessons.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return path


def lesson(folder: Path, count: int) -> Path:
    path = folder / "lessons.csv"
    path.write_bytes(file_of(count))
    return path


def accounts(service: RunningSimulator) -> list[str]:
    return sorted(str(entry.account) for entry in service.record)
