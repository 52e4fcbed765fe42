"""What the store has acknowledged is seen by whoever asks afterwards, through whichever connection."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pymongo import MongoClient, ReplaceOne
from pymongo.errors import BulkWriteError, OperationFailure

from tests.support.backing import Backing

SECONDS = 4.0
ENOUGH = 20
"""Commits; they are waited for a minute longer."""
IDS = list(range(8))
SHARED = [6, 7]

Client = MongoClient[dict[str, Any]]


class Truth:
    """The highest revision of each document whose commit was acknowledged."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._acknowledged = dict.fromkeys(IDS, 0)
        self.until = time.monotonic() + SECONDS
        self.commits = 0

    @property
    def holds(self) -> bool:
        """Whether the time is not up, and enough was committed."""
        now = time.monotonic()
        return now < self.until or (self.commits <= ENOUGH and now < self.until + 60)

    def now(self) -> dict[int, int]:
        """What must be seen by a read that begins now."""
        with self._lock:
            return dict(self._acknowledged)

    def note(self, revisions: dict[int, int]) -> None:
        """These were acknowledged."""
        with self._lock:
            self.commits += 1
            for id, revision in revisions.items():
                self._acknowledged[id] = max(self._acknowledged[id], revision)


def write(uri: str, database: str, truth: Truth, own: list[int]) -> None:
    """Raise revisions in transactions, as a unit of work does: read, guarded replacement, commit."""
    with Client(uri) as client:
        rows = client[database]["rows"]
        while truth.holds:
            ids = random.sample(own, 2)
            read = {row["_id"]: row["revision"] for row in rows.find({"_id": {"$in": ids}})}
            changes = [ReplaceOne({"_id": id, "revision": was}, {"revision": was + 1}) for id, was in read.items()]
            try:
                with client.start_session() as session, session.start_transaction():
                    if rows.bulk_write(changes, ordered=False, session=session).matched_count < len(ids):
                        session.abort_transaction()
                        continue
            except (BulkWriteError, OperationFailure):
                continue
            truth.note({id: was + 1 for id, was in read.items()})


def read(uri: str, database: str, truth: Truth, *, fresh: bool) -> list[str]:
    """What was not seen though it should have been: through one lasting connection, or a new one each time."""
    missed: list[str] = []
    client = Client(uri, maxPoolSize=1)
    while truth.holds:
        if fresh:
            client.close()
            client = Client(uri, maxPoolSize=1)
        promised = truth.now()
        seen = {row["_id"]: row["revision"] for row in client[database]["rows"].find()}
        missed += [f"{id}: {seen.get(id)} of {least}" for id, least in promised.items() if seen.get(id, -1) < least]
    client.close()
    return missed


def test_what_was_acknowledged_is_seen(backing: Backing, isolation: str) -> None:
    with Client(backing.mongo) as client:
        client[isolation]["rows"].insert_many([{"_id": id, "revision": 0} for id in IDS])
    truth = Truth()
    work: list[Callable[[], Any]] = [
        lambda: write(backing.mongo, isolation, truth, [0, 1, 2, *SHARED]),
        lambda: write(backing.mongo, isolation, truth, [3, 4, 5, *SHARED]),
        lambda: read(backing.mongo, isolation, truth, fresh=False),
        lambda: read(backing.mongo, isolation, truth, fresh=True),
    ]
    with ThreadPoolExecutor(len(work)) as pool:
        missed = [found for each in [pool.submit(one) for one in work] for found in each.result() or []]
    assert missed == []
    assert truth.commits > ENOUGH
    with Client(backing.mongo) as client:
        assert {row["_id"]: row["revision"] for row in client[isolation]["rows"].find()} == truth.now()
