"""Backlog: what waits to be published, divided into portions that fit into memory.

The id of an outbox document is higher than that of every document with an earlier event of the same subject (see
Transaction). So whoever publishes documents in the order of their ids, one portion after the other, publishes every
subject in the order of its sequence, though a transaction with a lower id may commit later than one with a higher.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.mongo import Store
from chassis.unit_of_work.outbox import PENDING

PORTION_ROWS = 2_000
PORTION_DOCUMENTS = 1_000
LISTED_DOCUMENTS = 100_000
"""So many documents at most are listed at once, by their ids alone: 20 MB."""

Entry = tuple[str, int, datetime]
"""A pending document: its id, how many events it holds, and when it was written."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Documents to publish together, and when the oldest of them was written."""

    ids: list[str]
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many documents wait, since when, and the first of them by id."""

    depth: int
    oldest: datetime | None
    entries: list[Entry]

    @classmethod
    async def of(cls, store: Store, listed: int = LISTED_DOCUMENTS) -> "Backlog":
        """Look at all that is pending, as of one moment; the lowest `listed` ids are kept."""
        depth, oldest, entries = 0, None, list[Entry]()
        async for row in store.snapshot(PENDING):
            depth += 1
            oldest = row["at"] if oldest is None else min(oldest, row["at"])
            entries.append(_entry(row))
            if len(entries) >= 2 * listed:
                entries = sorted(entries)[:listed]
        return cls(depth, oldest, sorted(entries)[:listed])

    def portions(self, rows: int = PORTION_ROWS, documents: int = PORTION_DOCUMENTS) -> Iterator[Portion]:
        """Documents in the order of their ids, each portion of at most so many events, or a single document."""
        first, held = 0, 0
        for place, (_, size, _) in enumerate(self.entries):
            if place > first and (held + size > rows or place - first >= documents):
                yield self._portion(first, place)
                first, held = place, 0
            held += size
        if self.entries:
            yield self._portion(first, len(self.entries))

    def _portion(self, first: int, end: int) -> Portion:
        cut = self.entries[first:end]
        return Portion([id for id, _, _ in cut], min(at for _, _, at in cut))


def _entry(row: dict[str, Any]) -> Entry:
    return row["_id"], row.get("rows", 1), row["at"]
