"""What a stretch of work cost, and how busy everybody else was meanwhile."""

import os
import time
from dataclasses import dataclass
from typing import Any

from tests.bench.machine import Cores
from tests.bench.processor import Pids, Processor


@dataclass(frozen=True, slots=True)
class Cost:
    """`seconds` by the clock; CPU seconds by name of a group of processes; cores that others kept busy."""

    seconds: float
    cpu: dict[str, float]
    others: float

    def per_thousand(self, events: int) -> dict[str, float]:
        """CPU seconds per 1,000 events, by name."""
        return {name: round(seconds / events * 1000, 3) for name, seconds in self.cpu.items()}


class Watch:
    """Running since it was made."""

    def __init__(self, groups: Pids) -> None:
        self._processor = Processor({**groups, "bench": [os.getpid()]})
        self._cores = Cores()
        self._begun = time.perf_counter()

    def stop(self) -> Cost:
        """What it was; the program that measures is none of the costs, but it is not somebody else, either."""
        seconds = time.perf_counter() - self._begun
        used = self._processor.seconds()
        others = self._cores.busy() - sum(used.values()) / seconds
        return Cost(seconds, {name: value for name, value in used.items() if name != "bench"}, max(0.0, others))


def rounded(cost: Cost, events: int) -> dict[str, Any]:
    """The part of a line that says what it cost."""
    return {"cpu_seconds_per_1000": cost.per_thousand(events), "others_busy_cores": round(cost.others, 2)}
