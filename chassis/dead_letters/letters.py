"""What a dead-letter topic holds: letters, and settlements that say what became of them."""

from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from chassis.dead_letters.ledger import C, Ledger
from chassis.dead_letters.originals import originals
from chassis.records import Incoming, RecordHeaders, texts

REASON = "dlq-reason"
SETTLES = "dlq-settles"
SETTLED = "dlq-settled"
LEFT_OUT = "dlq-value-left-out"


class Settlement(StrEnum):
    """What became of a letter."""

    REPLAYED = "replayed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter. `place` is `partition:offset` on the dead-letter topic, its name in commands.

    `headers` are the original ones; `at` is when it was set aside; `attempts` counts tries in isolation.
    `origin` is `topic:partition:offset` of the record that was set aside, empty where a letter does not say it.
    `left_out` is how many bytes of value the letter lacks, because no letter could hold them; None: it lacks nothing.
    """

    service: str
    place: str
    at: datetime
    type: str
    event_id: str
    reason: str
    exception: str
    attempts: int
    origin: str
    key: bytes | None
    value: bytes | None
    headers: RecordHeaders
    left_out: int | None = None

    @property
    def identity(self) -> str:
        """What all copies of it have in common; one that does not say what it is a copy of is one of its own."""
        return self.origin or self.place


class Seen(NamedTuple):
    """What figures want of a letter: nothing of what it holds."""

    identity: str
    place: str
    at: datetime
    type: str


def letter_of(service: str, record: Incoming) -> Letter:
    """A record of a dead-letter topic as a letter; what a broken one does not say is empty."""
    said = texts(record.headers)
    origin = [said.get(f"dlq-original-{part}", "") for part in ("topic", "partition", "offset")]
    return Letter(
        service=service,
        place=f"{record.partition}:{record.offset}",
        at=datetime.fromtimestamp(record.timestamp, UTC),
        type=said.get("ce_type", ""),
        event_id=said.get("ce_id", ""),
        reason=said.get(REASON, ""),
        exception=said.get("dlq-exception", ""),
        attempts=_count(said.get("dlq-attempts", "")),
        origin=":".join(origin) if all(origin) else "",
        key=record.key,
        value=record.value,
        headers=originals(record.headers),
        left_out=_count(said[LEFT_OUT]) if LEFT_OUT in said else None,
    )


def settled_by(record: Incoming) -> str | None:
    """The place of the letter that this record of a dead-letter topic settles; None: it is a letter.

    A letter says why it was set aside. Some have a SETTLES that came with the original: older releases let it.
    """
    said = texts(record.headers)
    return None if REASON in said else said.get(SETTLES)


def seen_of(service: str, record: Incoming) -> Seen:
    """The same, for figures."""
    letter = letter_of(service, record)
    return Seen(letter.identity, letter.place, letter.at, letter.type)


def note(ledger: Ledger[C], record: Incoming, read: Callable[[Incoming], C]) -> None:
    """A record of a dead-letter topic has come: a letter, which is kept as `read` has it, or a settlement."""
    settles = settled_by(record)
    if settles is None:
        ledger.add(read(record))
    else:
        ledger.settle(settles)


async def waiting(records: AsyncIterable[Incoming], read: Callable[[Incoming], C]) -> list[C]:
    """The letters that nobody has settled yet, oldest first; of one that was written again, the first copy.

    Nothing else is held, however much has been on the topic.
    """
    ledger = Ledger[C]()
    async for record in records:
        note(ledger, record, read)
    return ledger.waiting()


def _count(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
