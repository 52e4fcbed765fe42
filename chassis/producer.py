"""Records out: an idempotent Kafka producer that is made anew when it breaks."""

import asyncio
from collections.abc import Sequence

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError, RecordListTooLargeError

from chassis.broker.connection import Broker
from chassis.records import Record
from contracts.topics import LETTER_BYTES

STOP_SECONDS = 5.0
RETRY_SECONDS = 1.0

log = structlog.get_logger(__name__)


class TooLarge(Exception):
    """A record is larger than its topic takes (`max.message.bytes`), or than any of ours does: no retry will help."""


class Producer:
    """Sends batches of records and waits for all acknowledgements (`acks=all`). Started by the first send."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def send(self, records: Sequence[Record]) -> None:
        """Publish records in order; returns once the broker has all. Raises what broke; nothing is certain then.

        TooLarge for a record that cannot be sent to its topic as that is.
        """
        try:
            producer = await self._started()
            pending = [
                await producer.send(record.topic, record.value, key=record.key, headers=record.headers)
                for record in records
            ]
            await asyncio.gather(*pending)
        except (MessageSizeTooLargeError, RecordListTooLargeError) as error:
            await self.close()
            raise TooLarge(f"A record is larger than its topic takes: {error}") from error
        except Exception:
            await self.close()
            raise

    async def reach(self) -> None:
        """Wait for the broker, however long it takes."""
        while True:
            try:
                await self._started()
                return
            except Exception as error:
                log.warning("broker.retry", error=repr(error))
                await asyncio.sleep(RETRY_SECONDS)

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    **self._broker.arguments(),
                    enable_idempotence=True,
                    acks="all",
                    linger_ms=0,
                    request_timeout_ms=10_000,
                    max_batch_size=65_536,
                    max_request_size=LETTER_BYTES,
                )
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer

    async def close(self) -> None:
        """Stop, within five seconds."""
        producer, self._producer = self._producer, None
        if producer is not None:
            try:
                await asyncio.wait_for(producer.stop(), STOP_SECONDS)
            except Exception as error:
                log.warning("producer.stop", error=repr(error))
