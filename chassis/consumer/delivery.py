"""How Faust reads, and hands a record to its agent: at once, where nothing has to be waited for.

Faust's consumer starts four tasks for every record (the hand-over, and three that would cut it short), although nearly
every hand-over ends without waiting: two thirds of what an event costs in this process. Here a hand-over is begun
without tasks; only one that has to wait, because a buffer is full or a rebalance is under way, goes Faust's way.
"""

import asyncio
import contextlib
import inspect
from collections.abc import Generator
from typing import Any

from faust.transport.drivers import aiokafka
from mode import Service
from mode.services import WaitResults

LOOK_SECONDS = 0.05
"""How long partitions with room are waited for while others are full."""


class AtOnce(Service):
    """A Faust service whose first wait is begun at once; a mixin."""

    async def wait_first(self, *coros: Any, timeout: Any = None) -> WaitResults:  # noqa: ASYNC109
        """Wait for the first of several, the stop or a crash of this service; as Faust does, but for the tasks."""
        if timeout is not None or self._stopped.is_set() or self._crashed.is_set() or not inspect.iscoroutine(coros[0]):
            return await super().wait_first(*coros, timeout=timeout)
        begun, *others = coros
        try:
            waits_for = begun.send(None)
        except StopIteration as ended:
            _close(others)
            return WaitResults([begun], [ended.value], False)
        except BaseException:
            _close(others)
            raise
        return await super().wait_first(_Rest(begun, waits_for), *others)


class Consumer(AtOnce, aiokafka.Consumer):
    """Faust's consumer, which goes on as soon as there is room again.

    Faust stops reading partitions whose buffer is full. When all are, it looks again after a second; and when some
    are, it waits a second for the others, which may hold nothing.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._room = asyncio.Event()

    def on_buffer_drop(self, tp: Any) -> None:
        """There is room for this partition again."""
        super().on_buffer_drop(tp)
        self._room.set()

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109
        if self._buffered_partitions and not self._get_active_partitions():
            self._room.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), timeout)
        return await super()._wait_next_records(timeout)

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109
        return await super()._getmany(active_partitions, LOOK_SECONDS if self._buffered_partitions else timeout)


class Transport(aiokafka.Transport):
    """Faust's way to Kafka, with that consumer."""

    Consumer = Consumer


def _close(others: list[Any]) -> None:
    for other in others:
        if inspect.iscoroutine(other):
            other.close()


class _Rest:
    """What is left of a coroutine that was begun, and waits for something."""

    def __init__(self, begun: Any, waits_for: Any) -> None:
        self._begun = begun
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, Any]:
        waits_for = self._waits_for
        while True:
            try:
                sent = yield waits_for
            except BaseException as error:
                go_on, what = self._begun.throw, error
            else:
                go_on, what = self._begun.send, sent
            try:
                waits_for = go_on(what)
            except StopIteration as ended:
                return ended.value
