"""Rows that were committed in this process and wait to be published: they need not be read back from the store."""

from collections.abc import Iterable, Sequence
from typing import Any

Rows = Sequence[dict[str, Any]]


class Handed:
    """At most `most` rows, by the id of their outbox document. What does not fit, or is not ours, is in the store."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._rows: dict[str, Rows] = {}

    def keep(self, id: str, rows: Rows) -> None:
        """Keep the rows of a document that was committed, if there is room."""
        if self._held + len(rows) <= self._most:
            self._rows[id] = rows
            self._held += len(rows)

    def take(self, ids: Iterable[str]) -> dict[str, Rows]:
        """The rows of those of these documents that are kept; they are kept no longer."""
        taken = {id: self._rows.pop(id) for id in ids if id in self._rows}
        self._held -= sum(len(rows) for rows in taken.values())
        return taken

    def forget(self) -> None:
        """Keep nothing: somebody else publishes."""
        self._rows.clear()
        self._held = 0
