"""Kafka in: one Faust agent a topic, raw bytes, ours alone to decode."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import faust
from faust.contrib.asgi import faust_app_running
from mode.supervisors import CrashingSupervisor

from chassis.broker.connection import Broker
from chassis.consumer.credentials import credentials
from chassis.consumer.delivery import Raw, Transport
from chassis.consumer.membership import Membership
from chassis.consumer.pump import pump
from chassis.pulse import Pulse
from chassis.together import until_one_ends

STOP_SECONDS = 25.0
LOOK_SECONDS = 1.0
"""Between two looks whether the client still minds our place in the group."""

METADATA_MS = 5_000
"""How long a topic that the broker did not name when partitions were divided stays unread (its default: 5 minutes)."""

NEVER = 10 * 365 * 86_400.0
"""Seconds without a look at the topics after which the client leaves its group, and then never comes back: it only
joins again when somebody looks, and Faust only looks when it has joined. A member whose share is empty does not look,
nor does one whose batch waits for the store. Liveness judges instead."""

Handle = Callable[[Sequence[Any]], Awaitable[None]]


class Consumer:
    """A member of the service's consumer group.

    Offsets are committed only for records whose batch is settled. Anything else than a settled batch ends the process.
    `place` is a name that the same process has again when it is started again, and no other at the same time: it then
    takes its partitions up at once instead of when its predecessor's session has run out.
    Once `stands_still` is set no batch comes to an end any more, and a stop waits for none: all of it comes again.
    """

    def __init__(
        self,
        group: str,
        broker: Broker,
        topics: Sequence[str],
        handle: Handle,
        batch_size: int,
        *,
        place: str | None = None,
        stands_still: asyncio.Event | None = None,
    ) -> None:
        self._handle = handle
        self._batch_size = batch_size
        self._app = faust.App(
            group,
            broker=f"kafka://{broker.bootstrap}",
            broker_credentials=credentials(broker),
            key_serializer="raw",
            value_serializer="raw",
            autodiscover=False,
            datadir=str(Path(tempfile.gettempdir()) / "traces-access-faust"),
            web_enabled=False,
            topic_allow_declare=False,
            topic_disable_leader=True,
            table_standby_replicas=0,
            broker_session_timeout=6,
            broker_heartbeat_interval=1,
            broker_rebalance_timeout=6,
            broker_max_poll_interval=NEVER,
            broker_commit_interval=0.5,
            broker_max_poll_records=500,
            consumer_auto_offset_reset="earliest",
            consumer_group_instance_id=place,
            consumer_metadata_max_age_ms=METADATA_MS,
            stream_buffer_maxsize=1024,
        )
        self._app.transport = Transport(self._app.conf.broker_consumer, self._app, stands_still or asyncio.Event())
        self._app.producer_transport = self._app.transport
        self._membership = Membership(self._app, topics, lasting=place is not None)
        self._under_way: set[Pulse] = set()
        self._rests = Pulse()
        for topic in topics:
            self._listen(topic)

    @property
    def assigned(self) -> bool:
        """Whether the group has given us our share (which may be none) of partitions, and every topic has some."""
        return self._membership.joined and self._membership.complete

    def moves(self, within: float) -> bool:
        """Whether every batch under way showed a sign of life within so many seconds, or records were asked for.

        While a batch is under way and as many records wait as may, nothing is asked for, rightly. While the broker is
        away everything waits for it, and when it is back everything has that time again.
        """
        if self._under_way:
            silent = max(pulse.silent for pulse in self._under_way)
        else:
            silent = min(self._rests.silent, self._membership.silent)
        return min(silent, self._membership.known_for) <= within

    async def crashed(self) -> None:
        """Returns never; raises what ended the consumer, or GivenUp."""
        while not self._app._crashed.is_set():
            self._membership.check()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._app._crashed.wait()
        raise self._app.crash_reason or RuntimeError("the consumer ended")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Consume until the block is left; leaving it finishes the batch, commits and leaves the group.

        Raises GivenUp when the client gives up before it has joined the group.
        """
        async with AsyncExitStack() as stack:
            starting = stack.enter_async_context(faust_app_running(self._app, stop_timeout=STOP_SECONDS))
            await until_one_ends(starting, self.crashed())
            try:
                yield
            finally:
                with suppress(AttributeError):
                    self._membership.leave_for_good()

    def observe(self) -> None:
        """Set the gauges from what the client knows anyway. To be called about once a second; never fails."""
        self._membership.observe()

    async def _watched(self, records: Sequence[Any]) -> None:
        pulse = Pulse()
        self._under_way.add(pulse)
        try:
            with pulse.watched():
                await self._handle(records)
        finally:
            self._under_way.remove(pulse)
            self._rests.beat()

    def _listen(self, topic: str) -> None:
        async def agent(stream: Any) -> None:
            await pump(stream, self._watched, self._batch_size)

        source = self._app.topic(topic, schema=Raw())
        self._app.agent(source, name=topic, concurrency=1, supervisor_strategy=CrashingSupervisor)(agent)
