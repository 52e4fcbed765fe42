"""What one transaction writes: states, timers, inbox, answers and outbox, one statement a collection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis import mongo
from chassis.decider import Aggregate, Index
from chassis.ids import successor
from chassis.leases import LEASES
from chassis.mongo import DeleteOne, InsertOne, ReplaceOne, Session, Store, WriteConflict
from chassis.numbers import COUNTERS
from chassis.timers import TIMERS, timer_document, timer_id
from chassis.unit_of_work.inbox import DAY, INBOX, INBOX_INDEXES
from chassis.unit_of_work.outbox import OUTBOX, PENDING, outbox_row
from chassis.unit_of_work.work import Answer, Outcome, Work
from chassis.unit_of_work.workspace import Stage, Workspace
from contracts.envelope import Envelope
from contracts.event import Event

ANSWERS = "answers"

CHASSIS_COLLECTIONS: Mapping[str, tuple[Index, ...]] = {
    INBOX: INBOX_INDEXES,
    ANSWERS: (Index("kept_24_hours", (("at", 1),), expire_after=DAY),),
    OUTBOX: (Index("by_time", (("at", 1),)), Index("by_subject", (("rows.subject", 1),))),
    PENDING: (),
    LEASES: (),
    COUNTERS: (),
    TIMERS: (Index("due", (("due_at", 1),)),),
}
"""The collections that every service has, besides those of its aggregates."""

Document = dict[str, Any]


@dataclass(slots=True)
class Transaction:
    """Everything a batch writes, gathered before the transaction begins.

    `id` names its outbox document. It is higher than that of every document with an earlier event of the same subject,
    so that the relay may publish documents in the order of their ids, a portion at a time.
    """

    id: str
    now: datetime
    source: str
    inbox: list[Document] = field(default_factory=list)
    answers: list[Document] = field(default_factory=list)
    rows: list[Document] = field(default_factory=list)
    timers: dict[str, InsertOne[Document] | ReplaceOne[Document] | DeleteOne] = field(default_factory=dict)
    fired: list[DeleteOne] = field(default_factory=list)

    def record(self, work: Work, outcome: Outcome, reason: str | None) -> None:
        """The inbox row of an event or a timer; a timer that has fired is done with, a refused one as well."""
        if work.fired_timer is not None:
            self.fired.append(_firing(work))
        row = {"id": work.id, "outcome": outcome.value, **work.origin}
        self.inbox.append(row if reason is None else {**row, "reason": reason})

    def forget_timers(self, works: Iterable[Work]) -> None:
        """Drop the deadlines whose firing these works repeat, unless they were moved meanwhile."""
        for work in works:
            if work.fired_timer is not None:
                self.timers[work.fired_timer] = _firing(work)

    def keep_answer(self, work: Work, answer: Answer) -> None:
        """The row that makes a command effectively once, with its answer where that may be kept."""
        row: Document = {"_id": work.id, "transaction": self.id, "at": self.now}
        if work.keep_answer:
            row |= {
                "fingerprint": work.fingerprint,
                "status": answer.status,
                "body": answer.body,
                "headers": dict(answer.headers),
            }
        self.answers.append(row)

    def add(self, work: Work, stage: Stage, new_id: Any) -> None:
        """Events and timers of one message."""
        earlier = max((state.outbox for state in stage.states.values()), default="")
        if earlier >= self.id:
            self.id = successor(earlier)
        for emitted in stage.events:
            event: Event = emitted.event
            envelope = Envelope(
                id=new_id(),
                type=event.type,
                source=self.source,
                time=self.now,
                subject=event.subject,
                sequence=emitted.sequence,
                key=event.key,
                correlation_id=work.correlation_id,
                causation_id=work.id if work.envelope is None else work.envelope.id,
                actor=work.actor,
                traceparent=work.traceparent,
            )
            self.rows.append(outbox_row(envelope, event))
        for name, subject in stage.cancelled:
            self.timers[timer_id(name, subject)] = DeleteOne({"_id": timer_id(name, subject)})
        for timer in stage.timers:
            document = timer_document(timer)
            self.timers[document["_id"]] = ReplaceOne({"_id": document["_id"]}, document, upsert=True)

    async def write(self, session: Session, store: Store, workspace: Workspace) -> None:
        """All statements, in a fixed order.

        Raises WriteConflict when a state is not at the revision it was read at, or a deadline that fires was moved.
        """
        if self.inbox:
            await store[INBOX].insert_one({"_id": self.id, "at": self.now, "rows": self.inbox}, session=session)
        if self.answers:
            await store[ANSWERS].insert_many(self.answers, session=session)
        for collection, states in by_collection(workspace).items():
            await write_states(session, store, collection, states, workspace, self.id)
        if self.fired:
            fired = await store[TIMERS].bulk_write(self.fired, ordered=False, session=session)
            if fired.deleted_count != len(self.fired):
                raise WriteConflict
        if self.timers:
            await store[TIMERS].bulk_write(list(self.timers.values()), ordered=False, session=session)
        if self.rows:
            await store[OUTBOX].insert_one({"_id": self.id, "at": self.now, "rows": self.rows}, session=session)
            pending = {"_id": self.id, "at": self.now, "rows": len(self.rows)}
            await store[PENDING].insert_one(pending, session=session)


def _firing(work: Work) -> DeleteOne:
    return DeleteOne({"_id": work.fired_timer, "due_at": work.message.due_at})


async def write_states(
    session: Session, store: Store, collection: str, states: list[Aggregate], workspace: Workspace, outbox: str
) -> None:
    """New states are inserted, known ones replaced if they are still at the revision that was read.

    Those with new events name the document `outbox` that holds them.
    """
    created: list[Document] = []
    replaced: list[ReplaceOne[Document]] = []
    for state in states:
        before = workspace.original((type(state), state.id))
        document = mongo.to_document(state)
        if state.sequence > (before.sequence if before else 0):
            document["outbox"] = outbox
        if before is None:
            created.append({**document, "revision": 1})
        else:
            document["revision"] = before.revision + 1
            replaced.append(ReplaceOne({"_id": state.id, "revision": before.revision}, document))
    if created:
        await store[collection].insert_many(created, session=session)
    if replaced:
        result = await store[collection].bulk_write(replaced, ordered=False, session=session)
        if result.matched_count != len(replaced):
            raise WriteConflict


def by_collection(workspace: Workspace) -> Mapping[str, list[Aggregate]]:
    """The changed states, by the collection they go to."""
    grouped: dict[str, list[Aggregate]] = {}
    for state in workspace.changed.values():
        grouped.setdefault(state.collection, []).append(state)
    return grouped
