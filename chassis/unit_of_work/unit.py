"""UnitOfWork: batches in, one transaction each, effectively once."""

import asyncio
import math
import time
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

import structlog

from chassis.clock import Clock
from chassis.decider import Aggregate, Index
from chassis.errors import DomainError, OutcomeUnknown, Unavailable
from chassis.ids import new_id
from chassis.mongo import (
    Document,
    IdTaken,
    Store,
    UniqueViolation,
    WriteConflict,
    is_infrastructure,
    may_have_committed,
    to_state,
)
from chassis.pauses import backoff
from chassis.pulse import beat
from chassis.timers import due_dates
from chassis.unit_of_work.deciding import decide, neighbours_of, wanted_by
from chassis.unit_of_work.inbox import INBOX, handled
from chassis.unit_of_work.transaction import ANSWERS, Transaction
from chassis.unit_of_work.work import Answer, KeyReused, Outcome, Poisoned, Result, Staged, Work
from chassis.unit_of_work.workspace import Workspace
from chassis.written import Written

COMMAND_PATIENCE = 10.0
CONFLICTS_BEFORE_HALVING = 3
ID_TAKEN_ATTEMPTS = 20
"""An id that is still taken after so many looks is no race: the decision gives out an id that somebody has."""

OnCommit = Callable[[str, Sequence[Document], Set[str]], None]

log = structlog.get_logger(__name__)


