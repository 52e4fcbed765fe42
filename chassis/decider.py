"""The types of a pure decision: `(state, command or event, context) -> new state + events`.

A decision does no I/O, reads no clock and draws no random number. It gets a frozen state (None when there is
none yet) and returns a Change, or raises a DomainError. The unit of work loads and saves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from chassis.errors import DomainError
from contracts.envelope import Envelope
from contracts.event import Event

ANY_TEXT: dict[str, Any] = {"$gt": ""}
"""Matches every text that is not empty, and not the null that None is stored as.

Unlike `{"$type": "string"}` it follows from `{field: "a text"}`: only where the filter of an index follows from what is
asked does the store look there, and not at every document.
"""


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary index. `keys` are (field, 1 | -1); `error` is what a violation of `unique` means in the domain.

    `partial` is a filter of the documents that the index holds: `{field: ANY_TEXT}` for an optional text that is unique
    where it is given. `expire_after` seconds after the (single) date field.
    """

    name: str
    keys: tuple[tuple[str, int], ...]
    unique: bool = False
    partial: dict[str, Any] | None = None
    expire_after: int | None = None
    error: Callable[[], DomainError] | None = None


class Part(BaseModel):
    """A piece of an aggregate. Frozen.

    What a newer release keeps in it, and we do not know, stays in it and is stored again (ADR 25).
    """

    model_config = ConfigDict(frozen=True, extra="allow")


class Aggregate(Part):
    """A consistency boundary, stored as one document of `collection`. Frozen: change it by `changed(...)`.

    `revision` counts how often it was stored (the optimistic lock), `sequence` the events it has emitted: the
    `ce_sequence` of its last event, its public version. `outbox` is the id of the outbox document that holds that
    event; the next one's is higher. All three are kept by the unit of work.
    """

    collection: ClassVar[str]
    indexes: ClassVar[tuple[Index, ...]] = ()

    id: str
    revision: int = 0
    sequence: int = 0
    outbox: str = ""

    def changed(self, **fields: Any) -> Any:
        """A copy with these fields replaced. Raises TypeError for one that there is not: it would be stored unseen."""
        known = type(self).model_fields
        for name in fields:
            if name not in known:
                raise TypeError(f"{type(self).__name__} has no {name}")
        return self.model_copy(update=fields)


A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know of the world.

    `now` is UTC in whole milliseconds; `actor` an account id or `system:<what>`; `new_id` draws a UUIDv7;
    `event` is the envelope of the event being handled, None for commands and timers.
    """

    now: datetime
    actor: str
    new_id: Callable[[], str]
    event: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """A deadline to keep: at `due_at` the service's timer `name` runs on the aggregate `subject`, effectively once.

    One timer a (name, subject): scheduling again moves it.
    """

    name: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A deadline has come. What a timer's decisions get as their message."""

    name: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Change(Generic[A]):
    """The outcome of a decision: the new state (None: as it was), its events, deadlines to set and to drop.

    Events are about the state's own aggregate (`event.subject == state.id`) and take its next sequence numbers.
    `cancelled` names timers of this aggregate. `stale`: the message was older than what is known.
    `created` are further aggregates that come into being with it, under ids that nobody has yet.
    """

    state: A | None
    events: Sequence[Event] = ()
    timers: Sequence[Timer] = ()
    cancelled: Sequence[str] = ()
    stale: bool = field(default=False)
    created: Sequence[Aggregate] = ()


UNCHANGED: Change[Any] = Change(None)
"""Nothing to do, and rightly so."""

STALE: Change[Any] = Change(None, stale=True)
"""The event is older than what is known already (a projection keeps the highest sequence)."""
