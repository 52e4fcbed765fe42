"""Checks on what stands on the topics: each committed event, in order, without a gap, the same whenever repeated."""

from collections import defaultdict
from collections.abc import Iterator

from tests.chaos.checker.history import History, is_event
from tests.chaos.checker.violation import Kind, Violation
from tests.e2e.records import Record


def committed_is_published(history: History) -> Iterator[Violation]:
    """What stands in an outbox is on its topic, and the other way round."""
    committed: dict[str, str] = {}
    for database in history.stores:
        for transaction in history.documents(database, "outbox").values():
            committed.update((row["id"], row["type"]) for row in transaction["rows"])
    for missing in committed.keys() - history.events.keys():
        yield Violation(Kind.LOST, f"event {missing} ({committed[missing]}) was committed and is on no topic")
    for unknown in history.events.keys() - committed.keys():
        yield Violation(Kind.STRANGE, f"event {unknown} ({history.events[unknown].type}) is in no outbox")


def subjects_are_in_order(history: History) -> Iterator[Violation]:
    """First occurrences of a subject's events stand in order, 1, 2, 3 …, in one partition."""
    sequences: dict[tuple[str, str], list[int]] = defaultdict(list)
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    known: set[str] = set()
    for record in sorted(filter(is_event, history.records), key=lambda each: (each.topic, each.partition, each.offset)):
        event = history.events[record.header("ce_id")]
        places[event.topic, event.subject].add(record.partition)
        if event.id not in known:
            known.add(event.id)
            sequences[event.topic, event.subject].append(event.sequence)
    for subject, found in sequences.items():
        wanted = list(range(1, len(found) + 1))
        if len(set(found)) < len(found):
            yield Violation(Kind.DOUBLED, f"{subject} has a sequence number twice: {found}")
        elif sorted(found) != wanted:
            yield Violation(Kind.LOST, f"{subject} has a gap: {found}")
        elif found != wanted:
            yield Violation(Kind.REORDERED, f"{subject} came as {found}")
        if len(places[subject]) > 1:
            yield Violation(Kind.REORDERED, f"{subject} is in several partitions: {sorted(places[subject])}")


def repetitions_are_the_same(history: History) -> Iterator[Violation]:
    """An event that was published again is the same bytes in the same partition."""
    first: dict[str, Record] = {}
    for record in filter(is_event, history.records):
        known = first.setdefault(record.header("ce_id"), record)
        if _bytes(record) != _bytes(known):
            yield Violation(Kind.DISAGREEING, f"{record} repeats {known}, and is not the same")


def repeated(history: History) -> int:
    """How many records are repetitions of an event that was there already."""
    return sum(map(is_event, history.records)) - len(history.events)


def _bytes(record: Record) -> tuple[object, ...]:
    return record.topic, record.partition, record.key, record.value, tuple(sorted(record.headers.items()))
