"""How many letters wait, as a metric: the worker follows its own dead-letter topic, so that an alert can go off."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

import structlog

from chassis.broker.connection import Broker
from chassis.clock import Clock
from chassis.dead_letters.ledger import Ledger
from chassis.dead_letters.letters import Seen, note, seen_of
from chassis.metrics import DEAD_LETTERS_OLDEST, DEAD_LETTERS_WAITING
from chassis.reader import follow_topic
from chassis.records import Incoming
from contracts.topics import dead_letter_topic

RETRY_SECONDS = 5.0

log = structlog.get_logger(__name__)


class DeadLetterWatch:
    """Counts letters that nobody has replayed or dropped; what the topic does not keep any more waits no more."""

    def __init__(self, broker: Broker, service: str, clock: Clock, topic_prefix: str = "") -> None:
        topic = dead_letter_topic(service)
        self._broker = broker
        self._read = partial(seen_of, service)
        self._clock = clock
        self._topic = f"{topic_prefix}{topic.name}"
        self._kept = timedelta(milliseconds=topic.retention_ms)
        self._ledger = Ledger[Seen]()

    async def run(self) -> None:
        """Follow until cancelled. Trouble with the broker is waited out."""
        while True:
            try:
                self._ledger = Ledger()
                async for records in follow_topic(self._broker, self._topic):
                    self.note(records)
            except Exception as error:
                log.warning("dead_letters.watch", error=repr(error))
            await asyncio.sleep(RETRY_SECONDS)

    def note(self, records: Iterable[Incoming]) -> None:
        """Take in what has come, and set the gauges. A settlement may come before its letter: partitions differ."""
        for record in records:
            note(self._ledger, record, self._read)
        now = self._clock()
        self._ledger.forget(now - self._kept)
        waiting = self._ledger.waiting()
        DEAD_LETTERS_WAITING.set(len(waiting))
        DEAD_LETTERS_OLDEST.set((now - waiting[0].at).total_seconds() if waiting else 0.0)
