"""What a next step copies: each text is made elsewhere; here is which step copies which."""

from collections.abc import Sequence

from gui.core.attempts import Tried
from gui.core.copied_texts import administrator_request, report_text
from gui.core.errors import Catalogue
from gui.core.guidance import Step
from gui.core.messages import Messages
from gui.core.say import question
from gui.core.session import Session
from gui.core.vod import vod_text


def step_text(
    step: Step, session: Session, messages: Messages, catalogue: Catalogue, attempts: Sequence[Tried]
) -> str:
    """The text for the clipboard; empty for a step that does something else."""
    match step:
        case Step.COPY_QUESTION:
            return question(session, messages)
        case Step.COPY_ADMIN_REQUEST:
            return administrator_request(session, messages, catalogue)
        case Step.COPY_REPORT:
            return report_text(session, messages, catalogue, attempts)
        case Step.COPY_FOR_VOD:
            return vod_text((session,), messages)
    return ""
