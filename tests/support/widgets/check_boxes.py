"""The check boxes of the start form."""

from gui.core.foundation.enums import Field
from gui.core.protocol.start_options import ON_OFF


def checked(*fields: Field) -> dict[Field, bool]:
    """These on, all others off."""
    return {name: name in fields for name in ON_OFF}
