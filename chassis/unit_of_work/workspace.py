"""Workspace: the aggregates of one batch, loaded in bulk, with what the decisions so far made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from chassis.decider import Aggregate, Timer
from contracts.event import Event

Ref = tuple[type[Aggregate], str]
FieldRef = tuple[type[Aggregate], str, str]


class Loader(Protocol):
    """Where states come from."""

    async def by_ids(self, aggregate: type[Aggregate], ids: Sequence[str]) -> list[Aggregate]:
        """The aggregates with these ids, as far as they exist."""

    async def by_field(self, aggregate: type[Aggregate], field: str, values: Sequence[str]) -> list[Aggregate]:
        """All aggregates whose (indexed) field has one of these values."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """An event with its place in the history of its subject."""

    event: Event
    sequence: int


@dataclass(slots=True)
class Stage:
    """What one message changes; thrown away when it is refused."""

    states: dict[Ref, Aggregate] = field(default_factory=dict)
    events: list[Emitted] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    cancelled: list[tuple[str, str]] = field(default_factory=list)
    stale: bool = False


class Workspace:
    """Loaded and changed states of a batch. A state that was not preloaded is loaded when it is asked for."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._loaded: dict[Ref, Aggregate | None] = {}
        self._fields: set[FieldRef] = set()
        self.changed: dict[Ref, Aggregate] = {}

    async def preload(self, refs: Sequence[Ref], fields: Sequence[FieldRef]) -> None:
        """Load what the batch will ask for: one read for each class and, for field look-ups, each class and field."""
        ids: dict[type[Aggregate], dict[str, None]] = {}
        for aggregate, id in refs:
            if (aggregate, id) not in self._loaded:
                ids.setdefault(aggregate, {})[id] = None
        for aggregate, wanted in ids.items():
            found = {state.id: state for state in await self._loader.by_ids(aggregate, list(wanted))}
            for id in wanted:
                self._loaded[aggregate, id] = found.get(id)
        values: dict[tuple[type[Aggregate], str], dict[str, None]] = {}
        for aggregate, name, value in fields:
            if (aggregate, name, value) not in self._fields:
                values.setdefault((aggregate, name), {})[value] = None
        for (aggregate, name), asked in values.items():
            for state in await self._loader.by_field(aggregate, name, list(asked)):
                self._loaded.setdefault((aggregate, state.id), state)
            self._fields.update((aggregate, name, value) for value in asked)

    async def get(self, ref: Ref, stage: Stage) -> Any:
        """The state as this message sees it, or None."""
        for known in (stage.states, self.changed, self._loaded):
            if ref in known:
                return known[ref]
        await self.preload([ref], [])
        return self._loaded[ref]

    async def where(self, wanted: FieldRef, stage: Stage) -> tuple[Any, ...]:
        """All states of a class whose field has this value, as this message sees them, by id."""
        if wanted not in self._fields:
            await self.preload([], [wanted])
        aggregate, name, value = wanted
        seen: dict[str, Aggregate] = {}
        for known in (self._loaded, self.changed, stage.states):
            seen.update({ref[1]: state for ref, state in known.items() if ref[0] is aggregate and state is not None})
        return tuple(seen[id] for id in sorted(seen) if getattr(seen[id], name) == value)

    def original(self, ref: Ref) -> Aggregate | None:
        """The state as the store had it; None for a new one."""
        return self._loaded.get(ref)

    def accept(self, stage: Stage) -> None:
        """Make one message's changes visible to those after it."""
        self.changed.update(stage.states)
