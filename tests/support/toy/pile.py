"""An outbox of the toy service as a long outage of the broker leaves it."""

import random
from datetime import timedelta
from typing import Any

from chassis.clock import utc_now
from chassis.ids import new_id
from chassis.mongo import Store
from chassis.unit_of_work.outbox import OUTBOX, PENDING, outbox_row
from contracts.envelope import Envelope
from tests.support.toy.events import BalanceChanged

SUBJECTS = 40
CHUNK = 1_000


async def pile_up(store: Store, count: int, kilobytes: float = 0.1) -> None:
    """So many transactions of one event each, of `SUBJECTS` in turn; found by the relay in no order at all."""
    ids = [new_id() for _ in range(count)]
    numbers = list(range(count))
    random.Random(count).shuffle(numbers)
    now = utc_now() - timedelta(hours=1)
    for start in range(0, count, CHUNK):
        part = [
            {"_id": ids[number], "at": now, "rows": [_row(number, kilobytes)]}
            for number in numbers[start : start + CHUNK]
        ]
        await store[OUTBOX].insert_many(part)
        await store[PENDING].insert_many([{"_id": each["_id"], "at": now, "rows": 1} for each in part])


def _row(number: int, kilobytes: float) -> dict[str, Any]:
    subject, sequence = f"account-{number % SUBJECTS}", number // SUBJECTS + 1
    event = BalanceChanged(account=subject, balance=sequence, deposits=sequence)
    envelope = Envelope(
        id=new_id(),
        type=event.type,
        source="/services/toy",
        time=utc_now(),
        subject=subject,
        sequence=sequence,
        key=subject,
        correlation_id=new_id(),
        causation_id=new_id(),
        actor="tester",
    )
    row = outbox_row(envelope, event)
    row["data"]["padding"] = "x" * int(kilobytes * 1024)
    return row
