"""Waiting for something to become true, with a deadline instead of a sleep."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, overload

T = TypeVar("T")

INTERVAL = 0.05


@overload
async def eventually(
    check: Callable[[], Awaitable[T]], *, within: float = ..., interval: float = ..., because: str = ...
) -> T: ...
@overload
async def eventually(
    check: Callable[[], T], *, within: float = ..., interval: float = ..., because: str = ...
) -> T: ...
async def eventually(
    check: Callable[[], Any], *, within: float = 10.0, interval: float = INTERVAL, because: str = ""
) -> Any:
    """Call `check` until it returns something true and raises no AssertionError; return that.

    After `within` seconds: the last AssertionError, or one that says what was last seen. The last look always begins
    after that time: an answer that was under way for so long, or a process that was stopped, says nothing of the end.
    """
    loop = asyncio.get_running_loop()
    begun = before = loop.time()
    looks, longest = 0, 0.0
    while True:
        now = loop.time()
        looks, longest, before = looks + 1, max(longest, now - before), now
        problem: AssertionError | None = None
        found: Any = None
        try:
            answer = check()
            found = await answer if inspect.isawaitable(answer) else answer
            if found:
                return found
        except AssertionError as error:
            problem = error
        if now > begun + within:
            failure = problem or AssertionError(f"not within {within} s: {because or check!r}; last seen: {found!r}")
            failure.add_note(f"{looks} looks in {loop.time() - begun:.1f} s, at most {longest:.1f} s apart")
            raise failure
        await asyncio.sleep(interval)


async def stays(check: Callable[[], bool], *, seconds: float = 0.5) -> None:
    """Call `check` again and again for so long; an AssertionError as soon as it is not true any more."""
    deadline = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < deadline:
        assert check(), "it did not stay so"
        await asyncio.sleep(INTERVAL)
