"""Poison in: one record is set aside, untouched, with the reason beside it."""

import asyncio

import structlog

from chassis.dead_letters.originals import beside_ours
from chassis.metrics import DEAD_LETTERED
from chassis.producer import Producer
from chassis.pulse import beat
from chassis.records import Incoming, Record
from contracts.topics import dead_letter_topic

RETRY_SECONDS = 2.0
MAX_TEXT = 2_000

log = structlog.get_logger(__name__)


class DeadLetters:
    """Writes dead letters and waits for the broker. While one cannot be written, nothing goes on."""

    def __init__(self, producer: Producer, service: str, topic_prefix: str = "") -> None:
        self._producer = producer
        self._service = service
        self._topic = topic_prefix + dead_letter_topic(service).name

    async def put(self, record: Incoming, *, type: str, reason: str, exception: str = "", attempts: int = 0) -> None:
        """Set one record aside; returns when it is safe. `reason` is a word, `exception` what was raised.

        A record with neither key nor value gets an empty value: the producer refuses to send nothing at all.
        """
        about = {
            "dlq-reason": reason,
            "dlq-exception": exception[:MAX_TEXT],
            "dlq-attempts": str(attempts),
            "dlq-original-topic": record.topic,
            "dlq-original-partition": str(record.partition),
            "dlq-original-offset": str(record.offset),
            "dlq-original-timestamp": str(int(record.timestamp * 1000)),
            "dlq-consumer": self._service,
        }
        headers = [*beside_ours(record.headers), *((name, value.encode()) for name, value in about.items())]
        nothing = record.key is None and record.value is None
        letter = Record(self._topic, record.key, b"" if nothing else record.value, headers)
        while True:
            beat()
            try:
                await self._producer.send([letter])
                break
            except Exception as error:
                log.warning("dead_letter.retry", error=repr(error))
                await asyncio.sleep(RETRY_SECONDS)
        DEAD_LETTERED.labels(type, reason).inc()
        log.error("dead_letter", **about)
