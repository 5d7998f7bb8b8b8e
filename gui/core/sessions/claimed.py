"""What the team says to a request that may leave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claimed:
    """A target is this process's to ask for.

    :param unreached: the team could not be asked: others may be at it, and do not see this.
    :param lost_desk: the id of a desk whose claim on the target ran out; empty for none.
    :param lost_body: what that desk was about to ask, should its disk be lost; untrusted JSON text.
    """

    unreached: bool = False
    lost_desk: str = ""
    lost_body: str = ""

    def detail(self) -> dict[str, object]:
        """What the intent's row keeps of it."""
        found: dict[str, object] = {"unreached": True} if self.unreached else {}
        if self.lost_desk:
            found["lost_claim"] = {"desk": self.lost_desk, "body": self.lost_body}
        return found
