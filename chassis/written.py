"""What is written into one collection within a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """New documents, and known ones: what finds each (its id and the revision that was read), and its new content."""

    collection: str
    created: Sequence[Document] = ()
    replaced: Sequence[tuple[Document, Document]] = ()
