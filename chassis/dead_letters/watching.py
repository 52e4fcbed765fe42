"""How many letters wait, as a metric: the worker follows its own dead-letter topic, so that an alert can go off."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from chassis.clock import Clock
from chassis.dead_letters.letters import SETTLES, letter_of, place_of
from chassis.metrics import DEAD_LETTERS_OLDEST, DEAD_LETTERS_WAITING
from chassis.reader import follow_topic
from chassis.records import Incoming
from contracts.topics import dead_letter_topic

RETRY_SECONDS = 5.0

log = structlog.get_logger(__name__)


class DeadLetterWatch:
    """Counts letters that nobody has replayed or dropped; what the topic does not keep any more waits no more."""

    def __init__(self, bootstrap: str, service: str, clock: Clock, topic_prefix: str = "") -> None:
        topic = dead_letter_topic(service)
        self._bootstrap = bootstrap
        self._service = service
        self._clock = clock
        self._topic = f"{topic_prefix}{topic.name}"
        self._kept = timedelta(milliseconds=topic.retention_ms)
        self._waiting: dict[str, datetime] = {}
        self._settled: set[str] = set()

    async def run(self) -> None:
        """Follow until cancelled. Trouble with the broker is waited out."""
        while True:
            try:
                self._waiting.clear()
                self._settled.clear()
                async for records in follow_topic(self._bootstrap, self._topic):
                    self.note(records)
            except Exception as error:
                log.warning("dead_letters.watch", error=repr(error))
            await asyncio.sleep(RETRY_SECONDS)

    def note(self, records: Iterable[Incoming]) -> None:
        """Take in what has come, and set the gauges. A settlement may come before its letter: partitions differ."""
        for record in records:
            settles = dict(record.headers or ()).get(SETTLES)
            if settles is None:
                self._waiting[place_of(record)] = letter_of(self._service, record).at
            else:
                self._settled.add(settles.decode())
        now = self._clock()
        self._waiting = {
            place: at for place, at in self._waiting.items() if place not in self._settled and at > now - self._kept
        }
        DEAD_LETTERS_WAITING.set(len(self._waiting))
        oldest = min(self._waiting.values(), default=None)
        DEAD_LETTERS_OLDEST.set((now - oldest).total_seconds() if oldest else 0.0)
