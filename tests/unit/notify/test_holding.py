"""Until when a mail is a sender's own, by its own clock."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from services.notify.domain.message import Message
from services.notify.mailer import holding as module
from services.notify.mailer.holding import CLAIM_SECONDS, Holding
from services.notify.mailer.steadiness import Steadiness
from tests.support.eventually import eventually
from tests.unit.notify.guide import BEGIN
from tests.unit.notify.mail import sending


@dataclass
class Rows:
    """The claims that the store knows of, and how many statements it was given."""

    claims: dict[str, str] = field(default_factory=dict)
    statements: int = 0

    async def update_many(self, query: Mapping[str, Any], _: Mapping[str, Any]) -> SimpleNamespace:
        self.statements += 1
        return SimpleNamespace(matched_count=len(self._found(query)))

    async def find(self, query: Mapping[str, Any], _: Mapping[str, Any]) -> AsyncIterator[dict[str, str]]:
        self.statements += 1
        for id in self._found(query):
            yield {"_id": id}

    def _found(self, query: Mapping[str, Any]) -> list[str]:
        return [id for id in query["_id"]["$in"] if self.claims.get(id) in query["claim"]["$in"]]


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def holding(rows: Rows, clock: Clock) -> Holding:
    store: Any = rows
    return Holding(store, clock, Steadiness(clock))


def claimed(id: str, clock: Clock, rows: Rows, claim: str = "claim-1") -> Message:
    rows.claims[id] = claim
    return sending(id=id, claim=claim, claimed_until=clock.now + timedelta(seconds=CLAIM_SECONDS))


@pytest.mark.moment("mails")
def test_a_claim_ends_a_second_earlier_for_its_holder(holding: Holding, clock: Clock, rows: Rows) -> None:
    message = claimed("a", clock, rows)
    holding.take(message)
    clock.forward(4.999)
    assert holding.ours(message)
    clock.forward(0.001)
    assert not holding.ours(message)


async def test_what_is_quick_costs_no_statement(holding: Holding, clock: Clock, rows: Rows) -> None:
    holding.take(claimed("a", clock, rows))
    clock.forward(0.9)
    await holding.prolong()
    assert rows.statements == 0


async def test_what_takes_longer_is_prolonged_all_together(holding: Holding, clock: Clock, rows: Rows) -> None:
    first = [claimed(str(number), clock, rows) for number in range(20)]
    second = [claimed(str(number), clock, rows, "claim-2") for number in range(20, 40)]
    for message in first + second:
        holding.take(message)
    clock.forward(4)
    await holding.prolong()
    clock.forward(4)
    assert all(map(holding.ours, first + second))
    assert rows.statements == 1


async def test_it_prolongs_for_as_long_as_it_keeps(
    holding: Holding, clock: Clock, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RENEW_SECONDS", 0.01)
    message = claimed("a", clock, rows)
    holding.take(message)
    clock.forward(CLAIM_SECONDS)
    keeping = asyncio.create_task(holding.keep())
    await eventually(lambda: holding.ours(message), within=5)
    keeping.cancel()


async def test_what_somebody_else_took_is_ours_no_more(holding: Holding, clock: Clock, rows: Rows) -> None:
    lost, kept = claimed("a", clock, rows), claimed("b", clock, rows)
    holding.take(lost)
    holding.take(kept)
    rows.claims["a"] = "claim of another"
    clock.forward(2)
    await holding.prolong()
    assert (holding.ours(lost), holding.ours(kept)) == (False, True)
    await holding.prolong()
    assert not holding.ours(lost)


def test_of_two_claims_of_one_mail_the_later_one_counts(holding: Holding, clock: Clock, rows: Rows) -> None:
    older, newer = claimed("a", clock, rows), claimed("a", clock, rows, "claim-2")
    holding.take(older)
    holding.take(newer)
    assert (holding.ours(older), holding.ours(newer)) == (False, True)
    holding.let_go(older)
    assert holding.ours(newer)
    holding.let_go(newer)
    assert not holding.ours(newer)
