"""Whether every event took effect exactly once: read from the store and from the topic that tells of it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chassis.mongo import Store
from contracts.topics import Topic
from tests.support.backing import Backing
from tests.support.toy.events import Deposited
from tests.support.toy.harness import read_all


@dataclass(frozen=True, slots=True)
class Effects:
    """Events without effect, with more than one, out of order; told not at all, told again (consumers absorb that)."""

    lost: int
    twice: int
    disordered: int
    untold: int
    told_again: int

    @property
    def once(self) -> bool:
        """Whether all effects are there exactly once, in order, and told."""
        return not (self.lost or self.twice or self.disordered or self.untold)


async def effects_of(events: Iterable[Deposited], backing: Backing, isolation: str, told: Topic) -> Effects:
    """Compare what was asked for with what came of it; `told` is the topic of the answers."""
    asked: dict[str, list[int]] = {}
    for event in events:
        asked.setdefault(event.account, []).append(event.number)
    store = Store(backing.mongo, f"{isolation}_toy")
    try:
        found = {row["_id"]: list(row["numbers"]) async for row in store["accounts"].find({})}
    finally:
        store.close()
    answers = [json.loads(value or b"") for _, value, _ in await read_all(backing, isolation, told)]
    heard = Counter((answer["account"], answer["deposits"]) for answer in answers)
    wanted = {(account, place) for account, numbers in asked.items() for place in range(1, len(numbers) + 1)}
    return Effects(
        lost=sum(len(set(numbers) - set(found.get(account, ()))) for account, numbers in asked.items()),
        twice=sum(len(numbers) - len(set(numbers)) for numbers in found.values()),
        disordered=sum(disorder(numbers) for numbers in found.values()),
        untold=len(wanted - heard.keys()),
        told_again=heard.total() - len(heard),
    )


def disorder(numbers: Sequence[int]) -> int:
    """How often a number comes before one that is smaller."""
    return sum(later < earlier for earlier, later in pairwise(numbers))
