"""What is written into one collection within a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """New documents, and known ones: what finds each (its id and the revision that was read), and its new content.

    `taken` finds documents to delete. These and the known ones have to be there. `put` are documents that take the
    place of those with their ids, if there are any; `dropped` finds documents to delete, if there are any.
    """

    collection: str
    created: Sequence[Document] = ()
    replaced: Sequence[tuple[Document, Document]] = ()
    taken: Sequence[Document] = ()
    put: Sequence[Document] = ()
    dropped: Sequence[Document] = ()
