"""A topic of dead letters is read without holding it: it is kept for thirty days, whatever came in them."""

import tracemalloc
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest

from chassis.broker.connection import Broker
from chassis.clock import utc_now
from chassis.dead_letters import Repair, Wanted
from chassis.dead_letters.letters import SETTLES
from chassis.records import Incoming, Received
from chassis.status.streams import dead_letters

NOWHERE = Broker("nowhere:0")
LETTERS, BYTES = 200, 100_000


async def topic(settled: bool, *_: str) -> AsyncIterator[Incoming]:
    """Many large letters, all settled or none."""
    for number in range(LETTERS):
        yield Received(b"key", bytes(BYTES), [("dlq-reason", b"poison")], "dead", 0, number, timestamp=number)
        if settled:
            yield Received(b"key", b"", [(SETTLES, f"0:{number}".encode())], "dead", 1, number, timestamp=number)


@pytest.fixture
def measured() -> Iterator[None]:
    """No more was held at once than a few letters."""
    tracemalloc.start()
    yield
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < LETTERS * BYTES / 10


async def test_what_is_settled_is_not_held(monkeypatch: pytest.MonkeyPatch, measured: None) -> None:
    monkeypatch.setattr("chassis.dead_letters.repair.read_topic", partial(topic, True))
    assert await Repair(NOWHERE, "toy").waiting(Wanted()) == []


async def test_figures_hold_nothing_of_what_waits(monkeypatch: pytest.MonkeyPatch, measured: None) -> None:
    monkeypatch.setattr("chassis.dead_letters.repair.read_topic", partial(topic, False))
    assert (await dead_letters(NOWHERE, "toy", "", utc_now()))["waiting"] == LETTERS
