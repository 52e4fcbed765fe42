"""Checks that nothing still waits, and that poison is set aside: by every service that reads it, once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

from tests.chaos.checker.effects import handled_by
from tests.chaos.checker.history import INJECTED, History
from tests.chaos.checker.violation import Kind, Violation
from tests.e2e.records import Record

FINAL = frozenset({"SENT", "ABANDONED", "SPLIT", "MUTED"})
LATE = timedelta(seconds=5)
READERS: Mapping[str, tuple[str, ...]] = {
    "identity.accounts.v1": ("registry", "validation", "notify"),
    "registry.organisations.v1": ("validation", "notify"),
    "validation.requests.v1": ("registry", "notify"),
}
"""Who reads a topic in a group, and has dead letters."""


def nothing_waits(history: History) -> Iterator[Violation]:
    """No lag, empty outboxes, no mail under way, nothing claimed, no deadline passed over."""
    for place, count in history.lag.items():
        yield Violation(Kind.STUCK, f"{count} records not read: {place}")
    for database in history.stores:
        for id in history.documents(database, "outbox_pending"):
            yield Violation(Kind.STUCK, f"transaction {id} of {database} is not published")
        for id, timer in history.documents(database, "timers").items():
            if timer.get("claimed_by") or timer["due_at"] + LATE < history.now:
                yield Violation(Kind.STUCK, f"timer {id} of {database}, due {timer['due_at']}")
    for id, message in history.documents("notify", "messages").items():
        if message["status"] not in FINAL or message.get("claimed_by"):
            yield Violation(Kind.STUCK, f"mail {id} is {message['status']}, held by {message.get('claimed_by')}")


def poison_is_set_aside(history: History) -> Iterator[Violation]:
    """Each record that cannot be read is a dead letter of every service that reads it, and nothing else is."""
    letters: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for letter in dead_letters(history):
        letters[letter.topic.split(".")[0], _origin(letter)].append(letter)
    wanted: set[tuple[str, str]] = set()
    for poison in history.records:
        if poison.topic in READERS and _is_poison(poison):
            wanted |= {(service, str(poison)) for service in _who_sets_aside(poison)}
            for service in _who_sets_aside(poison):
                for letter in letters.get((service, str(poison)), ()):
                    if (letter.key, letter.value) != (poison.key, poison.value):
                        yield Violation(Kind.DISAGREEING, f"dead letter {letter} is not {poison}")
    for service, origin in wanted - letters.keys():
        yield Violation(Kind.LOST, f"{service} has no dead letter of {origin}")
    for service, origin in letters.keys() - wanted:
        yield Violation(Kind.STRANGE, f"{service} has a dead letter of {origin}")


def repeated_letters(history: History) -> int:
    """How many dead letters are one that was there already: the process died before its offset was committed."""
    letters = [(letter.topic, _origin(letter)) for letter in dead_letters(history)]
    return len(letters) - len(set(letters))


def dead_letters(history: History) -> Iterator[Record]:
    """All of them."""
    return (record for record in history.records if ".dead-letters." in record.topic)


def _origin(letter: Record) -> str:
    return "/".join(letter.header(f"dlq-original-{part}") for part in ("topic", "partition", "offset"))


def _is_poison(record: Record) -> bool:
    return INJECTED in record.headers and record.header(INJECTED).startswith("poison")


def _who_sets_aside(poison: Record) -> tuple[str, ...]:
    """All its readers; but if it says its type, those only that handle that."""
    readers = READERS[poison.topic]
    if "ce_type" not in poison.headers:
        return readers
    type = poison.header("ce_type").split(".")[-2]
    return tuple(service for service in readers if type in handled_by()[service])
