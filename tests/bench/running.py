"""Rounds of measurements: all contenders take a turn in each round, so that a change of the machine meets all."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from chassis.ids import new_id
from tests.bench.asked import Asked
from tests.bench.lines import Line, Results
from tests.bench.machine import Cores, about
from tests.e2e.running import RunningStack, running_stack
from tests.support.backing import Backing, running_backing

Turn = Callable[[Backing], Awaitable[Line]]
Measure = Callable[[RunningStack], Awaitable[Sequence[Line]]]
Prepare = Callable[[RunningStack], Awaitable[Any]]


class Lines:
    """The lines of one run: each says where it belongs and what it was measured on."""

    def __init__(self, what: str, asked: Asked, machine: Mapping[str, Any]) -> None:
        self._results = Results(what, asked.results)
        self._common = {"bench": what, "run": new_id()}
        self._machine = machine

    def add(self, number: int, line: Line) -> None:
        """Keep a line of a round."""
        self._results.add({**self._common, "round": number, **line, "machine": self._machine})


def take_turns(what: str, asked: Asked, folder: Path, turns: Sequence[Turn]) -> None:
    """Broker and store, and every turn in every round."""
    with running_backing(folder) as backing:
        asyncio.run(_rounds(what, asked, backing, turns))


async def _rounds(what: str, asked: Asked, backing: Backing, turns: Sequence[Turn]) -> None:
    lines = Lines(what, asked, await about(backing.mongo))
    for number in range(1, asked.rounds + 1):
        for turn in turns:
            lines.add(number, await turn(backing))


def on_a_stack(
    what: str, asked: Asked, folder: Path, measure: Measure, prepare: Prepare | None = None, options: Sequence[str] = ()
) -> None:
    """The whole stack, what is to be prepared once, and the measurement in every round."""
    with running_stack(folder, *options) as running:
        asyncio.run(_repeat(what, asked, running, measure, prepare))


async def _repeat(what: str, asked: Asked, running: RunningStack, measure: Measure, prepare: Prepare | None) -> None:
    await running.all_ready()
    lines = Lines(what, asked, await about(running.about()["mongo"]))
    if prepare is not None:
        await prepare(running)
    for number in range(1, asked.rounds + 1):
        cores = Cores()
        measured = await measure(running)
        busy = round(cores.busy(), 2)
        for line in measured:
            lines.add(number, {**line, "busy_cores": busy})
