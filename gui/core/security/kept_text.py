"""An answer as it may be kept and shown: text, cut, without a secret."""

from gui.core.protocol.answer_text import text_of
from gui.core.protocol.exchange import ANSWER_KEPT
from gui.core.security.redaction import masked


def kept_text(answer: bytes, encoding: str) -> str:
    """The beginning of an answer, masked.

    :param encoding: the codec that makes text of it.
    """
    # A secret may lie across the cut.
    return masked(text_of(answer[: 2 * ANSWER_KEPT], encoding))[:ANSWER_KEPT]