class StoreLoader:
    """Loads states of a batch from the store, one read for each class.

    The newest: a transaction that is based on what a majority does not have yet becomes durable together with it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def by_ids(self, aggregate: type[Aggregate], ids: Sequence[str]) -> list[Aggregate]:
        """The aggregates with these ids, as far as they exist."""
        return await self.by_field(aggregate, "_id", ids)

    async def by_field(self, aggregate: type[Aggregate], field: str, values: Sequence[str]) -> list[Aggregate]:
        """All aggregates whose field has one of these values."""
        query = {field: values[0]} if len(values) == 1 else {field: {"$in": list(values)}}
        return [
            to_state(aggregate, document)
            for document in await self._store.bulk(aggregate.collection, query, newest=True)
        ]


class UnitOfWork:
    """Runs works against one service's store.

    `on_write` is called after each commit, `on_commit` after each that emitted events: id and rows of its document,
    and the documents whose events must be out before.
    """

    def __init__(
        self,
        store: Store,
        source: str,
        aggregates: Sequence[type[Aggregate]],
        clock: Clock,
        on_commit: OnCommit = lambda _id, _rows, _after: None,
        on_write: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._source = source
        self._clock = clock
        self._on_commit = on_commit
        self._on_write = on_write
        self._unique: Mapping[tuple[str, str], Index] = {
            (aggregate.collection, index.name): index for aggregate in aggregates for index in aggregate.indexes
        }

    async def command(self, work: Work) -> Answer:
        """One command. Raises what its decisions raise, or KeyReused.

        When the store is away for 10 s: OutcomeUnknown if a commit may have happened, else Unavailable.
        """
        (result,) = await self._until_committed([work], patience=COMMAND_PATIENCE)
        if result.error is not None:
            result = await self._answered_meanwhile(work, result.error)
        assert result.answer is not None
        return result.answer

    async def _answered_meanwhile(self, work: Work, refusal: DomainError) -> Result:
        """Why it was refused may be its own repetition, answered between our look-up and our reads."""
        settled = await self._settled([work], {}) if work.keep_answer else {}
        if work.id not in settled:
            raise refusal
        return settled[work.id]

    async def batch(self, works: Sequence[Work]) -> list[Result]:
        """Events or timers, in order, in one transaction; waits for the store as long as it takes.

        A batch that keeps meeting conflicts, breaks a unique index or holds a poison is taken again in halves, so that
        in the end the poison stands alone. Raises Poisoned then; the works before it are committed, those after not.
        """
        try:
            return await self._until_committed(works, patience=math.inf)
        except Exception as error:
            if len(works) == 1:
                raise Poisoned(works[0], error) from error
        middle = len(works) // 2
        first = await self.batch(works[:middle])
        try:
            return [*first, *await self.batch(works[middle:])]
        except Poisoned as poison:
            raise Poisoned(poison.work, poison.error, [*first, *poison.settled]) from poison.error

    async def _until_committed(self, works: Sequence[Work], *, patience: float) -> list[Result]:
        deadline = time.monotonic() + patience
        attempt = conflicts = taken = 0
        answered: dict[str, Answer] = {}
        refusal: DomainError | None = None
        unknown = False
        while True:
            beat()
            taken_for_new = attempt == 0 and _is_lone_event(works)
            try:
                return await self._attempt(works, answered, refusal, look_up=not taken_for_new)
            except WriteConflict as conflict:
                conflicts += 1
                taken = taken + 1 if isinstance(conflict, IdTaken) else 0
                if taken >= ID_TAKEN_ATTEMPTS or (len(works) > 1 and conflicts >= CONFLICTS_BEFORE_HALVING):
                    raise
            except UniqueViolation as violation:
                if len(works) > 1:
                    raise
                refusal = self._meaning(violation)
            except Exception as error:
                if is_infrastructure(error):
                    unknown = unknown or may_have_committed(error)
                    log.warning("store.retry", attempt=attempt, error=repr(error))
                elif not taken_for_new:
                    raise
            if not await backoff(attempt, deadline):
                raise OutcomeUnknown if unknown else Unavailable("The store does not answer; nothing was done.")
            attempt += 1

    async def _attempt(
        self, works: Sequence[Work], answered: dict[str, Answer], refusal: DomainError | None, *, look_up: bool
    ) -> list[Result]:
        """Read, decide, write once. `refusal` is what the store had against the (only) work.

        Without a look-up all are taken for new; whatever comes of one that is not, the inbox refuses it.
        """
        workspace = Workspace(StoreLoader(self._store))
        preloading = workspace.preload(*wanted_by(works))
        settled: dict[str, Result] = {}
        if look_up:
            settled, _ = await asyncio.gather(self._settled(works, answered), preloading)
        else:
            await preloading
        fresh = [work for work in works if work.id not in settled]
        transaction = Transaction(new_id(), self._clock(), self._source)
        transaction.forget_timers(
            work for work in works if work.id in settled and settled[work.id].outcome is Outcome.DUPLICATE
        )
        await workspace.preload(*await neighbours_of(fresh, workspace))
        results: list[Result] = []
        for work in works:
            result = settled.get(work.id)
            if result is None:
                result = await self._run(work, workspace, transaction, answered, refusal)
                settled[work.id] = Result(Outcome.DUPLICATE)
            results.append(result)

        written = transaction.written(workspace, self._store.id)
        if written:
            await self._commit(written)
            self._on_write()
        if transaction.rows:
            self._on_commit(transaction.id, transaction.rows, transaction.after)
            await asyncio.sleep(0)  # they leave before anybody counts and logs what was done
        return results

    async def _commit(self, written: Sequence[Written]) -> None:
        """Raises what the store raises, and IdTaken when somebody else has handled one of these works meanwhile."""
        try:
            await self._store.transact(written)
        except UniqueViolation as violation:
            if violation.collection == INBOX:
                raise IdTaken from None
            raise

    async def _run(
        self,
        work: Work,
        workspace: Workspace,
        transaction: Transaction,
        answered: dict[str, Answer],
        refusal: DomainError | None,
    ) -> Result:
        try:
            if refusal is not None:
                raise refusal
            stage = await decide(work, workspace, transaction.now, new_id)
        except DomainError as error:
            if work.answer is None and work.keep_refusal:
                transaction.record(work, Outcome.REFUSED, error.code)
            return Result(Outcome.REFUSED, error=error)
        workspace.accept(stage)
        if work.answer is None:
            outcome = Outcome.STALE if stage.stale and not stage.states else Outcome.HANDLED
            transaction.record(work, outcome, None)
            transaction.add(work, stage, new_id)
            return Result(outcome)
        transaction.add(work, stage, new_id)
        answer = work.answer(Staged(list(stage.states.values())))
        answered[work.id] = answer
        transaction.keep_answer(work, answer)
        return Result(Outcome.HANDLED, answer=answer)

    async def _settled(self, works: Sequence[Work], answered: Mapping[str, Answer]) -> dict[str, Result]:
        """Works that were committed before: events by their inbox rows, commands by their kept answers.

        A command without a key is only looked for once it was tried: its id is new. A deadline that was moved or
        cancelled after it had been claimed is stale, and leaves no row: it may be set to the same moment again.
        """
        events = [work.id for work in works if work.answer is None]
        settled = {id: Result(Outcome.DUPLICATE) for id in await handled(self._store, events)}
        firings = [work for work in works if work.fired_timer is not None and work.id not in settled]
        if firings:
            due = await due_dates(self._store, [str(work.fired_timer) for work in firings])
            moved = [work for work in firings if due.get(str(work.fired_timer)) != work.message.due_at]
            settled.update({work.id: Result(Outcome.STALE) for work in moved})
        for work in works:
            if work.answer is not None and (work.keep_answer or work.id in answered):
                row = await self._store[ANSWERS].find_one({"_id": work.id})
                if row is not None:
                    settled[work.id] = Result(Outcome.DUPLICATE, answer=_stored(row, work, answered))
        return settled

    def _meaning(self, violation: UniqueViolation) -> DomainError:
        index = self._unique.get((violation.collection, violation.index))
        if index is None or index.error is None:
            raise violation
        return index.error()


def _is_lone_event(works: Sequence[Work]) -> bool:
    """One of those that are nearly always new, and never wait for a batch: they spare the look into the inbox."""
    return len(works) == 1 and works[0].answer is None and works[0].fired_timer is None


def _stored(row: Mapping[str, Any], work: Work, answered: Mapping[str, Answer]) -> Answer:
    if "status" not in row:
        return answered[work.id]
    if row["fingerprint"] != work.fingerprint:
        raise KeyReused
    return Answer(row["status"], row["body"], row["headers"], replayed=True)
