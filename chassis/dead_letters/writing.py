"""Poison in: one record is set aside, untouched, with the reason beside it.

A broker that refuses a letter is waited for, whatever it says: people can mend topics and permissions, and nothing is
lost meanwhile. Only what is too large is refused because of what is in it, so that nobody but its writer could help.
"""

import asyncio
from collections.abc import Mapping

import structlog

from chassis.dead_letters.letters import LEFT_OUT, REASON
from chassis.dead_letters.originals import beside_ours
from chassis.metrics import DEAD_LETTERED
from chassis.producer import Producer, TooLarge
from chassis.pulse import beat
from chassis.records import Incoming, Record, RecordHeaders
from contracts.topics import dead_letter_topic

RETRY_SECONDS = 2.0
MAX_TEXT = 2_000
SMALL_BYTES = 10_000
"""What key and headers may come to, each, that are kept where the value is not."""

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
        One that is too large for a letter is set aside without its value, and says so (LEFT_OUT).
        """
        about = {
            REASON: reason,
            "dlq-exception": exception[:MAX_TEXT],
            "dlq-attempts": str(attempts),
            "dlq-original-topic": record.topic,
            "dlq-original-partition": str(record.partition),
            "dlq-original-offset": str(record.offset),
            "dlq-original-timestamp": str(int(record.timestamp * 1000)),
            "dlq-consumer": self._service,
        }
        letter = self._whole(record, about)
        while True:
            beat()
            try:
                await self._producer.send([letter])
                break
            except Exception as error:
                log.warning("dead_letter.retry", error=repr(error))
                if isinstance(error, TooLarge) and LEFT_OUT not in about:
                    about[LEFT_OUT] = str(len(record.value or b""))
                    letter = self._without_value(record, about)
                else:
                    await asyncio.sleep(RETRY_SECONDS)
        DEAD_LETTERED.labels(type, reason).inc()
        log.error("dead_letter", **about)

    def _whole(self, record: Incoming, about: Mapping[str, str]) -> Record:
        nothing = record.key is None and record.value is None
        value = b"" if nothing else record.value
        return Record(self._topic, record.key, value, [*beside_ours(record.headers), *_said(about)])

    def _without_value(self, record: Incoming, about: Mapping[str, str]) -> Record:
        key = record.key if len(record.key or b"") <= SMALL_BYTES else None
        headers = beside_ours(record.headers)
        size = sum(len(name.encode()) + len(value or b"") for name, value in headers)
        return Record(self._topic, key, b"", [*(headers if size <= SMALL_BYTES else ()), *_said(about)])


def _said(about: Mapping[str, str]) -> RecordHeaders:
    return [(name, value.encode()) for name, value in about.items()]
