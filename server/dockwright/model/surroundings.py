"""What is known of a Dockerfile besides its text: given by whoever asks the engine, asked for where a rule needs it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.facts import Teller
    from dockwright.model.remarks import Verdicts


class Surroundings:
    """What lies around a Dockerfile, as far as the caller can tell. A rule that needs what is not known is silent.

    The answers are at hand, or cheap to find on this machine: nothing here waits for a network. Each is asked for once per check.
    `verdicts` gives what ShellCheck says about a shell text, or None where that is not known yet; without it ShellCheck is left out.
    `image` tells what an image says of itself, or None where that is not known; without it nobody has asked a registry.
    """

    __slots__ = ("image", "verdicts")

    def __init__(self, *, verdicts: Verdicts | None = None, image: Teller | None = None) -> None:
        self.verdicts = verdicts
        self.image = image


NOTHING = Surroundings()
