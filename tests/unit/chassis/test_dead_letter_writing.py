"""A dead letter that cannot be written holds everything up (failure table, design section 5)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from chassis.dead_letters import DeadLetters
from chassis.records import Record
from tests.unit.chassis.test_batch_handler import FakeRecord

RECORD = FakeRecord(b"key", b"value", [("ce_id", b"1")])


@dataclass
class Broker:
    """Takes a record once `open` is set; refuses the first `refusals`."""

    refusals: int = 0
    open: asyncio.Event = field(default_factory=asyncio.Event)
    kept: list[Record] = field(default_factory=list)

    async def send(self, records: Sequence[Record]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("away")
        await self.open.wait()
        self.kept += records


async def test_it_returns_when_the_broker_has_the_letter_and_not_before() -> None:
    broker = Broker()
    putting = asyncio.create_task(DeadLetters(broker, "toy").put(RECORD, type="t", reason="poison"))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    assert not putting.done()
    broker.open.set()
    await putting
    ((letter,),) = [broker.kept]
    assert (letter.topic, letter.key, letter.value) == ("toy.dead-letters.v1", b"key", b"value")


async def test_it_tries_until_the_broker_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.dead_letters.writing.RETRY_SECONDS", 0.0)
    broker = Broker(refusals=3)
    broker.open.set()
    await DeadLetters(broker, "toy").put(RECORD, type="t", reason="poison")  # type: ignore[arg-type]
    assert len(broker.kept) == 1
