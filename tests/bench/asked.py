"""What the command line asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.contenders import Contender


@dataclass(frozen=True, slots=True)
class Asked:
    """How often, for whom, which share of the usual number of events, and the folder for the lines."""

    rounds: int
    contenders: Sequence[Contender]
    share: float
    results: Path

    def events(self, usual: int) -> int:
        """How many events, people or operators."""
        return max(1, round(usual * self.share))
