"""Work for threads, within bounds: a queue that nobody bounds lets a few callers take the processor from all others."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from chassis.errors import Unavailable

T = TypeVar("T")


class Pool:
    """At most `threads` at once and `queue` waiting; beyond that: Unavailable."""

    def __init__(self, name: str, threads: int, queue: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._places = threads + queue

    async def run(self, work: Callable[[], T]) -> T:
        """What the work returns or raises. Raises Unavailable when too many wait."""
        if self._places == 0:
            raise Unavailable("Too many ask for this at once.")
        self._places -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._places += 1
