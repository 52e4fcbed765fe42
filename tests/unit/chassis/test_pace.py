"""`--rate` is kept, by replays and by what is published again, on a clock that the test steers."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from chassis.broker import connection
from chassis.console import republish_kept
from chassis.dead_letters import Letter, Repair
from chassis.records import Record
from chassis.republishing import Kept
from chassis.unit_of_work.outbox import outbox_row
from tests.support.toy.events import Deposited
from tests.support.toy.harness import envelope_of

MANY = 30
RATES = (0.5, 3, 7.5, 20, 100)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


class Time:
    """Stands still while nobody sleeps and the broker answers at once."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Broker:
    """Notes when each record came. For the fifth sending it takes `stall` seconds."""

    def __init__(self, time: Time, stall: float) -> None:
        self._time, self._stall, self._sendings = time, stall, 0
        self.came: list[tuple[float, Record]] = []

    async def send(self, records: Sequence[Record]) -> None:
        self.came += [(self._time.now, record) for record in records]
        self._sendings += 1
        self._time.now += self._stall if self._sendings == 5 else 0.0

    async def close(self) -> None:
        """Nothing to close."""


class Rows:
    """A store that kept a document with one row for each id it is asked for."""

    def __getitem__(self, _: str) -> "Rows":
        return self

    async def find(self, query: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        event = Deposited(account="anna", number=1, amount=1)
        for id in query["_id"]["$in"]:
            yield {"_id": id, "rows": [outbox_row(envelope_of(event), event)]}


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    steered = Time()
    monkeypatch.setattr("chassis.pace.monotonic", steered.monotonic)
    monkeypatch.setattr("chassis.pace.sleep", steered.sleep)
    return steered


@pytest.fixture
def stall() -> float:
    """It answers at once, unless a test says otherwise."""
    return 0.0


@pytest.fixture
def broker(time: Time, stall: float, monkeypatch: pytest.MonkeyPatch) -> Broker:
    made = Broker(time, stall)
    monkeypatch.setattr("chassis.dead_letters.repair.Producer", lambda _: made)
    monkeypatch.setattr("chassis.console.Producer", lambda _: made)
    return made


def at_most(rate: float, came: Sequence[float], at_once: int) -> None:
    """In whatever second one looks, no more came than that; and it was not slower than it had to be."""
    for begun in came:
        assert sum(begun <= each < begun + 0.999 for each in came) <= rate + at_once
    assert all(later - earlier <= at_once / rate + 0.001 for earlier, later in pairwise(came))


LETTER = Letter(
    service="toy",
    place="0:0",
    at=NOW,
    type=Deposited.type,
    event_id="event",
    reason="poison",
    exception="",
    attempts=3,
    origin="",
    key=b"anna",
    value=b"{}",
    headers=(),
)
NOWHERE = connection.Broker("nowhere:0")
LETTERS = [replace(LETTER, place=f"0:{number}") for number in range(MANY)]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("what", ["replay", "drop"])
async def test_letters(broker: Broker, what: str, rate: float) -> None:
    await getattr(Repair(NOWHERE, "toy"), what)(LETTERS, rate=rate)
    settled = [when for when, record in broker.came if dict(record.headers).get("dlq-settles")]
    assert len(settled) == MANY
    at_most(rate, settled, 1)


async def published_again(rate: float | None) -> None:
    """By the console command of a service."""
    settings = SimpleNamespace(broker=NOWHERE, topic_prefix="")
    runtime: Any = SimpleNamespace(
        clock=lambda: NOW, store=Rows(), settings=settings, service=SimpleNamespace(name="toy")
    )
    assert (await republish_kept(runtime, {"rate": rate}))["events"] == MANY


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    async def rows(*_: Any) -> list[Kept]:
        return [Kept(f"document-{number}", 0, Deposited.type, "anna", number) for number in range(MANY)]

    monkeypatch.setattr("chassis.console.selected", rows)


@pytest.mark.parametrize("rate", RATES)
async def test_what_is_published_again(broker: Broker, kept: None, rate: float) -> None:
    await published_again(rate)
    came = [when for when, _ in broker.came]
    assert len(came) == MANY
    at_most(rate, came, max(1, int(rate / 10)))


@pytest.mark.parametrize("stall", [60.0])
async def test_time_that_was_lost_is_not_made_up_for(broker: Broker, kept: None, stall: float) -> None:
    await published_again(10)
    came = [when for when, _ in broker.came]
    gaps = [round(later - earlier, 6) for earlier, later in pairwise(came)]
    assert gaps == [0.1] * 4 + [stall] + [0.1] * (MANY - 6)


async def test_where_none_is_asked_for_nothing_waits(broker: Broker, kept: None, time: Time) -> None:
    before = time.now
    await published_again(None)
    await Repair(NOWHERE, "toy").replay(LETTERS)
    assert time.now == before
