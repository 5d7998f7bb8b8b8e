"""Where a command's file goes: tried before anything is read, written or sent."""

from collections.abc import Iterable
from pathlib import Path

from gui.commands.context import Context, WrongUse
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.file_places import InputFile, NoPlainFile, OwnFile, check_place
from gui.core.foundation.paths import given_path, is_folder
from gui.core.foundation.plain_text import visible


def output_place(context: Context, given: str | Path, option: str, inputs: Iterable[Path] = ()) -> Path:
    """The whole path of a file that can be written.

    :param option: as it is typed, for the complaint.
    :param inputs: files that the command reads.
    :raises WrongUse: for a folder, a file of the panel's own, what is no file, or a folder that is not there.
    :raises Problem: ``file``, where the system lets nothing be written there.
    :raises UnusablePath: where no file can have that name.
    """
    path = given_path(given)
    shown = visible(str(path))
    try:
        check_place(path, context.data_dir, inputs)
    except IsADirectoryError as err:
        raise WrongUse(context.text("cli.output.is_folder", option=option, path=shown)) from err
    except InputFile as err:
        raise WrongUse(context.text("cli.batch.same_file")) from err
    except OwnFile as err:
        raise WrongUse(context.text("cli.output.own_file", option=option, path=shown)) from err
    except NoPlainFile as err:
        raise WrongUse(context.text("cli.output.no_file", option=option, path=shown)) from err
    except OSError as err:
        if not is_folder(path.parent):
            folder = visible(str(path.parent))
            raise WrongUse(context.text("cli.output.no_folder", option=option, folder=folder)) from err
        raise of_file(err, path) from err
    return path
