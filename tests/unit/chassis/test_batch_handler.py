"""The failure table of a batch (design section 5), with a unit of work that fails as told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from chassis.consumer.handling import POISONS_IN_A_ROW, BatchHandler
from chassis.records import Incoming, RecordHeaders
from chassis.steps import on
from chassis.unit_of_work import Outcome, Poisoned, Result, Work
from tests.support.eventually import eventually
from tests.support.toy.events import BalanceChanged, Deposited
from tests.support.toy.harness import envelope_of, raw
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
    headers: RecordHeaders | None
    topic: str = "toy.deposits.v1"
    partition: int = 0
    offset: int = 0
    timestamp: float = 0.0


def records(*troubles: str | None) -> list[Incoming]:
    events = [Deposited(account="a", number=n, amount=1, trouble=t) for n, t in enumerate(troubles, 1)]
    return [FakeRecord(*raw(event)) for event in events]


def unreadable(many: int) -> list[Incoming]:
    """Events of a type that is handled, in bodies that its model refuses."""
    headers = envelope_of(Deposited(account="a", number=1, amount=1)).to_headers()
    return [FakeRecord(b"a", b'{"account": "a"}', headers) for _ in range(many)]


def of_type(type: str, event: Deposited) -> list[tuple[str, bytes]]:
    """The headers of this event, but for its type."""
    return replace(envelope_of(event), type=type).to_headers()


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> tuple[BatchHandler, FakeUnitOfWork, FakeDeadLetters]:
    monkeypatch.setattr("chassis.consumer.handling.ISOLATION_SECONDS", 0.0)
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


async def halts(handle: BatchHandler, batch: Sequence[Incoming]) -> bool:
    """Whether it stands still for this batch."""
    handling = asyncio.create_task(handle(batch))
    await eventually(lambda: handling.done() or handle.halted, interval=0.0)
    if handle.halted:
        handling.cancel()
    else:
        await handling
    return handle.halted


async def test_twenty_in_a_row_halt_the_consumer(parts: Parts) -> None:
    handle, _, letters = parts
    assert await halts(handle, records(*["always"] * (POISONS_IN_A_ROW + 5)))
    assert len(letters.letters) == POISONS_IN_A_ROW


async def test_twenty_that_its_models_refuse_halt_it_as_well(parts: Parts) -> None:
    """A release with one new required field; it comes upon them in batches of any size."""
    handle, _, letters = parts
    for record in unreadable(POISONS_IN_A_ROW):
        assert not await halts(handle, [record])
    assert await halts(handle, unreadable(200))
    assert letters.letters == ["undecodable"] * POISONS_IN_A_ROW


async def test_what_cannot_be_read_and_what_fails_are_one_row(parts: Parts) -> None:
    handle, _, letters = parts
    assert await halts(handle, [*records(*["always"] * 10), *unreadable(5), *records(*["always"] * 10)])
    assert letters.letters == ["poison"] * 10 + ["undecodable"] * 5 + ["poison"] * 5


@pytest.mark.parametrize("good", [None, "once"])
async def test_a_good_event_between_poisons_keeps_it_going(parts: Parts, good: str | None) -> None:
    """Even one that passes only when it is tried again, alone."""
    handle, _, letters = parts
    assert not await halts(handle, records(*["always"] * 15, good, *["always"] * 15))
    assert len(letters.letters) == 30


async def test_a_good_event_between_unreadable_ones_keeps_it_going(parts: Parts) -> None:
    """Before and after it in one batch: they are counted in their order."""
    handle, unit_of_work, letters = parts
    assert not await halts(handle, [*unreadable(15), *records(None), *unreadable(15)])
    assert unit_of_work.settled == [1]
    assert letters.letters == ["undecodable"] * 30


async def test_junk_never_halts_it(parts: Parts) -> None:
    """Nor does junk end a row: it says nothing of the release."""
    handle, _, letters = parts
    event = Deposited(account="a", number=1, amount=1)
    bare = FakeRecord(b"a", event.model_dump_json().encode(), [])
    foreign = FakeRecord(b"a", b"{}", of_type("com.example.Foreign.v1", event))
    not_handled = FakeRecord(b"a", b"{}", of_type(BalanceChanged.type, event))
    assert not await halts(handle, [bare, foreign, not_handled] * 100)
    assert letters.letters == ["undecodable"] * 100
    assert not await halts(handle, unreadable(POISONS_IN_A_ROW))
    assert await halts(handle, [bare, foreign, not_handled, *unreadable(1)])
