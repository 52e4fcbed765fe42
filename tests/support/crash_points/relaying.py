"""Points of the relay. What was sent is named by event ids."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from motor.motor_asyncio import AsyncIOMotorCollection

from chassis.producer import Producer
from chassis.records import Record, texts
from chassis.unit_of_work.outbox import PENDING
from tests.support.crash_points.dying import after, before, die

A_BATCH = 4

_sent: list[str] = []


def _events(_: Producer, records: Sequence[Record]) -> list[str]:
    ids = [texts(record.headers)["ce_id"] for record in records]
    return ids if len(ids) >= A_BATCH else []


def _before_sending() -> None:
    before(Producer, "send", _events)


def _while_sending() -> None:
    """Half of the batch is on the broker; the note names that half."""
    original = Producer.send

    async def interposed(self: Producer, records: Sequence[Record]) -> None:
        ids = _events(self, records)
        half = len(ids) // 2 if ids else len(records)
        await original(self, records[:half])
        if ids:
            die(ids[:half])

    Producer.send = interposed  # type: ignore[method-assign]


def _after_sending() -> None:
    after(Producer, "send", lambda _, *args: _events(*args))


def _after_marking() -> None:
    original = Producer.send

    async def remembered(self: Producer, records: Sequence[Record]) -> None:
        await original(self, records)
        _sent[:] = _events(self, records)

    def marked(_: Any, collection: AsyncIOMotorCollection[Any], *__: Any, **___: Any) -> list[str]:
        return _sent if collection.name == PENDING else []

    Producer.send = remembered  # type: ignore[method-assign]
    after(AsyncIOMotorCollection, "delete_many", marked)


POINTS: Mapping[str, Callable[[], None]] = {
    "relay: before the send": _before_sending,
    "relay: in the middle of the send": _while_sending,
    "relay: after the send, before the mark": _after_sending,
    "relay: after the mark": _after_marking,
}
