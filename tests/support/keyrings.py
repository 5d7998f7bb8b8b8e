"""Keychains for the tests: one that keeps its entries in a file, one that fails and says too much."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class FileKeyring(KeyringBackend):
    """A keychain that is there: its entries are in the file of the variable ``TEST_KEYRING``."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring gives it no types

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._read(), f"{service} {username}": password})

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service} {username}")

    def delete_password(self, service: str, username: str) -> None:
        found = self._read()
        if f"{service} {username}" not in found:
            raise PasswordDeleteError
        self._write({name: kept for name, kept in found.items() if name != f"{service} {username}"})

    @property
    def _path(self) -> Path:
        return Path(os.environ["TEST_KEYRING"])

    def _read(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._path.read_text()) if self._path.exists() else {}
        return found

    def _write(self, entries: dict[str, str]) -> None:
        self._path.write_text(json.dumps(entries))


class BrokenKeyring(KeyringBackend):
    """A keychain that fails at everything, and has the secret in its words."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring gives it no types

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"could not keep {password} for {username} of {service}")

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"could not read {username} of {service}: it was {os.environ.get('TEST_CANARY')}")

    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError(f"could not remove {username} of {service}")
