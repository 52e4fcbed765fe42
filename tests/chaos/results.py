"""What rounds leave behind: one JSON line each, and a line that sums them up."""

import json
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"
BROKEN = ("lost", "doubled", "reordered", "disagreeing", "stuck", "strange")
"""Ways in which a promise can be broken; each is to be 0."""

SUMMED = (
    *("commands", "retried", "events", "mails", "refused_mails", "repeated_events", "repeated_mails"),
    *("dead_letters", "repeated_dead_letters", "deadlines"),
    *BROKEN,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A round. `repeated_…` came more than once and counted once; `recovery_seconds` from the end of the last fault
    until everything that was asked for was done and agreed on, with what people still had to do.

    `deadlines` are those that came and fired; rounds of before they were played know none.
    `divided`: APIs and workers were processes of their own.
    `load_average` is the machine's, of the last minute: other work may have been going on.
    """

    seed: int
    round: int
    store: str
    faults: list[str]
    commands: int
    retried: int
    events: int
    mails: int
    refused_mails: int
    repeated_events: int
    repeated_mails: int
    dead_letters: int
    repeated_dead_letters: int
    lost: int
    doubled: int
    reordered: int
    disagreeing: int
    stuck: int
    strange: int
    recovery_seconds: float
    seconds: float
    load_average: float
    violations: list[str]
    deadlines: int = 0
    divided: bool = False


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """Everything summed up; seconds by median and worst."""
    recovery = [row.recovery_seconds for row in rows] or [0.0]
    return {
        "summary": True,
        "seeds": sorted({row.seed for row in rows}),
        "rounds": len(rows),
        "divided": sum(row.divided for row in rows),
        "stores": sorted({row.store for row in rows}),
        "faults": dict(sorted(Counter(fault for row in rows for fault in row.faults).items())),
        **{name: sum(getattr(row, name) for row in rows) for name in SUMMED},
        "recovery_median_seconds": round(statistics.median(recovery), 1),
        "recovery_worst_seconds": max(recovery),
        "seconds": round(sum(row.seconds for row in rows)),
        "load_average_median": round(statistics.median([row.load_average for row in rows] or [0.0]), 1),
    }


def append(path: Path, row: Row) -> None:
    """Add a round to its file."""
    _add(path, asdict(row))


def close(path: Path, rows: Sequence[Row]) -> None:
    """Add the summary of a run to its file."""
    _add(path, summary(rows))


def read(paths: Iterable[Path]) -> list[Row]:
    """All rounds of these files, without their summaries."""
    lines = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [Row(**line) for line in lines if not line.get("summary")]


def _add(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(content) + "\n")
