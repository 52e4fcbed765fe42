"""What the toy's store and topics say of one test, for the report of a test that failed."""

import json
from collections import Counter
from typing import Any

from chassis.mongo import Document, Store
from chassis.unit_of_work.inbox import INBOX
from chassis.unit_of_work.outbox import OUTBOX, PENDING
from contracts.topics import dead_letter_topic
from tests.support.backing import Backing
from tests.support.toy.events import BALANCES, DEPOSITS
from tests.support.toy.harness import read_all


async def testimony(backing: Backing, isolation: str, used: Store) -> str:
    """What the connection that the test has used sees, what a fresh one sees, and what lies on the topics.

    Where the two differ, the store answered from an old state. Where a transaction has its inbox row, but its account
    is not at what its outbox says, a commit was acknowledged and lost.
    """
    fresh = Store(backing.mongo, f"{isolation}_toy")
    try:
        views = {"the test's connection": await _view(used), "a fresh connection": await _view(fresh)}
    finally:
        fresh.close()
    topics = {
        topic.name: len(await read_all(backing, isolation, topic))
        for topic in (DEPOSITS, BALANCES, dead_letter_topic("toy"))
    }
    return json.dumps({**views, "records on topics": topics}, indent=1, default=str)


async def _view(store: Store) -> dict[str, Any]:
    inbox, outbox = await store.bulk(INBOX, {}), await store.bulk(OUTBOX, {})
    promised: Document = {}
    for document in sorted(outbox, key=lambda each: str(each["_id"])):
        for row in document["rows"]:
            promised[row["subject"]] = max(promised.get(row["subject"], 0), row["sequence"])
    accounts = await store.bulk("accounts", {})
    return {
        "accounts": {
            each["_id"]: f"balance {each['balance']}, revision {each['revision']}, sequence {each['sequence']} of "
            f"{promised.get(each['_id'], 0)} in the outbox, last by {each.get('outbox')}"
            for each in accounts
        },
        "inbox": {
            "documents": len(inbox),
            "without their outbox": sorted({each["_id"] for each in inbox} - {each["_id"] for each in outbox}),
            "rows": Counter(row["outcome"] for each in inbox for row in each["rows"]),
            "different ids": len({row["id"] for each in inbox for row in each["rows"]}),
            "transactions": {
                each["_id"]: Counter(f"partition {row.get('partition')}" for row in each["rows"]) for each in inbox
            },
        },
        "outbox": {"documents": len(outbox), "rows": sum(len(each["rows"]) for each in outbox)},
        "pending": len(await store.bulk(PENDING, {})),
    }
