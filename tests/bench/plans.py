"""What can be measured: each plan is one run on one broker and one store, its contenders taking turns."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.ids import new_id
from tests.bench.backlog import backlog
from tests.bench.contenders import Contender
from tests.bench.latency import latency
from tests.bench.lines import Results
from tests.bench.machine import about
from tests.support.backing import Backing, running_backing

IN_BATCHES, ONE_BY_ONE = 20_000, 1_000
"""Events of a backlog."""
RATES = {20: 240, 200: 2_000}
"""Events a second, and how many in all."""
MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """How often, for whom, which share of the usual number of events, and where the lines go."""

    rounds: int
    contenders: Sequence[Contender]
    share: float
    results: Path

    def events(self, usual: int) -> int:
        """How many events."""
        return max(1, round(usual * self.share))


Turn = Callable[[Backing], Awaitable[dict[str, Any]]]
Plan = Callable[[Asked, Path], None]


def _backlog(asked: Asked, contender: Contender, workers: int = 1) -> Turn:
    events = asked.events(IN_BATCHES if contender.batches else ONE_BY_ONE)
    return lambda backing: backlog(backing, contender, events, workers)


def _latency(asked: Asked, contender: Contender, rate: int) -> Turn:
    return lambda backing: latency(backing, contender, rate, asked.events(RATES[rate]))


def compare_backlog(asked: Asked, folder: Path) -> None:
    """A backlog, one worker."""
    _take_turns("backlog", asked, folder, [_backlog(asked, one) for one in asked.contenders])


def compare_workers(asked: Asked, folder: Path) -> None:
    """A backlog, one to four workers."""
    counts = range(1, MOST_WORKERS + 1)
    _take_turns("workers", asked, folder, [_backlog(asked, one, count) for count in counts for one in asked.contenders])


def compare_latency(asked: Asked, folder: Path) -> None:
    """Single events at steady rates."""
    _take_turns("latency", asked, folder, [_latency(asked, one, rate) for rate in RATES for one in asked.contenders])


PLANS: Mapping[str, Plan] = {"backlog": compare_backlog, "workers": compare_workers, "latency": compare_latency}


def _take_turns(what: str, asked: Asked, folder: Path, turns: Sequence[Turn]) -> None:
    with running_backing(folder) as backing:
        asyncio.run(_rounds(what, asked, backing, turns))


async def _rounds(what: str, asked: Asked, backing: Backing, turns: Sequence[Turn]) -> None:
    results, run, machine = Results(what, asked.results), new_id(), await about(backing)
    for number in range(1, asked.rounds + 1):
        for turn in turns:
            line = await turn(backing)
            results.add({"bench": what, "run": run, "round": number, **line, "machine": machine})
