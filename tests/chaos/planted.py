"""What the judge said about defects that were planted, as it is kept: one JSON line each."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "planted.jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """A defect, the service that ran it, what befell the system meanwhile, and how many violations of which kind.

    `first` is the first of them, in full.
    """

    defect: str
    service: str
    faults: list[str]
    said: dict[str, int]
    first: str


def read() -> list[Found]:
    """What was found when all were tried last."""
    return [Found(**json.loads(line)) for line in RESULTS.read_text(encoding="utf-8").splitlines()]


def write(found: Sequence[Found]) -> None:
    """Keep what was found."""
    RESULTS.write_text("".join(json.dumps(asdict(each)) + "\n" for each in found), encoding="utf-8")
