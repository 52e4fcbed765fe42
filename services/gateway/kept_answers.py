"""Answers that are the same for everybody, kept for a minute, so that no page waits for what hardly ever changes."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Any

from chassis.clock import Clock

KEPT = timedelta(seconds=60)
MOST = 1000


class KeptAnswers:
    """Answers by what was asked, each at most `KEPT` old, and no more than `most` of them: the oldest gives way.

    Who asks while somebody else does waits for that answer; if none comes, everybody asks for himself, so that nobody
    is refused because of another.
    """

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._known: dict[Hashable, tuple[datetime, Any]] = {}
        self._asked: dict[Hashable, asyncio.Event] = {}

    async def answer(self, what: Hashable, ask: Callable[[], Awaitable[Any]], fits: Callable[[Any], bool]) -> Any:
        """The answer that is kept, else that of `ask`; it is kept if it `fits`. Raises what `ask` raises."""
        under_way = self._asked.get(what)
        if under_way is not None and not self._is_kept(what):
            await under_way.wait()
        if self._is_kept(what):
            return self._known[what][1]
        answered = self._asked[what] = asyncio.Event()
        try:
            found = await ask()
            if fits(found):
                self._keep(what, found)
            return found
        finally:
            answered.set()
            if self._asked.get(what) is answered:
                del self._asked[what]

    def __len__(self) -> int:
        return len(self._known)

    def _is_kept(self, what: Hashable) -> bool:
        return what in self._known and self._clock() < self._known[what][0]

    def _keep(self, what: Hashable, found: Any) -> None:
        self._known.pop(what, None)
        self._known[what] = (self._clock() + KEPT, found)
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]
