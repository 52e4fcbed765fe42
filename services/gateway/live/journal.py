"""The last five minutes of all topics, as far as hints need them. One a process, shared by all its streams.

Streams hold no hints of their own: each has a position here, and a reader that is too slow loses it. So memory does not
grow with the number or the slowness of readers.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from chassis.clock import Clock
from services.gateway.live.addressing import Address

KEPT_SECONDS = 300.0
MOST_KEPT = 100_000
"""Events. When more come in five minutes, less than five minutes are kept."""
MOST_WAITING = 256
"""Hints that may wait for one reader. Whoever has missed more looks for himself."""
SLACK_SECONDS = 5.0
"""Replicas read partitions independently: so far may one be ahead of another in any of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event; `at` is when it was published, in seconds since 1970. `position` counts in the order of arrival."""

    position: int
    at: float
    event_id: str
    type: str
    address: Address

    @property
    def keys(self) -> Iterator[str]:
        """Everything it is found by."""
        return chain(self.address.keys, self.address.stirs)


class Lost(Exception):
    """What was asked for is older than the journal, not known to it, or too much."""


class Journal:
    """Events by arrival, and by key."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: deque[Entry] = deque()
        self._by_id: dict[str, Entry] = {}
        self._by_key: dict[str, deque[Entry]] = {}
        self._position = 0

    @property
    def position(self) -> int:
        """The end: that of the newest entry there ever was, 0 before the first."""
        return self._position

    @property
    def first(self) -> int:
        """The position of the oldest entry that is kept, or of the next one to come."""
        return self._entries[0].position if self._entries else self._position + 1

    @property
    def newest_id(self) -> str | None:
        """Id of the newest event, None when none is kept."""
        return self._entries[-1].event_id if self._entries else None

    def keeps(self, at: float) -> bool:
        """Whether what was published at this time is still kept."""
        return at > self._clock().timestamp() - KEPT_SECONDS

    def add(self, event_id: str, type: str, address: Address, at: float) -> Entry | None:
        """Note an event; None when it is known already or too old."""
        self._forget()
        if event_id in self._by_id or not self.keeps(at):
            return None
        self._position += 1
        entry = Entry(self._position, at, event_id, type, address)
        self._entries.append(entry)
        self._by_id[event_id] = entry
        for key in entry.keys:
            self._by_key.setdefault(key, deque()).append(entry)
        return entry

    def find(self, event_id: str) -> Entry:
        """The entry of an event. Raises Lost."""
        self._forget()
        entry = self._by_id.get(event_id)
        if entry is None or not self.keeps(entry.at):
            raise Lost
        return entry

    def after(self, position: int, keys: Collection[str]) -> list[Entry]:
        """What came after this position, for these keys, in order. Raises Lost."""
        self._forget()
        if position < self.first - 1:
            raise Lost
        return _ordered(_newer(entries, position) for entries in self._of(keys))

    def again(self, entry: Entry, keys: Collection[str]) -> list[Entry]:
        """What another replica may not have told whoever heard of this event last. Raises Lost."""
        since = entry.at - SLACK_SECONDS
        recent = (
            (each for each in entries if each.at >= since and each.position < entry.position)
            for entries in self._of(keys)
        )
        return _ordered(recent)

    def __len__(self) -> int:
        return len(self._entries)

    def _of(self, keys: Collection[str]) -> Iterator[deque[Entry]]:
        return (self._by_key[key] for key in keys if key in self._by_key)

    def _forget(self) -> None:
        """Drop the oldest, which are the oldest of each of their keys as well."""
        while self._entries and (len(self._entries) > MOST_KEPT or not self.keeps(self._entries[0].at)):
            entry = self._entries.popleft()
            del self._by_id[entry.event_id]
            for key in entry.keys:
                entries = self._by_key[key]
                entries.popleft()
                if not entries:
                    del self._by_key[key]


def _newer(entries: deque[Entry], position: int) -> Iterator[Entry]:
    for entry in reversed(entries):
        if entry.position <= position:
            return
        yield entry


def _ordered(found: Iterable[Iterable[Entry]]) -> list[Entry]:
    by_position: dict[int, Entry] = {}
    for entry in chain.from_iterable(found):
        by_position[entry.position] = entry
        if len(by_position) > MOST_WAITING:
            raise Lost
    return [by_position[position] for position in sorted(by_position)]
