"""A backlog is published in portions, in the order of ids, whatever the order of what the store answers."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

from chassis.relay.backlog import Backlog
from chassis.testing import NOON


class Store:
    """Has these documents pending: number and events of each, written so many minutes after noon."""

    def __init__(self, documents: Sequence[tuple[int, int]]) -> None:
        self._documents = documents

    async def snapshot(self, name: str) -> AsyncIterator[dict[str, Any]]:
        for number, rows in self._documents:
            yield {"_id": f"{number:04}", "at": NOON + timedelta(minutes=number), "rows": rows}


async def backlog(*documents: tuple[int, int], listed: int = 100) -> Backlog:
    return await Backlog.of(Store(documents), listed)  # type: ignore[arg-type]


async def test_a_portion_ends_before_it_holds_too_many_events() -> None:
    found = await backlog((3, 5), (1, 4), (2, 4), (4, 50), (5, 1))
    assert [portion.ids for portion in found.portions(rows=8)] == [["0001", "0002"], ["0003"], ["0004"], ["0005"]]


async def test_a_portion_ends_before_it_holds_too_many_documents() -> None:
    found = await backlog(*((number, 1) for number in range(5)))
    assert [len(portion.ids) for portion in found.portions(documents=2)] == [2, 2, 1]


async def test_what_is_listed_is_the_beginning_of_all_that_waits() -> None:
    found = await backlog(*((number, 1) for number in range(100, 0, -1)), listed=7)
    assert [id for portion in found.portions(documents=3) for id in portion.ids] == [f"{n:04}" for n in range(1, 8)]
    assert (found.depth, found.oldest) == (100, NOON + timedelta(minutes=1))


async def test_each_portion_knows_since_when_it_waits() -> None:
    found = await backlog((2, 1), (1, 1), (3, 1))
    assert [portion.oldest - NOON for portion in found.portions(documents=2)] == [
        timedelta(minutes=1),
        timedelta(minutes=3),
    ]


async def test_what_an_older_release_wrote_counts_as_one_event() -> None:
    class Older(Store):
        async def snapshot(self, name: str) -> AsyncIterator[dict[str, Any]]:
            yield {"_id": "1", "at": NOON}

    found = await Backlog.of(Older([]))  # type: ignore[arg-type]
    assert [portion.ids for portion in found.portions()] == [["1"]]


async def test_nothing_waits() -> None:
    found = await backlog()
    assert (found.depth, found.oldest, list(found.portions())) == (0, None, [])
