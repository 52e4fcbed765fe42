"""Which message changes which aggregate, by which decision: the rows of a service's table of contents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chassis.decider import STALE, Aggregate, Change, Context


@dataclass(frozen=True, slots=True)
class One:
    """Another aggregate that a decision reads: the one whose id `key(message, state)` names (None: none).

    `state` is None while the aggregate of the step does not exist; `key` must cope with that. The same for Many.
    """

    aggregate: type[Aggregate]
    key: Callable[[Any, Any], str | None]


@dataclass(frozen=True, slots=True)
class Many:
    """Other aggregates that a decision reads: all whose indexed `field` equals `value(message, state)` (None: none)."""

    aggregate: type[Aggregate]
    field: str
    value: Callable[[Any, Any], str | None]


Decision = Callable[..., Change[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: on one aggregate (`key`), on each whose indexed field has a value (`each`), or on none (`new`)."""

    aggregate: type[Aggregate]
    do: Decision
    key: Callable[[Any], str | None] | None = None
    each: tuple[str, Callable[[Any], str | None]] | None = None
    reads: Mapping[str, One | Many] = field(default_factory=dict)


def on(
    aggregate: type[Aggregate],
    *,
    do: Decision,
    key: Callable[[Any], str | None] | None = None,
    each: tuple[str, Callable[[Any], str | None]] | None = None,
    reads: Mapping[str, One | Many] | None = None,
) -> Step:
    """`do(state, message, ctx, **reads)` on the aggregate with id `key(message)`, or on each with `field == value`.

    A key or value of None skips the step. With `key`, `state` is None when there is no such aggregate yet.
    `reads` are handed to `do` by name: a state or None for One, a tuple of states for Many.
    Steps of one message run in order; each sees what those before it changed; all commit together or not at all.
    """
    if (key is None) == (each is None):
        raise TypeError("a step is on one aggregate (key) or on each that matches (each)")
    return Step(aggregate, do, key, each, reads or {})


def new(aggregate: type[Aggregate], *, do: Decision, reads: Mapping[str, One | Many] | None = None) -> Step:
    """`do(None, message, ctx, **reads)` brings aggregates into being: `Change(None, created=[...])`.

    For reactions whose id follows from the event's id, which `key` does not see. The inbox keeps it effectively once.
    """
    return Step(aggregate, do, reads=reads or {})


def mirror(
    view: type[Aggregate],
    *,
    key: Callable[[Any], str | None],
    do: Callable[[Any, Any, Context], Any],
) -> Step:
    """A projection: keep what the newest event said of somebody else's aggregate.

    `view` needs a field `seen: int` (the highest sequence seen, 0 for a row that is only awaited).
    `do(row or None, event, ctx)` returns the new row; an event that is not newer than `seen` is stale.
    An ended aggregate stays as a row (a tombstone), so that a late event cannot bring it back.
    """

    def keep_newest(row: Any, event: Any, ctx: Context) -> Change[Any]:
        if ctx.event is None:
            raise TypeError("a projection follows events only")
        if row is not None and row.seen >= ctx.event.sequence:
            return STALE
        return Change(do(row, event, ctx).changed(seen=ctx.event.sequence))

    return on(view, key=key, do=keep_newest)
