"""Kept outbox rows go out again, the same to the byte: for a new consumer, or one that lost what it had.

Those that have handled an event absorb it by its inbox row. These are kept for 90 days, so what is older is refused.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chassis.errors import DomainError
from chassis.mongo import Store
from chassis.pace import Pace
from chassis.producer import Producer
from chassis.unit_of_work.inbox import INBOX_INDEXES
from chassis.unit_of_work.outbox import OUTBOX, PENDING, record_of

CHUNK_ROWS = 500
PORTIONS_A_SECOND = 10
"""Where a rate is asked for: so evenly it is kept."""

INBOX_KEPT = timedelta(seconds=INBOX_INDEXES[0].expire_after or 0)
RESERVE = timedelta(hours=12)
"""So long a republished event may be under way before its inbox row is gone."""


class TooOld(DomainError):
    """Consumers may have forgotten that they handled such events, and would do them again."""

    title = "Events older than inbox rows are kept are not published again."


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a row stands (document, place in it), and what order hangs on."""

    document: str
    place: int
    type: str
    subject: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: `type` is an event's name or its whole CloudEvents type."""

    since: datetime
    type: str | None = None


def oldest_allowed(now: datetime) -> datetime:
    """From when on rows may be published again."""
    return now - INBOX_KEPT + RESERVE


async def selected(store: Store, asked: Asked) -> list[Kept]:
    """The rows asked for that have been published, in the order to send them.

    What is pending is left to the relay: sent from here, it might overtake its predecessor. It is looked up last,
    so that nothing counts as published that was committed in between.
    """
    fields = {"rows.type": 1, "rows.subject": 1, "rows.sequence": 1}
    found = [
        Kept(document["_id"], place, row["type"], row["subject"], row["sequence"])
        async for document in store[OUTBOX].find({"at": {"$gte": asked.since}}, fields).sort("at", 1)
        for place, row in enumerate(document["rows"])
        if asked.type is None or asked.type == row["type"] or f".{asked.type}." in row["type"]
    ]
    pending = {row["_id"] async for row in store.snapshot(PENDING)}
    return in_order([each for each in found if each.document not in pending])


def in_order(rows: Sequence[Kept]) -> list[Kept]:
    """By time as given, but each subject's by its sequence: clocks of two processes may differ."""
    of_subject: dict[str, Iterator[Kept]] = {}
    grouped: dict[str, list[Kept]] = defaultdict(list)
    for row in rows:
        grouped[row.subject].append(row)
    for subject, own in grouped.items():
        of_subject[subject] = iter(sorted(own, key=lambda row: row.sequence))
    return [next(of_subject[row.subject]) for row in rows]


def counted(rows: Iterable[Kept]) -> dict[str, int]:
    """How many of each event, by its name."""
    return dict(sorted(Counter(row.type.split(".")[-2] for row in rows).items()))


async def republish(
    store: Store,
    producer: Producer,
    rows: Sequence[Kept],
    *,
    prefix: str,
    rate: float | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """Send rows in order; `told` how many are through after each portion. Safe to repeat from the start."""
    pace = Pace(rate)
    portion = CHUNK_ROWS if rate is None else max(1, min(CHUNK_ROWS, int(rate / PORTIONS_A_SECOND)))
    for start in range(0, len(rows), portion):
        chunk = rows[start : start + portion]
        await pace.turn(len(chunk))
        documents = await _documents(store, {row.document for row in chunk})
        await producer.send([record_of(documents[row.document][row.place], prefix) for row in chunk])
        told(start + len(chunk))


async def _documents(store: Store, ids: set[str]) -> dict[str, list[dict[str, Any]]]:
    found = store[OUTBOX].find({"_id": {"$in": sorted(ids)}})
    return {document["_id"]: document["rows"] async for document in found}
