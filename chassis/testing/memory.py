"""A service in memory: its real table of contents and decisions, with dictionaries for the store."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from chassis.decider import A, Aggregate, Timer, TimerFired
from chassis.errors import DomainError
from chassis.service import Service
from chassis.testing.decisions import NOON
from chassis.unit_of_work import Outcome, Staged, Work
from chassis.unit_of_work.deciding import decide
from chassis.unit_of_work.workspace import Ref, Stage, Workspace
from contracts.envelope import Envelope
from contracts.event import Event


class MemoryService:
    """Runs messages one by one, with inbox, outbox and timers, but without batches and conflicts.

    `now` may be moved by a test. Ids drawn are a function of the message and the position, so that two runs
    which differ only in order come to the same ids. `published` are the events with their envelopes, in order.
    """

    def __init__(self, service: Service, now: datetime = NOON) -> None:
        self.service = service
        self.now = now
        self.states: dict[Ref, Aggregate] = {}
        self.published: list[tuple[Envelope, Event]] = []
        self.timers: dict[tuple[str, str], Timer] = {}
        self.outcomes: dict[str, Outcome] = {}

    async def by_ids(self, aggregate: type[Aggregate], ids: Sequence[str]) -> list[Aggregate]:
        """Loader."""
        return [self.states[aggregate, id] for id in ids if (aggregate, id) in self.states]

    async def by_field(self, aggregate: type[Aggregate], field: str, values: Sequence[str]) -> list[Aggregate]:
        """Loader."""
        return [state for state in self.all(aggregate) if getattr(state, field) in values]

    def get(self, aggregate: type[A], id: str) -> A | None:
        """The aggregate with this id, or None."""
        state = self.states.get((aggregate, id))
        assert state is None or isinstance(state, aggregate)
        return state

    def all(self, aggregate: type[A]) -> list[A]:
        """All aggregates of a class, by id."""
        found = [state for state in self.states.values() if isinstance(state, aggregate)]
        return sorted(found, key=lambda state: state.id)

    async def handle(self, envelope: Envelope, event: Event) -> Outcome:
        """One event, effectively once; a refusal is an outcome. An event the service does not handle is ignored."""
        steps = self.service.handles.get(type(event))
        if steps is None:
            return Outcome.HANDLED
        if envelope.id in self.outcomes:
            return Outcome.DUPLICATE
        work = Work(envelope.id, event, steps, envelope.actor, envelope.correlation_id, envelope=envelope)
        try:
            stage = await self._run(work)
        except DomainError:
            self.outcomes[envelope.id] = Outcome.REFUSED
        else:
            self.outcomes[envelope.id] = Outcome.STALE if stage.stale and not stage.states else Outcome.HANDLED
        return self.outcomes[envelope.id]

    async def command(self, command: Any, *, id: str, actor: str = "anna") -> Staged:
        """One command; `id` names it, for the ids it draws. Raises what its decisions raise."""
        stage = await self._run(Work(id, command, self.service.commands[type(command)], actor, id))
        return Staged(list(stage.states.values()))

    async def fire(self, name: str, subject: str) -> None:
        """Let a timer run now."""
        timer = self.timers.pop((name, subject))
        work_id = f"{name}:{subject}:{timer.due_at.isoformat()}"
        message = TimerFired(name, subject, timer.due_at)
        await self._run(Work(work_id, message, self.service.timers[name], "system:timer", work_id))

    async def _run(self, work: Work) -> Stage:
        stage = await decide(work, Workspace(self), self.now, ids_of(work.id))
        for ref, state in stage.states.items():
            before = self.states.get(ref)
            self.states[ref] = state.model_copy(update={"revision": before.revision + 1 if before else 1})
        for name, subject in stage.cancelled:
            self.timers.pop((name, subject), None)
        for timer in stage.timers:
            self.timers[timer.name, timer.subject] = timer
        event_ids = ids_of(f"{work.id} events")
        self.published += [(self._envelope(work, e.event, e.sequence, event_ids()), e.event) for e in stage.events]
        return stage

    def _envelope(self, work: Work, event: Event, sequence: int, id: str) -> Envelope:
        return Envelope(
            id=id,
            type=event.type,
            source=self.service.source,
            time=self.now,
            subject=event.subject,
            sequence=sequence,
            key=event.key,
            correlation_id=work.correlation_id,
            causation_id=work.id,
            actor=work.actor,
        )


def ids_of(seed: str) -> Callable[[], str]:
    """Ids that follow from the seed and how many were drawn."""
    drawn = 0

    def draw() -> str:
        nonlocal drawn
        drawn += 1
        return str(uuid5(NAMESPACE_OID, f"{seed} {drawn}"))

    return draw
