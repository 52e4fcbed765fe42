"""A change stream that answers with nothing at once is asked more and more seldom, until it has something to tell."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from chassis.mongo import Store

SOMETHING = {"_id": 1}


class Stream:
    """A change stream with these answers; it never waits."""

    def __init__(self, answers: Sequence[dict[str, int] | None]) -> None:
        self._answers = list(answers)

    @property
    def alive(self) -> bool:
        return bool(self._answers)

    async def try_next(self) -> dict[str, int] | None:
        return self._answers.pop(0)


class Watched:
    """A collection with such a stream."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    @asynccontextmanager
    async def watch(self, _: Any) -> AsyncIterator[Stream]:
        yield self._stream


async def test_pauses_grow_while_nothing_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("chassis.mongo.store.asyncio.sleep", sleep)
    store = Store("mongodb://127.0.0.1:1", "toy")
    monkeypatch.setattr(Store, "__getitem__", lambda _store, _name: Watched(Stream([None] * 4 + [SOMETHING, None])))
    heard = [each async for each in store.inserts("pending")]
    store.close()
    assert heard == [None]
    assert pauses == [0.05, 0.1, 0.2, 0.2, 0.05]
