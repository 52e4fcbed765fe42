"""Documents that were committed in this process and wait to be published: they need not be read back from the store."""

from collections.abc import Container, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Document:
    rows: Rows
    after: Set[str]


class Handed:
    """At most `most` rows, by the id of their outbox document. What does not fit, or is not ours, is in the store."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._documents: dict[str, _Document] = {}

    @property
    def ids(self) -> list[str]:
        """Of the documents that are kept, in the order they came."""
        return list(self._documents)

    def keep(self, id: str, rows: Rows, after: Set[str]) -> bool:
        """Keep a document that was committed, if there is room; whether there was.

        `after` are the documents with the events that come just before its own, subject by subject.
        """
        if self._held + len(rows) > self._most:
            return False
        self._documents[id] = _Document(rows, after)
        self._held += len(rows)
        return True

    def free(self, published: Container[str]) -> list[str]:
        """Those that may be published now: whatever comes before them is published, or free itself."""
        free: dict[str, None] = {}
        for id, document in self._documents.items():
            if all(each in published or each in free for each in document.after):
                free[id] = None
        return list(free)

    def waits(self, published: Container[str]) -> bool:
        """Whether one of them has to wait for what somebody else publishes, or published."""
        return len(self.free(published)) < len(self._documents)

    def take(self, ids: Iterable[str]) -> dict[str, Rows]:
        """The rows of those of these documents that are kept; they are kept no longer."""
        taken = {id: self._documents.pop(id).rows for id in ids if id in self._documents}
        self._held -= sum(len(rows) for rows in taken.values())
        return taken

    def forget(self) -> None:
        """Keep nothing: somebody else publishes."""
        self._documents.clear()
        self._held = 0
