"""The service of a history: one bit, and answers of every kind."""

import json
import random
from dataclasses import dataclass
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Effect
from gui.core.catalogue.guidance_rows import ALREADY_RECORDING, for_code
from gui.core.foundation.enums import Operation
from gui.core.foundation.paths import RESOURCES

CODES: Final = sorted(
    {int(code) for code in json.loads((RESOURCES / "error_codes.en.json").read_text("utf-8"))["codes"]}
    | {-3, -5, 60007, 60008, 60999, 70001, 70500, 30000999}
)
RETRIED: Final = (30000208, 30000401, 30000402, 30000404, 60007)
"""Of these the ones after which the panel tries again."""
NO_ANSWER: Final = (LocalFailure.TIMEOUT, LocalFailure.CONNECTION_LOST, LocalFailure.UNUSABLE_ANSWER)
NEVER_SENT: Final = (LocalFailure.CONNECT, LocalFailure.CREDENTIAL)


@dataclass(slots=True)
class Service:
    """Records the target, or does not."""

    recording: bool = False
    files: int = 0

    def does(self, operation: Operation) -> tuple[Problem | None, tuple[str, ...]]:
        """What it does by its own lights."""
        if operation is Operation.START:
            if self.recording:
                return Problem(Delivery.ANSWERED, code=ALREADY_RECORDING), ()
            self.recording = True
            return None, ()
        if not self.recording:
            return Problem(Delivery.ANSWERED, code=30000413), ()
        self.recording, self.files = False, self.files + 1
        return None, (f"file{self.files}",)

    def answers(
        self, operation: Operation, chance: random.Random, refusals: float
    ) -> tuple[Problem | None, tuple[str, ...]]:
        """What comes of one request: well, refused by any code of the catalogue, or lost on the way."""
        fate = chance.random()
        if fate < 0.07:
            return Problem(Delivery.NEVER_SENT, word=chance.choice(NEVER_SENT)), ()
        if fate < 0.22:
            if chance.random() < 0.6:
                self.does(operation)
            return Problem(Delivery.NO_ANSWER, word=chance.choice(NO_ANSWER)), ()
        if fate < 0.22 + refusals:
            code = chance.choice(CODES if chance.random() < 0.7 else RETRIED)
            effect = for_code(code, operation).effect
            impossible = effect is Effect.ENDED or (
                code == ALREADY_RECORDING and operation is Operation.START and not self.recording
            )
            if not impossible:
                if effect is Effect.MAYBE and code != ALREADY_RECORDING and chance.random() < 0.5:
                    self.does(operation)
                return Problem(Delivery.ANSWERED, code=code), ()
        return self.does(operation)
