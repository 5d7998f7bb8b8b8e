"""A keychain of a test's own, apart from what the installed command loads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest

from tests.support.keyrings import FileKeyring


@contextmanager
def file_keychain(path: Path) -> Iterator[Path]:
    """In the place of this computer's keychain; with nothing in it. Its entries are in the file."""
    before = keyring.get_keyring()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TEST_KEYRING", str(path))
        keyring.set_keyring(FileKeyring())
        try:
            yield path
        finally:
            # Whatever keychain a test puts in its place.
            keyring.set_keyring(before)
