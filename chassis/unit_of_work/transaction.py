"""What one transaction writes: inbox, answers, states, outbox and timers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis import mongo
from chassis.decider import Index
from chassis.ids import successor
from chassis.leases import LEASES
from chassis.numbers import COUNTERS
from chassis.timers import TIMERS, timer_document, timer_id
from chassis.unit_of_work.inbox import DAY, INBOX, INBOX_INDEXES
from chassis.unit_of_work.outbox import OUTBOX, PENDING, outbox_row
from chassis.unit_of_work.work import Answer, Outcome, Work
from chassis.unit_of_work.workspace import Stage, Workspace
from chassis.written import Written
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
    so that the relay may publish documents in the order of their ids, a portion at a time. `after` names the documents
    with the events of these subjects that came just before: once they are published, this one may be.
    """

    id: str
    now: datetime
    source: str
    inbox: list[Document] = field(default_factory=list)
    answers: list[Document] = field(default_factory=list)
    rows: list[Document] = field(default_factory=list)
    after: set[str] = field(default_factory=set)
    put: dict[str, Document] = field(default_factory=dict)
    dropped: dict[str, Document] = field(default_factory=dict)
    fired: list[Document] = field(default_factory=list)

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
                self._drop(work.fired_timer, _firing(work))

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
        self.after.update(state.outbox for state in stage.states.values() if state.outbox)
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
            id = timer_id(name, subject)
            self._drop(id, {"_id": id})
        for timer in stage.timers:
            self._put(timer_document(timer))

    def written(self, workspace: Workspace, writer: str) -> list[Written]:
        """Everything, in a fixed order; nothing when nothing came of it."""
        return [*self._before(), *states_of(workspace, self.id), *self._after(writer), *self._deadlines()]

    def _put(self, deadline: Document) -> None:
        self.dropped.pop(deadline["_id"], None)
        self.put[deadline["_id"]] = deadline

    def _drop(self, id: str, query: Document) -> None:
        self.put.pop(id, None)
        self.dropped[id] = query

    def _before(self) -> Iterable[Written]:
        """First what says that somebody else was faster: it is refused by its id."""
        if self.inbox:
            yield Written(INBOX, [{"_id": self.id, "at": self.now, "rows": self.inbox}])
        if self.answers:
            yield Written(ANSWERS, self.answers)

    def _after(self, writer: str) -> Iterable[Written]:
        if self.rows:
            yield Written(OUTBOX, [{"_id": self.id, "at": self.now, "rows": self.rows}])
            yield Written(PENDING, [{"_id": self.id, "at": self.now, "rows": len(self.rows), "by": writer}])

    def _deadlines(self) -> Iterable[Written]:
        if self.fired or self.put or self.dropped:
            yield Written(TIMERS, taken=self.fired, put=list(self.put.values()), dropped=list(self.dropped.values()))


def _firing(work: Work) -> Document:
    """Finds the deadline that fires, unless it was moved meanwhile."""
    return {"_id": work.fired_timer, "due_at": work.message.due_at}


def states_of(workspace: Workspace, outbox: str) -> list[Written]:
    """The changed states by collection: new ones, and known ones with the revision that was read.

    Those with new events name the document `outbox` that holds them.
    """
    created: dict[str, list[Document]] = {}
    replaced: dict[str, list[tuple[Document, Document]]] = {}
    for ref, state in workspace.changed.items():
        before = workspace.original(ref)
        document = mongo.to_document(state)
        if state.sequence > (before.sequence if before else 0):
            document["outbox"] = outbox
        if before is None:
            created.setdefault(state.collection, []).append({**document, "revision": 1})
        else:
            document["revision"] = before.revision + 1
            pair = ({"_id": state.id, "revision": before.revision}, document)
            replaced.setdefault(state.collection, []).append(pair)
    collections = dict.fromkeys(state.collection for state in workspace.changed.values())
    return [Written(name, created.get(name, ()), replaced.get(name, ())) for name in collections]
