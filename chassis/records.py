"""Kafka records, out and in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

RecordHeaders = Sequence[tuple[str, bytes | None]]
"""As Kafka has them: any number of one name, in order, some without a value."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record to send; the topic name includes the prefix."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: RecordHeaders


class Incoming(Protocol):
    """A consumed record. `timestamp` is in seconds since 1970."""

    key: bytes | None
    value: bytes | None
    headers: RecordHeaders | None
    topic: str
    partition: int
    offset: int
    timestamp: float


@dataclass(slots=True)
class Received:
    """A consumed record that was read without Faust; an Incoming."""

    key: bytes | None
    value: bytes | None
    headers: RecordHeaders | None
    topic: str
    partition: int
    offset: int
    timestamp: float


def texts(headers: RecordHeaders | None) -> dict[str, str]:
    """Headers as text, by name in lower case. Raises nothing: anybody may have written them, and anything.

    One without a value, or with an empty one, is left out. Where a name repeats, the first counts, as in an envelope;
    what is not UTF-8 is replaced.
    """
    found: dict[str, str] = {}
    for name, value in headers or ():
        if value:
            found.setdefault(name.lower(), value.decode(errors="replace"))
    return found
