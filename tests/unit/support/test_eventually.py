"""What is waited for is judged by what is there when the time is up, not by what was there before."""

import asyncio
import contextlib

import pytest

from tests.support.eventually import eventually

WITHIN = 0.02


class Slow:
    """Answers so slowly that the time is up meanwhile, as things were when it was asked."""

    def __init__(self, *answers: bool) -> None:
        self._answers = iter(answers)

    async def look(self) -> bool:
        """The next answer, after all the time there is."""
        answer = next(self._answers)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 2 * WITHIN)
        assert answer, "still 60"
        return answer


async def test_the_last_look_begins_after_the_time_is_up() -> None:
    assert await eventually(Slow(False, True).look, within=WITHIN)


async def test_who_waited_in_vain_learns_how_often_and_how_evenly_it_was_looked() -> None:
    with pytest.raises(AssertionError, match="still 60") as caught:
        await eventually(Slow(False, False).look, within=WITHIN)
    assert caught.value.__notes__[0].startswith("2 looks in 0.")
