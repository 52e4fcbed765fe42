"""From the topics into the journal, and on to those who wait."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from aiokafka import ConsumerRecord
from pydantic import ValidationError

from chassis.metrics import IGNORED
from contracts.envelope import Envelope, MalformedEnvelope
from contracts.event import REGISTERED
from services.gateway.live.addressing import Address, address
from services.gateway.live.journal import Entry, Journal

PATIENCE_SECONDS = 5.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the journal notes of a record."""

    at: float
    event_id: str
    type: str
    address: Address


class Feed:
    """A Listener. What was on the topics at the start is noted in the order in which it was published.

    Later records are noted as they come. What cannot be read is logged and passed: its consumers set it aside.
    """

    def __init__(self, journal: Journal, told: Callable[[Entry], None]) -> None:
        """`told` hears of each new entry."""
        self._journal = journal
        self._told = told
        self._early: list[Heard] | None = []
        self._caught_up = asyncio.Event()

    def hear(self, record: "ConsumerRecord[Any, Any]") -> None:
        """Note an event of a type that is known, unless it is too old."""
        heard = _read(record) if self._journal.keeps(record.timestamp / 1000) else None
        if heard is None:
            return
        if self._early is None:
            self._note(heard)
        else:
            self._early.append(heard)

    def catch_up(self) -> None:
        """Partitions were read one after the other: put their events in order."""
        early, self._early = self._early or [], None
        for heard in sorted(early, key=lambda heard: heard.at):
            self._note(heard)
        self._caught_up.set()

    async def caught_up(self) -> bool:
        """Wait for that, though not for ever: the broker may be away. Whether it has."""
        if not self._caught_up.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._caught_up.wait(), PATIENCE_SECONDS)
        return self._caught_up.is_set()

    def _note(self, heard: Heard) -> None:
        entry = self._journal.add(heard.event_id, heard.type, heard.address, heard.at)
        if entry is not None:
            self._told(entry)


def _read(record: "ConsumerRecord[Any, Any]") -> Heard | None:
    try:
        envelope = Envelope.from_headers(record.headers)
        event_class = REGISTERED.get(envelope.type)
        if event_class is None:
            IGNORED.labels("unknown").inc()
            return None
        event = event_class.read(record.value)
    except (MalformedEnvelope, ValidationError) as error:
        log.error("live.unreadable", topic=record.topic, offset=record.offset, error=type(error).__name__)
        return None
    return Heard(record.timestamp / 1000, envelope.id, envelope.type, address(event))
