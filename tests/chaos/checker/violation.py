"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """In which way a promise is broken.

    LOST: something that must be there is not. DOUBLED: something is there, or happened, more often than once.
    REORDERED: order within a subject is broken. DISAGREEING: two places tell different things. STUCK: something
    still waits. STRANGE: something that nobody did or asked for.
    """

    LOST = "lost"
    DOUBLED = "doubled"
    REORDERED = "reordered"
    DISAGREEING = "disagreeing"
    STUCK = "stuck"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Violation:
    """One finding, in words that name the things concerned."""

    kind: Kind
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"
