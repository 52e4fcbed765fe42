"""Lets others at a collection while a plain bulk write waits for a transaction. SecantusDB keeps hold of it, for ever.

Its update and delete of many documents hold the collection, and repeat as long as a transaction that is not over has
changed one of them. But that transaction needs the collection for its next statement: both wait, nobody may end a
transaction in the middle of a statement, and soon every transaction of the store waits for that one. MongoDB's
writers hold no collection against each other.
"""

import time
from collections.abc import Callable
from typing import Any

from secantus.storage import Storage, WriteConflictError, _is_wt_rollback

PAUSE = 0.01
"""Seconds between two attempts."""

Chunk = Callable[..., Any]


def yield_collections() -> None:
    """Change SecantusDB's bulk writes so that they let go of the collection between two attempts."""
    for name in ("_update_chunk", "_delete_chunk"):
        write: Chunk = getattr(Storage, name)
        setattr(Storage, name, yielding(getattr(write, "__wrapped__", write)))


def yielding(write: Chunk) -> Chunk:
    """`write`, called with its collection locked once, repeated until no transaction is in its way.

    It looks at its documents anew each time, so that what others do between two attempts is seen.
    """

    def patient(storage: Storage, database: str, collection: str, *rest: Any, **named: Any) -> Any:
        lock = storage._coll_lock(database, collection)
        while True:
            try:
                return write(storage, database, collection, *rest, **named)
            except Exception as error:
                if not isinstance(error, WriteConflictError) and not _is_wt_rollback(error):
                    raise
            lock.release()
            try:
                time.sleep(PAUSE)
            finally:
                lock.acquire()

    return patient
