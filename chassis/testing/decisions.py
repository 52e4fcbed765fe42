"""Given, when, then: how a decision's rule is told in a test, without broker, store or mock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from chassis.decider import Aggregate, Change, Context
from chassis.errors import DomainError
from contracts.envelope import Envelope
from contracts.event import Event

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""A Wednesday without anything special."""


def counted_ids() -> Callable[[], str]:
    """Ids that tests can foresee: id-1, id-2 and so on."""
    numbers: Iterable[int] = iter(range(1, 1_000_000))
    return lambda: f"id-{next(iter(numbers))}"


def envelope_for(event: Event, *, sequence: int = 1, time: datetime = NOON, actor: str = "anna") -> Envelope:
    """An envelope as the producer would have made it."""
    return Envelope(
        id=f"{type(event).__name__}-{event.subject}-{sequence}",
        type=event.type,
        source=f"/services/{event.topic.producer}",
        time=time,
        subject=event.subject,
        sequence=sequence,
        key=event.key,
        correlation_id="correlation",
        causation_id="cause",
        actor=actor,
    )


@dataclass(frozen=True)
class Then:
    """What a decision came to."""

    change: Change[Any] | None
    error: DomainError | None

    @property
    def state(self) -> Any:
        """The new state."""
        return self._change.state

    @property
    def events(self) -> list[Event]:
        """The events, in order."""
        return list(self._change.events)

    @property
    def _change(self) -> Change[Any]:
        assert self.change is not None, f"refused: {self.error!r}"
        return self.change

    def then(self, *events: type[Event], **fields: Any) -> "Then":
        """Exactly these events happened, and the new state has these fields."""
        assert [type(event) for event in self.events] == list(events)
        for name, value in fields.items():
            assert getattr(self.state, name) == value, f"{name}: {getattr(self.state, name)!r} is not {value!r}"
        return self

    def raises(self, error: type[DomainError]) -> DomainError:
        """The domain refused, with this error."""
        assert type(self.error) is error, f"expected {error.__name__}, got {self.error!r}, {self.change!r}"
        return self.error

    def unchanged(self) -> "Then":
        """Nothing happened, and nothing had to."""
        assert self._change.state is None
        assert not self._change.events
        return self


@dataclass(frozen=True)
class Given:
    """A state and what the decision reads beside it."""

    given_state: Aggregate | None
    reads: dict[str, Any] = field(default_factory=dict)

    def beside(self, **reads: Any) -> "Given":
        """Other aggregates that the decision reads."""
        return replace(self, reads={**self.reads, **reads})

    def when(
        self,
        decision: Callable[..., Change[Any]],
        message: Any,
        *,
        actor: str = "anna",
        now: datetime = NOON,
        sequence: int = 1,
        time: datetime | None = None,
    ) -> Then:
        """Run the decision; for an event `sequence` and `time` are those of its envelope."""
        envelope = None
        if isinstance(message, Event):
            envelope = envelope_for(message, sequence=sequence, time=time or now, actor=actor)
        ctx = Context(now=now, actor=actor, new_id=counted_ids(), event=envelope)
        try:
            return Then(decision(self.given_state, message, ctx, **self.reads), None)
        except DomainError as error:
            return Then(None, error)


def given(state: Aggregate | None = None, **reads: Any) -> Given:
    """Begin: the aggregate as it is, None when there is none yet."""
    return Given(state, reads)
