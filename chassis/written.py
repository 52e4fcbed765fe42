"""What is written into one collection within a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FEW = 20
"""So many writes at most go in one command: many of one collection are written faster by one of its own."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """New documents, and known ones: what finds each (its id and the revision that was read), and its new content."""

    collection: str
    created: Sequence[Document] = ()
    replaced: Sequence[tuple[Document, Document]] = ()

    def __len__(self) -> int:
        return len(self.created) + len(self.replaced)
