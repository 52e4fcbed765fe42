"""Kafka records, out and in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from contracts.envelope import Headers


@dataclass(frozen=True, slots=True)
class Record:
    """A record to send; the topic name includes the prefix."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers


class Incoming(Protocol):
    """A consumed record. `timestamp` is in seconds since 1970."""

    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] | None
    topic: str
    partition: int
    offset: int
    timestamp: float


@dataclass(slots=True)
class Received:
    """A consumed record that was read without Faust; an Incoming."""

    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] | None
    topic: str
    partition: int
    offset: int
    timestamp: float
