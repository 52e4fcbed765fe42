"""What moves is not said to stand still because a look at it took long."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.status.holding import leases
from chassis.status.looking import moves

SLOW = 0.05
"""Seconds that a look takes; longer than all looks together may wait."""


@pytest.fixture(autouse=True)
def little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.status.looking.MOVES_WITHIN_SECONDS", SLOW / 2)
    monkeypatch.setattr("chassis.status.looking.LOOK_SECONDS", 0.001)


class Leases:
    """A store with a lease whose beats are these; each look takes long, and the last beat stays."""

    def __init__(self, *beats: int) -> None:
        self._beats = list(beats)

    def __getitem__(self, _: str) -> "Leases":
        return self

    def find(self, _: Any) -> "Leases":
        return self

    async def sort(self, *_: Any) -> AsyncIterator[dict[str, Any]]:
        beat = self._beats.pop(0) if len(self._beats) > 1 else self._beats[0]
        await asyncio.sleep(SLOW)
        yield {"_id": "relay", "slot": "toy-1", "token": 1, "beat": beat}


@pytest.mark.parametrize(("beats", "alive"), [((1, 1, 2), True), ((1, 1, 1), False)])
async def test_a_holder_is_looked_at_once_more_when_the_time_is_over(beats: tuple[int, ...], alive: bool) -> None:
    (lease,) = await leases(Leases(*beats))  # type: ignore[arg-type]
    assert lease["alive"] is alive


@pytest.mark.parametrize(("read", "moving"), [((7, 8), True), ((7, 7), False)])
async def test_so_is_a_group(read: tuple[int, ...], moving: bool) -> None:
    left = list(read)

    async def look() -> int:
        await asyncio.sleep(SLOW)
        return left.pop(0)

    assert await moves(look, 7) is moving
