"""Which letters wait, as their topic tells it. What people are listed and what the gauge counts both come from here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Generic, Protocol, TypeVar


class Copy(Protocol):
    """A letter as it stands on the topic."""

    @property
    def identity(self) -> str:
        """The same for all copies of one letter."""

    @property
    def place(self) -> str:
        """Where this one stands, as settlements name it."""

    @property
    def at(self) -> datetime:
        """Since when."""


C = TypeVar("C", bound=Copy)


class Ledger(Generic[C]):
    """Letters and settlements, in any order: those of different partitions are read as they come.

    One that was written again, because the process died before it had committed its offset, is the same letter: it
    waits once, and whoever settles one copy settles all. What is settled is not held, but for where it stands.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[C]] = {}
        self._copies: dict[str, tuple[str, datetime]] = {}
        self._settlements: set[str] = set()
        self._settled: set[str] = set()

    def add(self, copy: C) -> None:
        """A copy of a letter was read."""
        self._copies[copy.place] = copy.identity, copy.at
        self._waiting.setdefault(copy.identity, []).append(copy)
        if copy.place in self._settlements or copy.identity in self._settled:
            self._end(copy.identity)

    def settle(self, place: str) -> None:
        """A settlement was read, of the copy at this place."""
        self._settlements.add(place)
        if place in self._copies:
            identity, _ = self._copies[place]
            self._end(identity)

    def forget(self, before: datetime) -> None:
        """What is older than this waits no more: the topic does not keep it. Nothing of it is held."""
        kept = {same: [copy for copy in copies if copy.at > before] for same, copies in self._waiting.items()}
        self._waiting = {same: copies for same, copies in kept.items() if copies}
        known = {identity for identity, at in self._copies.values() if at > before}
        gone = {place for place, (identity, _) in self._copies.items() if identity not in known}
        self._settlements -= gone
        self._settled &= known
        for place in gone:
            del self._copies[place]

    def waiting(self) -> list[C]:
        """The first copy of each letter that nobody has settled, oldest first."""
        first: Iterable[C] = (min(copies, key=lambda copy: (copy.at, copy.place)) for copies in self._waiting.values())
        return sorted(first, key=lambda copy: copy.at)

    def _end(self, identity: str) -> None:
        self._settled.add(identity)
        self._waiting.pop(identity, None)
