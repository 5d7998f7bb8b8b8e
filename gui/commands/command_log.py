"""The log of a command: begun with its first record, so that a command without one touches no file."""

import contextlib
import logging
from collections.abc import Iterator
from functools import partial

from gui.commands.context import Context
from gui.core.catalogue.errors import Problem
from gui.core.foundation.own_program import own_version
from gui.core.foundation.paths import UnusablePath

log = logging.getLogger(__name__)


@contextlib.contextmanager
def command_log(context: Context, command: str) -> Iterator[None]:
    """For the length of a command. One that can't be written is no matter: ``doctor`` tells of it.

    :param command: its name; what it was given is left out.
    """
    try:
        folder = context.data_dir
    except UnusablePath:
        # The command says so itself.
        yield
        return
    from gui.core.traces.places import log_folder
    from gui.core.traces.process_log import ProcessLog

    with ProcessLog("command", partial(log_folder, folder)):
        log.info("%s began", command)
        try:
            yield
        except Problem as problem:
            log.info("%s ended: %s", command, problem)
            raise
        except Exception:
            log.info("%s ended by a bug", command, exc_info=True)
            raise
        log.info("%s ended, version %s", command, own_version() or "–")
