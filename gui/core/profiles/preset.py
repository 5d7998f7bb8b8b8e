"""Named settings of the start form, as the form holds them; presets.py keeps them."""

from dataclasses import dataclass

from gui.core.foundation.enums import SdkType, Source
from gui.core.protocol.start_options import OnOffOptions


@dataclass(frozen=True, slots=True)
class Preset(OnOffOptions):
    """What a start asks for besides room, user and file name. The default one is *None*: empty.

    :param class_id: the category as it was typed; empty leaves it out.
    """

    tags: tuple[str, ...] = ()
    class_id: str = ""
    source: Source = Source.CAMERA
    sdk_type: SdkType = SdkType.NORMAL
