"""Many rounds of one seed, on a fresh system every so often; the first violation ends it and keeps the logs."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from demo.client import Client
from demo.stack import Stack
from tests.chaos import results
from tests.chaos.checker.observer import Observer
from tests.chaos.load.hastening import Hastening
from tests.chaos.load.waiting import PATIENCE
from tests.chaos.load.world import World
from tests.chaos.nemesis.plan import faults_of
from tests.chaos.results import Row
from tests.chaos.rounds import Rounds
from tests.chaos.system import System, running_system

FAULTS_A_ROUND = 3
BEGIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Campaign:
    """`rounds` of `seed` from `first` on, `a_system` of them on one system; `folder` is for systems and logs.

    `divided`: the API and the worker of a service are processes of their own.
    """

    seed: int
    rounds: int
    folder: Path
    first: int = 1
    a_system: int = 25
    faults: int = FAULTS_A_ROUND
    divided: bool = False
    say: Callable[[str], None] = lambda _: None

    async def run(self, keep: Callable[[Row], None]) -> list[Row]:
        """Play them; `keep` is given each round as it ends. The last one may have violations."""
        rows: list[Row] = []
        end = self.first + self.rounds
        for begin in range(self.first, end, self.a_system):
            folder = self.folder / f"from-{begin}"
            rows += await self._on_one_system(folder, range(begin, min(begin + self.a_system, end)), keep)
            if rows and rows[-1].violations:
                return rows
            shutil.rmtree(folder, ignore_errors=True)
        return rows

    async def _on_one_system(self, folder: Path, numbers: range, keep: Callable[[Row], None]) -> list[Row]:
        rows: list[Row] = []
        shutil.rmtree(folder, ignore_errors=True)
        self.say(f"A fresh system for rounds {numbers.start} to {numbers.stop - 1} ...")
        async with running_system(folder, divided=self.divided) as system, watched(system) as (observer, world):
            rounds = Rounds(self.seed, system, observer, world)
            for number in numbers:
                faults = faults_of(self.seed, number, self.faults)
                self.say(f"round {number}: {'; '.join(map(str, faults))}")
                row = await rounds.play(number, faults)
                rows.append(row)
                keep(row)
                self.say(f"  {row.commands} commands, {row.events} events, {row.mails} mails; {row.seconds} s")
                if row.violations:
                    break
        return rows


@asynccontextmanager
async def watched(system: System) -> AsyncIterator[tuple[Observer, World]]:
    """Observe a system from when it is sound. Raises RuntimeError if it is not."""
    about = system.stack.description()
    observer = Observer(about)
    stack = Stack.of(dict(about))
    way, hastening = system.way, Hastening(about["mongo"])
    async with httpx.AsyncClient(
        base_url=f"{stack.gateway}/api/v1", transport=way, trust_env=False, timeout=30
    ) as http:
        client = Client(http, patience=PATIENCE)
        world = World(stack, client, system.door, hastening, observer.history.commands.append)
        try:
            if before := await observer.begin(BEGIN_SECONDS, lambda: system.ready):
                raise RuntimeError(f"the system was not sound before anything was done to it: {before[:3]}")
            yield observer, world
        finally:
            await observer.close()
            await hastening.close()


def run(campaign: Campaign, path: Path) -> list[Row]:
    """Run it and write its lines to `path`."""
    for library in ("aiokafka", "mail.log"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # that servers are away is what they would say
    rows = asyncio.run(campaign.run(lambda row: results.append(path, row)))
    results.close(path, rows)
    return rows
