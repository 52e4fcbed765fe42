"""All that was done to a system and all that it left behind, as plain data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.e2e.invariants import OURS, Delivered
from tests.e2e.records import Record

INJECTED = "chaos-injected"
"""Header of records that the nemesis made up; its value names the record."""

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A command that was answered 2xx, at the first attempt or at a later one with the same key.

    `what` is a row of the table in `commands.py`, `about` are the ids it is about.
    """

    what: str
    about: Mapping[str, str]
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """An event on its topic, taken apart. `type` is its name alone, `RequestRouted`."""

    id: str
    type: str
    topic: str
    subject: str
    sequence: int
    causation: str
    actor: str
    time: datetime
    data: Any

    @classmethod
    def of(cls, record: Record) -> "Event":
        """Of a record that is one of ours."""
        return cls(
            id=record.header("ce_id"),
            type=record.header("ce_type").split(".")[-2],
            topic=record.topic,
            subject=record.header("ce_subject"),
            sequence=int(record.header("ce_sequence")),
            causation=record.header("ce_causationid"),
            actor=record.header("ce_actor"),
            time=datetime.fromisoformat(record.header("ce_time")),
            data=record.json,
        )

    def at(self, path: str) -> Any:
        """The value at a dotted path, None where there is none."""
        found = self.data
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found


@dataclass(slots=True)
class History:
    """Of one system, from its start.

    `records` are in order within each partition. `stores` are documents by database and collection, `rows` of
    the outboxes come as one collection each. `refused` are Message-IDs that our mail server refused for good, `lag`
    what groups have not read by `group topic/partition`. `baseline` are events from before the first command.
    """

    records: list[Record] = field(default_factory=list)
    stores: Mapping[str, Mapping[str, Sequence[Document]]] = field(default_factory=dict)
    mails: list[Delivered] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    commands: list[Accepted] = field(default_factory=list)
    lag: dict[str, int] = field(default_factory=dict)
    baseline: set[str] = field(default_factory=set)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    events: dict[str, Event] = field(default_factory=dict)
    """First occurrences, by id."""

    def add(self, records: Sequence[Record]) -> None:
        """Take in records that were read after those which are here."""
        self.records += records
        for record in records:
            if is_event(record) and record.header("ce_id") not in self.events:
                event = Event.of(record)
                self.events[event.id] = event

    def of_type(self, *types: str) -> Iterator[Event]:
        """Events of these names."""
        return (event for event in self.events.values() if event.type in types)

    def documents(self, database: str, collection: str) -> dict[str, Document]:
        """Documents of a collection, by id."""
        return {str(each["_id"]): each for each in self.stores.get(database, {}).get(collection, ())}


def is_event(record: Record) -> bool:
    """Whether a service published it, rather than the nemesis or a dead letter's way."""
    return bool(OURS.match(record.topic)) and INJECTED not in record.headers
