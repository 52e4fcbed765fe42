"""How Faust reads, and hands a record to its agent: at once, where nothing has to be waited for.

Faust's consumer starts four tasks for every record (the hand-over, and three that would cut it short), although nearly
every hand-over ends without waiting: two thirds of what an event costs in this process. Here a hand-over is begun
without tasks; only one that has to wait, because a buffer is full or a rebalance is under way, goes Faust's way. What
Faust would look up for each record, codecs that we do not use and a producer that nobody sends by, is left out.
"""

import asyncio
import contextlib
import inspect
from collections.abc import Generator
from typing import Any

from faust import Schema
from faust.transport.drivers import aiokafka
from faust.transport.producer import ProducerBuffer
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

    transport: "Transport"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._room = asyncio.Event()

    def on_buffer_drop(self, tp: Any) -> None:
        """There is room for this partition again."""
        super().on_buffer_drop(tp)
        self._room.set()

    async def seek_to_committed(self) -> Any:
        """Go back to what the group has committed, or to the first record where it has committed nothing.

        There the client stays where it is. What it had fetched while partitions were divided is thrown away by Faust,
        so the first records of a partition would never be handled, and be committed with those that come later.
        """
        committed = await super().seek_to_committed()
        untouched = [partition for partition, offset in committed.items() if not offset]
        if untouched:
            await self._thread.seek_wait(dict.fromkeys(untouched, 0))
        return committed

    def _clean_unacked_messages(self) -> None:
        """Whoever waits for what was handed over looks each second what is left of it.

        When we stop, what stands still for good is waited for no longer. It is not acknowledged.
        """
        super()._clean_unacked_messages()
        if self.app.should_stop and self.transport.stands_still.is_set():
            self._unacked_messages.clear()

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109
        if self._buffered_partitions and not self._get_active_partitions():
            self._room.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), timeout)
        return await super()._wait_next_records(timeout)

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:  # noqa: ASYNC109
        return await super()._getmany(active_partitions, LOOK_SECONDS if self._buffered_partitions else timeout)


class Idle(ProducerBuffer):
    """A buffer that is always empty, so nobody waits for room in it."""

    async def wait_until_ebb(self) -> None:
        """There is room."""


class Producer(aiokafka.Producer):
    """Faust's producer, by which nothing is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buffer = Idle(loop=self.loop, beacon=self.beacon)
        self.buffer.app = self.app


class Transport(aiokafka.Transport):
    """Faust's way to Kafka, with these. `stands_still` is set when what has been handed over will never be settled."""

    Consumer = Consumer
    Producer = Producer

    def __init__(self, url: Any, app: Any, stands_still: asyncio.Event) -> None:
        super().__init__(url, app)
        self.stands_still = stands_still


class Raw(Schema[Any, Any]):
    """Records as they came. What they mean is found out by ourselves: one that cannot be read stops nothing."""

    def compile(self, app: Any, **_: Any) -> Any:
        """What makes an event of a record."""
        create_event = app.create_event

        async def decode(message: Any, **_: Any) -> Any:
            return create_event(message.key, message.value, message.headers, message)

        return decode


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
