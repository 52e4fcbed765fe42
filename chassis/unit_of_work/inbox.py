"""What was handled: a document a transaction with a row for each event and firing, whose ids are unique among all.

One document for many rows, as in the outbox: five hundred of their own cost the store three times as much.
"""

from collections.abc import Iterable
from typing import Any

from chassis.decider import Index
from chassis.mongo import Store

INBOX = "inbox"
DAY = 24 * 60 * 60
INBOX_INDEXES = (
    Index("kept_90_days", (("at", 1),), expire_after=90 * DAY),
    Index("by_id", (("rows.id", 1),), unique=True),
)
"""A transaction that handles what another has handled meanwhile is refused by the second."""

Document = dict[str, Any]


async def handled(store: Store, ids: Iterable[str]) -> set[str]:
    """Those of these ids of events and firings that have their rows."""
    wanted = list(ids)
    if not wanted:
        return set()
    query = {"rows.id": wanted[0] if len(wanted) == 1 else {"$in": wanted}}
    documents = await store.bulk(INBOX, query, {"rows.id": 1})
    return {row["id"] for document in documents for row in document["rows"]}.intersection(wanted)
