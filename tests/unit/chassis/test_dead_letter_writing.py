"""A dead letter that cannot be written holds everything up (failure table, design section 5)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.broker.connection import Broker as Elsewhere
from chassis.dead_letters import DeadLetters, Repair, ValueLeftOut
from chassis.dead_letters.ledger import Ledger
from chassis.dead_letters.letters import SETTLED, SETTLES, Letter, letter_of, note
from chassis.dead_letters.originals import MOVED
from chassis.dead_letters.writing import RETRY_SECONDS
from chassis.producer import TooLarge
from chassis.records import Received, Record, RecordHeaders
from tests.unit.chassis.test_batch_handler import FakeRecord

RECORD = FakeRecord(b"key", b"value", [("ce_id", b"1")])
NAMES = st.sampled_from([SETTLES, SETTLED, "dlq-reason", "DLQ-Original-Offset", f"{MOVED}x", "ce_id"]) | st.text()


@dataclass
class Broker:
    """Takes a record of at most `takes` bytes once `open` is set; refuses the first `refusals`."""

    refusals: int = 0
    takes: int = 1_000_000
    open: asyncio.Event = field(default_factory=asyncio.Event)
    kept: list[Record] = field(default_factory=list)

    async def send(self, records: Sequence[Record]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("away")
        if any(len(each.key or b"") + len(each.value or b"") + _size(each.headers) > self.takes for each in records):
            raise TooLarge
        await self.open.wait()
        self.kept += records


def _size(headers: RecordHeaders) -> int:
    return sum(len(name) + len(value or b"") for name, value in headers)


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


@pytest.mark.parametrize("padding", [0, 100_000])
async def test_what_is_too_large_for_a_letter_is_set_aside_without_its_value(padding: int) -> None:
    """At once. Key and headers stay, unless they are what is too large."""
    broker = Broker(takes=50_000)
    broker.open.set()
    key, headers = b"k" * (padding or 1), [("ce_id", b"1"), ("x", b"x" * padding)]
    async with asyncio.timeout(RETRY_SECONDS / 2):
        await DeadLetters(broker, "toy").put(  # type: ignore[arg-type]
            FakeRecord(key, b"v" * 60_000, headers, partition=3, offset=7), type="t", reason="undecodable"
        )
    (kept,) = broker.kept
    letter = letter_of("toy", Received(kept.key, kept.value, kept.headers, "dead", 0, 0, 0))
    assert (letter.origin, letter.reason, letter.left_out) == ("toy.deposits.v1:3:7", "undecodable", 60_000)
    assert letter.value == b""
    assert (letter.key, list(letter.headers)) == ((None, []) if padding else (key, headers))


async def test_a_topic_that_takes_not_even_that_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.dead_letters.writing.RETRY_SECONDS", 0.0)
    broker = Broker(takes=10)
    broker.open.set()
    putting = asyncio.create_task(DeadLetters(broker, "toy").put(RECORD, type="t", reason="poison"))  # type: ignore[arg-type]
    for _ in range(10):
        await asyncio.sleep(0)
    assert not putting.done()
    broker.takes = 1_000
    await putting
    assert len(broker.kept) == 1


async def test_a_letter_without_its_value_is_not_sent_back() -> None:
    lacking = letter_of("toy", Received(b"key", b"", [("dlq-value-left-out", b"60000")], "dead", 0, 0, 0))
    with pytest.raises(ValueLeftOut, match="toy 0:0 cannot be replayed"):
        await Repair(Elsewhere("nowhere:0"), "toy").replay([lacking])


@given(headers=st.lists(st.tuples(NAMES, st.none() | st.binary(max_size=3))))
async def test_headers_of_the_original_are_not_believed_and_come_back_as_they_were(
    headers: list[tuple[str, bytes | None]],
) -> None:
    """One that said that it settles another letter, hid both."""
    broker = Broker()
    broker.open.set()
    record = FakeRecord(b"key", b"value", headers, partition=3, offset=7)
    await DeadLetters(broker, "toy").put(record, type="t", reason="poison", attempts=3)  # type: ignore[arg-type]
    ((kept,),) = [broker.kept]
    ledger = Ledger[Letter]()
    for offset, said in enumerate((kept.headers, kept.headers, [])):
        note(ledger, Received(b"key", b"value", said, "dead", 0, offset, offset), partial(letter_of, "toy"))
    letter, untold = ledger.waiting()
    assert (letter.reason, letter.attempts, letter.origin) == ("poison", 3, "toy.deposits.v1:3:7")
    assert list(letter.headers) == headers
    assert untold.place == "0:2"
