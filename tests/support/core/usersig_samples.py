"""Usersigs as an administrator pastes them, at a time that stands still."""

from typing import Final

from gui.core.security import usersig

NOW: Final = 1_700_000_000.0
DAY: Final = 86_400
KEY: Final = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
APP: Final = 1_400_003_984


def sig(identifier: str = "admin", app: int = APP, days: float = 30) -> str:
    """Good from NOW on for so many days."""
    return usersig.make_at(
        secret_key=KEY, identifier=identifier, sdk_app_id=app, time=int(NOW), expire=int(days * DAY)
    )
