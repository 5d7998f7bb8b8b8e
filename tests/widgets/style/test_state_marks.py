"""The shapes of the states: each is told apart without its colour, and only what was accepted is green."""

from itertools import combinations

import pytest
from PySide6.QtGui import QImage

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.presentation.shapes import Shape
from gui.core.presentation.state_shapes import shape_of
from gui.core.presentation.state_texts import StateTone, shown
from gui.core.sessions.session import Session
from gui.widgets.controls.state_mark import state_pixmap
from gui.widgets.controls.theme import Tone
from tests.support.session_samples import NOW, recording, refused, sample, stopped, unconfirmed

EN = Messages("en")
APART = 6
"""Pixels, of the 256 of a mark, in which two shapes differ at least."""


def drawn(shape: Shape) -> list[bool]:
    """Where a shape has ink."""
    image = state_pixmap(shape, Tone.NEUTRAL, 1.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return [image.pixelColor(x, y).alpha() > 127 for y in range(16) for x in range(16)]


def looks(session: Session) -> tuple[Shape, StateTone]:
    words = shown(session, EN, NOW)
    needed = session.needs_attention(NOW)
    return shape_of(session, words.mark, None, needed=needed), words.tone


def test_no_two_shapes_are_alike() -> None:
    ink = {shape: drawn(shape) for shape in Shape}
    for one, other in combinations(Shape, 2):
        differing = sum(a is not b for a, b in zip(ink[one], ink[other], strict=True))
        assert differing >= APART, (one, other, differing)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_they_are_crisp_at_every_scale(ratio: float) -> None:
    picture = state_pixmap(Shape.ACCEPTED, Tone.LIVE, ratio)
    assert (picture.width(), picture.devicePixelRatio()) == (16 * ratio, ratio)


def test_what_the_service_accepted_is_a_green_ring_with_a_dot() -> None:
    assert looks(recording(1)) == (Shape.ACCEPTED, StateTone.LIVE)


def test_what_a_person_said_is_a_hollow_ring_and_not_green() -> None:
    said = sample(1, State.RECORDING, accepted_at=None, settled_by="Li")
    assert looks(said) == (Shape.SAID, StateTone.NEUTRAL)


def test_what_did_not_start_or_is_not_known_is_solid() -> None:
    assert looks(refused(1, 30000411)) == (Shape.FAILED, StateTone.DANGER)
    assert looks(unconfirmed(1)) == (Shape.UNCONFIRMED, StateTone.WARNING)


def test_a_stopped_recording_is_filled_only_with_its_files() -> None:
    assert looks(stopped(1, "a"))[0] is Shape.STOPPED
    assert looks(stopped(1))[0] in (Shape.NO_FILES, Shape.PERHAPS_NEVER)
