"""What goes into a unit of work, and what comes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chassis.decider import A, Aggregate
from chassis.errors import Conflict, DomainError
from chassis.steps import Step
from contracts.envelope import Envelope


class Outcome(StrEnum):
    """What became of one message."""

    HANDLED = "handled"
    STALE = "stale"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: HTTP status, a JSON body (None: no body), headers.

    `replayed`: this is the stored answer of the same request made earlier.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    replayed: bool = False


class Staged:
    """The aggregates that a command's steps left behind, for its answer."""

    def __init__(self, states: Sequence[Aggregate]) -> None:
        self._states = states

    def one(self, aggregate: type[A]) -> A:
        """The only aggregate of this class that the command touched."""
        (state,) = self.all(aggregate)
        return state

    def all(self, aggregate: type[A]) -> list[A]:
        """All aggregates of this class that the command touched, in order."""
        return [state for state in self._states if isinstance(state, aggregate)]


@dataclass(frozen=True, slots=True)
class Work:
    """One message and the steps it runs.

    `id` makes it effectively once: the event id, the firing of a timer, or the (hashed) idempotency key of a command.
    `envelope` is set for events, `answer` for commands; `fingerprint` is a keyed hash of the request body.
    `origin` is where an event came from (topic, partition, offset), for the inbox row. A refusal is kept there, too,
    and final; unless `keep_refusal` is false: then the same work may come again, and is judged anew.
    """

    id: str
    message: Any
    steps: Sequence[Step]
    actor: str
    correlation_id: str
    traceparent: str | None = None
    envelope: Envelope | None = None
    answer: Callable[[Staged], Answer] | None = None
    keep_answer: bool = False
    fingerprint: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)
    fired_timer: str | None = None
    keep_refusal: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of one work; `error` says why it was refused, `answer` what a command answers."""

    outcome: Outcome
    error: DomainError | None = None
    answer: Answer | None = None


class Poisoned(Exception):
    """One work of a batch raised something that is neither a refusal nor the store's; `settled` came before it."""

    def __init__(self, work: Work, error: Exception, settled: Sequence[Result] = ()) -> None:
        super().__init__(f"{work.id}: {error!r}")
        self.work = work
        self.error = error
        self.settled = settled


class KeyReused(Conflict):
    """The idempotency key was used for another request body."""

    status = 422
    code = "idempotency-key-reused"
    title = "This idempotency key was used for another request."
