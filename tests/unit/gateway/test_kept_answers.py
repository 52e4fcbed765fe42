"""What is the same for everybody is asked once a minute, and a failure is nobody else's."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from chassis.testing import NOON
from services.gateway.kept_answers import KEPT, KeptAnswers


@dataclass
class Owner:
    """Answers what it is told, after it was let go on; what is an error is raised."""

    answers: list[Any]
    asked: int = 0
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self) -> Any:
        self.asked += 1
        found = self.answers[min(self.asked, len(self.answers)) - 1]
        await self.goes_on.wait()
        if isinstance(found, Exception):
            raise found
        return found


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


def at_once(*answers: Any) -> Owner:
    owner = Owner(list(answers))
    owner.goes_on.set()
    return owner


def everything(_: Any) -> bool:
    return True


async def test_an_answer_is_asked_for_once_a_minute() -> None:
    clock, owner = Clock(), at_once("old", "new")
    kept = KeptAnswers(clock)
    assert await kept.answer("types", owner, everything) == "old"
    clock.now += KEPT - KEPT / 60
    assert await kept.answer("types", owner, everything) == "old"
    clock.now += KEPT / 60
    assert await kept.answer("types", owner, everything) == "new"


async def test_what_is_asked_differently_is_something_else() -> None:
    kept = KeptAnswers(Clock())
    assert await kept.answer(("fr", "types"), at_once("Importateur"), everything) == "Importateur"
    assert await kept.answer(("en", "types"), at_once("Importer"), everything) == "Importer"


async def test_those_who_ask_at_once_ask_once() -> None:
    owner, kept = Owner(["one", "two"]), KeptAnswers(Clock())
    asking = [asyncio.create_task(kept.answer("types", owner, everything)) for _ in range(5)]
    await asyncio.sleep(0)
    owner.goes_on.set()
    assert await asyncio.gather(*asking) == ["one"] * 5
    assert owner.asked == 1


async def test_a_failure_is_not_kept() -> None:
    owner, kept = at_once(ValueError("no"), "yes"), KeptAnswers(Clock())
    with pytest.raises(ValueError, match="no"):
        await kept.answer("types", owner, everything)
    assert await kept.answer("types", owner, everything) == "yes"


async def test_a_failure_is_not_that_of_those_who_waited_for_it() -> None:
    refused, answered, kept = Owner([ValueError("no")]), at_once("yes"), KeptAnswers(Clock())
    first = asyncio.create_task(kept.answer("types", refused, everything))
    await asyncio.sleep(0)
    others = [asyncio.create_task(kept.answer("types", answered, everything)) for _ in range(3)]
    await asyncio.sleep(0)
    refused.goes_on.set()
    assert await asyncio.gather(*others) == ["yes"] * 3
    with pytest.raises(ValueError, match="no"):
        await first


async def test_who_leaves_while_others_wait_takes_nothing_from_them() -> None:
    never, answered, kept = Owner(["nothing"]), at_once("yes"), KeptAnswers(Clock())
    first = asyncio.create_task(kept.answer("types", never, everything))
    await asyncio.sleep(0)
    other = asyncio.create_task(kept.answer("types", answered, everything))
    await asyncio.sleep(0)
    first.cancel()
    assert await other == "yes"


@pytest.mark.parametrize(("fits", "second"), [(bool, "found"), (everything, "")])
async def test_what_does_not_fit_is_answered_and_not_kept(fits: Callable[[Any], bool], second: str) -> None:
    owner, kept = at_once("", "found"), KeptAnswers(Clock())
    assert await kept.answer("body", owner, fits) == ""
    assert await kept.answer("body", owner, fits) == second


async def test_there_are_never_more_than_so_many_and_the_oldest_goes() -> None:
    kept = KeptAnswers(Clock(), most=2)
    for what in ("a", "b", "c"):
        await kept.answer(what, at_once(what), everything)
    assert len(kept) == 2
    again = at_once("again")
    assert await kept.answer("c", again, everything) == "c"
    assert await kept.answer("a", again, everything) == "again"
