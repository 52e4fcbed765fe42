"""Points between the commit of a batch and the offsets on the broker. Places are `partition:offset`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from faust.events import Event
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

from chassis.consumer import BatchHandler
from chassis.dead_letters import DeadLetters
from chassis.unit_of_work import Work
from tests.support.crash_points.dying import after, before, die
from tests.support.crash_points.settling import points

A_BATCH = 3
"""Fewer records are no batch: a death in the middle of two is at one of their ends."""


def place(record: Any) -> str:
    """Where a record stands."""
    return f"{record.partition}:{record.offset}"


def _places(_: None, handler: BatchHandler, records: Sequence[Any]) -> list[str]:
    return [place(record) for record in records] if len(records) >= A_BATCH else []


def _before_the_first() -> None:
    after(BatchHandler, "__call__", _places)


def _in_the_middle() -> None:
    """One record is acknowledged, the others of its batch are not."""
    handle, ack = BatchHandler.__call__, Event.ack
    waiting: list[str] = []
    acknowledged: list[str] = []

    async def handled(self: BatchHandler, records: Sequence[Any]) -> None:
        await handle(self, records)
        waiting[:] = _places(None, self, records)
        acknowledged.clear()

    def interposed(self: Event) -> bool:
        if waiting and acknowledged:
            die([each for each in waiting if each not in acknowledged])
        acknowledged.append(place(self.message))
        return bool(ack(self))

    BatchHandler.__call__ = handled  # type: ignore[method-assign]
    Event.ack = interposed  # type: ignore[method-assign]


def _before_the_dead_letter() -> None:
    before(DeadLetters, "put", lambda _, record, **__: [place(record)])


def _after_the_dead_letter() -> None:
    after(DeadLetters, "put", lambda _, __, record, **___: [place(record)])


def _next(offsets: Mapping[Any, int]) -> list[str]:
    """The last records that these offsets cover."""
    return [f"{partition.partition}:{offset - 1}" for partition, offset in offsets.items()]


def _before_the_offsets() -> None:
    before(AIOKafkaConsumerThread, "_commit", lambda _, offsets: _next(offsets))


def _after_the_offsets() -> None:
    after(AIOKafkaConsumerThread, "_commit", lambda result, _, offsets: _next(offsets) if result else [])


def _a_batch_of_events(works: Sequence[Work]) -> bool:
    return len(works) >= A_BATCH and all(work.envelope is not None for work in works)


def _a_lone_event(works: Sequence[Work]) -> bool:
    """It is not looked up in the inbox, and written at once (decision 22)."""
    return len(works) == 1 and works[0].envelope is not None


POINTS: Mapping[str, Callable[[], None]] = {
    **points("batch", _a_batch_of_events),
    **points("lone event", _a_lone_event),
    "dead letter: before it is written": _before_the_dead_letter,
    "dead letter: after it is written": _after_the_dead_letter,
    "ack: before the first of a batch": _before_the_first,
    "ack: in the middle of a batch": _in_the_middle,
    "ack: before the offsets are committed": _before_the_offsets,
    "ack: after the offsets are committed": _after_the_offsets,
}
