"""One round: people act, faults happen, everything settles, and the judge looks."""

import asyncio
import os
import time
from random import Random

from tests.chaos.checker import deadlines, mails, rest, topics
from tests.chaos.checker.observer import Observer
from tests.chaos.checker.violation import Kind, Violation
from tests.chaos.load.stories import CAST, play
from tests.chaos.load.world import World
from tests.chaos.nemesis.nemesis import befall
from tests.chaos.nemesis.plan import Fault
from tests.chaos.results import Row
from tests.chaos.system import System

SETTLE_SECONDS = 120.0
SPREAD = 4.0
"""Seconds over which the stories of a round begin."""


class Rounds:
    """The rounds of one running system."""

    def __init__(
        self, seed: int, system: System, observer: Observer, world: World, settle_seconds: float = SETTLE_SECONDS
    ) -> None:
        self._seed = seed
        self._system = system
        self._observer = observer
        self._world = world
        self._settle_seconds = settle_seconds

    async def play(self, number: int, faults: list[Fault]) -> Row:
        """Play one, and say what was seen since the one before."""
        history, began = self._observer.history, time.monotonic()
        before = _counts(self._observer)
        random = Random(f"stories {self._seed} {number}")
        stories = [play(self._world, Random(random.random()), story, random.uniform(0, SPREAD)) for story in CAST]
        (healed, found), told = await asyncio.gather(self._befall(faults), asyncio.gather(*stories))
        found += [violation for violations in told for violation in violations]
        history.refused = dict(self._system.door.refused)
        found += await self._observer.settle(self._settle_seconds, lambda: self._system.ready)
        ended = time.monotonic()
        grown = {name: count - before[name] for name, count in _counts(self._observer).items()}
        return Row(
            seed=self._seed,
            round=number,
            store=self._system.stack.store_product,
            faults=[fault.kind.value for fault in faults],
            divided=self._system.divided,
            **grown,
            **{kind.value: sum(each.kind is kind for each in found) for kind in Kind},
            recovery_seconds=round(ended - healed, 1),
            seconds=round(ended - began, 1),
            load_average=round(os.getloadavg()[0], 1),
            violations=[str(violation) for violation in found],
        )

    async def _befall(self, faults: list[Fault]) -> tuple[float, list[Violation]]:
        """When the last fault was undone (monotonic, seconds), and which one could not be."""
        found: list[Violation] = []
        try:
            await befall(self._system, faults, self._observer.history.records)
        except Exception as error:
            found.append(Violation(Kind.STUCK, f"a fault could not be undone: {type(error).__name__}: {error}"))
        return time.monotonic(), found


def _counts(observer: Observer) -> dict[str, int]:
    history = observer.history
    return {
        "commands": len(history.commands),
        "retried": sum(command.attempts > 1 for command in history.commands),
        "events": len(history.events),
        "mails": len({mail.message_id for mail in history.mails}),
        "refused_mails": len(history.refused),
        "repeated_events": topics.repeated(history),
        "repeated_mails": mails.repeated_mails(history),
        "dead_letters": sum(1 for _ in rest.dead_letters(history)),
        "deadlines": deadlines.fired(history),
        "repeated_dead_letters": rest.repeated_letters(history),
    }
