"""What happens to a batch of records: the failure table of the design, section 5."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import structlog

from chassis import spans
from chassis.consumer.decoding import Undecodable, decode
from chassis.dead_letters import DeadLetters
from chassis.defects import where
from chassis.metrics import BATCH_SECONDS, BATCH_SIZE, FAILED, HALTED, HANDLED
from chassis.records import Incoming
from chassis.steps import Step
from chassis.unit_of_work import Poisoned, Result, UnitOfWork, Work
from contracts.event import Event

ATTEMPTS_IN_ISOLATION = 3
ISOLATION_SECONDS = 0.05
POISONS_IN_A_ROW = 20

log = structlog.get_logger(__name__)


class BatchHandler:
    """Handles batches for all agents of a process.

    `halted` once 20 events in a row of one topic failed, or could not be read although we handle their type: a bad
    release. Junk counts for nothing, and whatever is settled ends the row (decision 23). `stands_still` is set then: no
    batch comes to an end any more.
    """

    def __init__(
        self, unit_of_work: UnitOfWork, dead_letters: DeadLetters, handles: Mapping[type[Event], Sequence[Step]]
    ) -> None:
        self._unit_of_work = unit_of_work
        self._dead_letters = dead_letters
        self._handles = handles
        self._poisons_in_a_row: Counter[str] = Counter()
        self.stands_still = asyncio.Event()

    @property
    def halted(self) -> bool:
        """Whether it stands still."""
        return self.stands_still.is_set()

    async def __call__(self, records: Sequence[Incoming]) -> None:
        """Settle every record: effect committed, or dead letter written. Only then may they be acknowledged."""
        await self._stand_still_when_halted()
        begun = time.perf_counter()
        works: list[Work] = []
        sources: dict[int, Incoming] = {}
        results: list[Result | None] = []
        for record in records:
            try:
                work = decode(record, self._handles)
            except Undecodable as error:
                if error.handled:
                    results += await self._settle(works[len(results) :], sources)
                    await self._halt_if_everything_fails(record.topic)
                await self._dead_letters.put(record, type=error.type, reason="undecodable", exception=error.reason)
                continue
            if work is not None:
                works.append(work)
                sources[id(work)] = record
        results += await self._settle(works[len(results) :], sources)
        seconds = time.perf_counter() - begun
        BATCH_SIZE.observe(len(records))
        BATCH_SECONDS.observe(seconds)
        outcomes = Counter(
            (work.message.type, self._tell(work, result, seconds)) for work, result in zip(works, results, strict=True)
        )
        for (type, outcome), count in outcomes.items():
            HANDLED.labels(type, outcome).inc(count)
        if spans.measured():
            _trace(works, seconds)

    async def _settle(self, works: list[Work], sources: Mapping[int, Incoming]) -> list[Result | None]:
        results: list[Result | None] = []
        while len(results) < len(works):
            remaining = works[len(results) :]
            try:
                results += await self._unit_of_work.batch(remaining)
                self._poisons_in_a_row[sources[id(remaining[0])].topic] = 0
            except Poisoned as poison:
                record = sources[id(poison.work)]
                results += poison.settled
                if poison.settled:
                    self._poisons_in_a_row[record.topic] = 0
                results.append(await self._isolate(poison, record))
        return results

    async def _isolate(self, poison: Poisoned, record: Incoming) -> Result | None:
        """Two more attempts alone, then the dead letter. None when it was set aside."""
        work, error = poison.work, poison.error
        for attempt in range(1, ATTEMPTS_IN_ISOLATION + 1):
            FAILED.labels(work.message.type).inc()
            log.warning("event.failed", event_id=work.id, attempt=attempt, exc_info=error)
            if attempt == ATTEMPTS_IN_ISOLATION:
                break
            await asyncio.sleep(ISOLATION_SECONDS * 2**attempt)
            try:
                (result,) = await self._unit_of_work.batch([work])
                self._poisons_in_a_row[record.topic] = 0
                return result
            except Poisoned as again:
                error = again.error
        await self._halt_if_everything_fails(record.topic)
        await self._dead_letters.put(
            record,
            type=work.message.type,
            reason="poison",
            exception=where(error),
            attempts=ATTEMPTS_IN_ISOLATION,
        )
        return None

    async def _halt_if_everything_fails(self, topic: str) -> None:
        self._poisons_in_a_row[topic] += 1
        if self._poisons_in_a_row[topic] > POISONS_IN_A_ROW:
            self.stands_still.set()
            HALTED.set(1)
            log.critical("consumer.halted", topic=topic, failures=POISONS_IN_A_ROW, hint="a bad release: roll back")
        await self._stand_still_when_halted()

    async def _stand_still_when_halted(self) -> None:
        """For ever: nothing more is settled, acknowledged or set aside, on any topic, until somebody restarts us."""
        if self.halted:
            await asyncio.Event().wait()

    def _tell(self, work: Work, result: Result | None, seconds: float) -> str:
        """Log what became of an event, and return it."""
        outcome = "dead-lettered" if result is None else result.outcome.value
        log.info(
            "event",
            event_id=work.id,
            **work.origin,
            correlation_id=work.correlation_id,
            outcome=outcome,
            reason=result.error.code if result is not None and result.error else None,
            ms=round(seconds * 1000, 1),
        )
        return outcome


def _trace(works: Sequence[Work], seconds: float) -> None:
    """A span a work, as long as its batch."""
    ended = time.time()
    for work in works:
        about = {"messaging.message.id": work.id, **{f"event.{name}": value for name, value in work.origin.items()}}
        spans.record(work.message.type, spans.Kind.CONSUMER, work.traceparent, ended - seconds, ended, about)
