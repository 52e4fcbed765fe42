"""Kafka in. The ONLY module that imports faust: one agent a topic, raw bytes, ours alone to decode."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import faust
import structlog
from faust.contrib.asgi import faust_app_running
from mode.supervisors import CrashingSupervisor

from chassis.consumer.pump import pump
from chassis.metrics import CONSUMER_LAG

STOP_SECONDS = 25.0
METADATA_MS = 5_000
"""How long a topic that the broker did not name when partitions were divided stays unread (its default: 5 minutes)."""

log = structlog.get_logger(__name__)

Handle = Callable[[Sequence[Any]], Awaitable[None]]


class Consumer:
    """A member of the service's consumer group.

    Offsets are committed only for records whose batch is settled. Anything else than a settled batch ends the process.
    """

    def __init__(self, group: str, bootstrap: str, topics: Sequence[str], handle: Handle, batch_size: int) -> None:
        self._topics = topics
        self._handle = handle
        self._batch_size = batch_size
        self._app = faust.App(
            group,
            broker=f"kafka://{bootstrap}",
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
            broker_commit_interval=0.5,
            broker_max_poll_records=500,
            consumer_auto_offset_reset="earliest",
            consumer_metadata_max_age_ms=METADATA_MS,
            stream_buffer_maxsize=1024,
        )
        for topic in topics:
            self._listen(topic)

    @property
    def assigned(self) -> bool:
        """Whether the group has given us our share of the partitions (which may be none)."""
        return bool(self._app.started and not self._app.rebalancing and self._app.consumer is not None)

    async def crashed(self) -> None:
        """Returns never; raises what ended the consumer."""
        await self._app._crashed.wait()
        raise self._app.crash_reason or RuntimeError("the consumer ended")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Consume until the block is left; leaving it finishes the batch, commits and leaves the group."""
        async with faust_app_running(self._app, stop_timeout=STOP_SECONDS):
            yield

    def observe_lag(self) -> None:
        """Set the lag gauge from what the consumer knows anyway; asks nobody, and never fails.

        The client lives in a thread of its own: a partition may be gone between two looks at it.
        """
        CONSUMER_LAG.clear()
        consumer: Any = self._app.consumer
        try:
            for partition in consumer.assignment() if self.assigned else ():
                highwater, read = consumer.highwater(partition), consumer._read_offset.get(partition)
                if highwater is not None and read is not None:
                    CONSUMER_LAG.labels(partition.topic, partition.partition).set(max(0, highwater - read - 1))
        except Exception as error:
            log.info("lag.unknown", error=repr(error))

    def _listen(self, topic: str) -> None:
        async def agent(stream: Any) -> None:
            await pump(stream, self._handle, self._batch_size)

        source = self._app.topic(topic, key_serializer="raw", value_serializer="raw")
        self._app.agent(source, name=topic, concurrency=1, supervisor_strategy=CrashingSupervisor)(agent)
