"""A process that dies at a point, what it leaves behind, and what becomes of that."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient

from chassis.mongo import Store
from chassis.records import texts
from chassis.unit_of_work.outbox import OUTBOX, PENDING
from tests.support.backing import Backing
from tests.support.crash_points import EXIT_CODE, note_of
from tests.support.inbox import handled
from tests.support.toy.events import BALANCES, DEPOSITS
from tests.support.toy.harness import Toy, read_all

Sequence = tuple[str, int]
"""A subject and the number of one of its events."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """The toy service in one slot."""

    backing: Backing
    isolation: str
    store: Store
    toy: Toy
    note: Path

    async def dies_at(self, point: str, within: float = 60.0) -> list[str]:
        """Run until it dies at this point and no other; what the call was about."""
        self.starts_to_die_at(point)
        return await self.died(within)

    def starts_to_die_at(self, point: str) -> None:
        """Start it so that it will die at this point."""
        self.toy.start("tests.support.crash_points", "toy", CRASH_AT=point, CRASH_NOTE=str(self.note))

    async def died(self, within: float = 60.0) -> list[str]:
        """Wait until it has died there; what the call was about."""
        assert await asyncio.to_thread(self.toy.wait, within) == EXIT_CODE, self.toy.log.read_text()[-4000:]
        return note_of(self.note)

    async def handled(self, ids: Iterable[str]) -> set[str]:
        """Which of these events or timers have taken effect."""
        return await handled(self.store, ids)

    async def acknowledged(self, places: Iterable[str]) -> set[str]:
        """Which of these places of the deposits (`partition:offset`) the broker takes to be done with."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.backing.kafka)
        await admin.start()
        try:
            group = f"{self.isolation}-toy"
            offsets = await admin.list_consumer_group_offsets(group)
        finally:
            await admin.close()
        name = f"{self.isolation}-{DEPOSITS.name}"
        ends = {known.partition: about.offset for known, about in offsets.items() if known.topic == name}
        parted = {place: tuple(map(int, place.split(":"))) for place in places}
        return {place for place, (partition, offset) in parted.items() if offset < ends.get(partition, 0)}

    async def unpublished(self) -> set[str]:
        """Ids of events that count as not published."""
        pending = [row["_id"] async for row in self.store[PENDING].find({})]
        found = self.store[OUTBOX].find({"_id": {"$in": pending}})
        return {row["id"] async for document in found for row in document["rows"]}

    async def published(self) -> Counter[str]:
        """How often each event is on the topic, by its id."""
        return Counter(id for id, _ in await self._balances())

    async def sequences(self) -> dict[str, list[int]]:
        """What numbers each account's events have, in order, the first occurrence of each event only."""
        seen: dict[str, list[int]] = {}
        ids: set[str] = set()
        for id, (subject, number) in await self._balances():
            if id not in ids:
                seen.setdefault(subject, []).append(number)
            ids.add(id)
        return seen

    async def _balances(self) -> list[tuple[str, Sequence]]:
        found = [texts(headers) for _, _, headers in await read_all(self.backing, self.isolation, BALANCES)]
        return [(h["ce_id"], (h["ce_subject"], int(h["ce_sequence"]))) for h in found]
