"""The failure table of a batch (design section 5), with a unit of work that fails as told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from chassis.consumer.handling import POISONS_IN_A_ROW, BatchHandler
from chassis.records import Incoming
from chassis.steps import on
from chassis.unit_of_work import Outcome, Poisoned, Result, Work
from tests.support.toy.events import Deposited
from tests.support.toy.harness import raw
from tests.support.toy.service import Account, deposit


@dataclass
class FakeUnitOfWork:
    """Settles works in order and stops at the first that has trouble, like the real one."""

    settled: list[int] = field(default_factory=list)
    attempts: dict[int, int] = field(default_factory=dict)

    async def batch(self, works: Sequence[Work]) -> list[Result]:
        results: list[Result] = []
        for work in works:
            number = work.message.number
            self.attempts[number] = self.attempts.get(number, 0) + 1
            if work.message.trouble == "always" or (work.message.trouble == "once" and self.attempts[number] == 1):
                raise Poisoned(work, ValueError("poison"), results)
            self.settled.append(number)
            results.append(Result(Outcome.HANDLED))
        return results


@dataclass
class FakeDeadLetters:
    """Remembers what was set aside."""

    letters: list[str] = field(default_factory=list)

    async def put(self, record: Incoming, *, type: str, reason: str, exception: str = "", attempts: int = 0) -> None:
        self.letters.append(reason)


@dataclass
class FakeRecord:
    """A consumed record."""

    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] | None
    topic: str = "toy.deposits.v1"
    partition: int = 0
    offset: int = 0
    timestamp: float = 0.0


def records(*troubles: str | None) -> list[Incoming]:
    events = [Deposited(account="a", number=n, amount=1, trouble=t) for n, t in enumerate(troubles, 1)]
    return [FakeRecord(*raw(event)) for event in events]


@pytest.fixture
def parts() -> tuple[BatchHandler, FakeUnitOfWork, FakeDeadLetters]:
    unit_of_work, letters = FakeUnitOfWork(), FakeDeadLetters()
    steps = {Deposited: [on(Account, key=lambda e: e.account, do=deposit)]}
    return BatchHandler(unit_of_work, letters, steps), unit_of_work, letters  # type: ignore[arg-type]


Parts = tuple[BatchHandler, FakeUnitOfWork, FakeDeadLetters]


async def test_a_poison_is_tried_three_times_and_costs_only_itself(parts: Parts) -> None:
    handle, unit_of_work, letters = parts
    await handle(records(None, "always", None))
    assert unit_of_work.settled == [1, 3]
    assert unit_of_work.attempts[2] == 3
    assert letters.letters == ["poison"]


async def test_what_passes_in_isolation_is_no_poison(parts: Parts) -> None:
    handle, unit_of_work, letters = parts
    await handle(records(None, "once", None))
    assert unit_of_work.settled == [1, 2, 3]
    assert letters.letters == []


async def test_twenty_in_a_row_halt_the_consumer(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    handle, _, letters = parts
    monkeypatch.setattr("chassis.consumer.handling.ISOLATION_SECONDS", 0.0)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(handle(records(*["always"] * (POISONS_IN_A_ROW + 5))), 1.0)
    assert handle.halted
    assert len(letters.letters) == POISONS_IN_A_ROW


async def test_a_good_event_between_poisons_keeps_it_going(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    handle, _, letters = parts
    monkeypatch.setattr("chassis.consumer.handling.ISOLATION_SECONDS", 0.0)
    await asyncio.wait_for(handle(records(*["always"] * 15, None, *["always"] * 15)), 5.0)
    assert not handle.halted
    assert len(letters.letters) == 30
