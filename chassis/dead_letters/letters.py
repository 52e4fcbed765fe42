"""What a dead-letter topic holds: letters, and settlements that say what became of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from chassis.records import Incoming

PREFIX = "dlq-"
SETTLES = "dlq-settles"
SETTLED = "dlq-settled"


class Settlement(StrEnum):
    """What became of a letter."""

    REPLAYED = "replayed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter. `place` is `partition:offset` on the dead-letter topic, its name in commands.

    `headers` are the original ones; `at` is when it was set aside; `attempts` counts tries in isolation.
    `origin` is `topic:partition:offset` of the record that was set aside, empty where a letter does not say it.
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
    headers: tuple[tuple[str, bytes], ...]


def letter_of(service: str, record: Incoming) -> Letter:
    """A record of a dead-letter topic as a letter; what a broken one does not say is empty."""
    said: dict[str, str] = {}
    for name, value in record.headers or ():
        said[name] = value.decode(errors="replace")
    origin = [said.get(f"{PREFIX}original-{part}", "") for part in ("topic", "partition", "offset")]
    return Letter(
        service=service,
        place=place_of(record),
        at=datetime.fromtimestamp(record.timestamp, UTC),
        type=said.get("ce_type", ""),
        event_id=said.get("ce_id", ""),
        reason=said.get("dlq-reason", ""),
        exception=said.get("dlq-exception", ""),
        attempts=int(said.get("dlq-attempts") or 0),
        origin=":".join(origin) if all(origin) else "",
        key=record.key,
        value=record.value,
        headers=tuple((name, value) for name, value in record.headers or () if not name.startswith(PREFIX)),
    )


def place_of(record: Incoming) -> str:
    """Where a record stands on its topic."""
    return f"{record.partition}:{record.offset}"


def waiting(service: str, records: Iterable[Incoming]) -> Iterator[Letter]:
    """The letters that nobody has settled yet, oldest first.

    One that was written again, because the process died before it had committed its offset, is the same letter.
    """
    letters: dict[str, list[Letter]] = {}
    settled: set[str] = set()
    for record in records:
        settles = dict(record.headers or ()).get(SETTLES)
        if settles is None:
            letter = letter_of(service, record)
            letters.setdefault(letter.origin or letter.place, []).append(letter)
        else:
            settled.add(settles.decode())
    unsettled = [same for same in letters.values() if settled.isdisjoint(letter.place for letter in same)]
    first = (min(same, key=lambda letter: (letter.at, letter.place)) for same in unsettled)
    yield from sorted(first, key=lambda letter: letter.at)
