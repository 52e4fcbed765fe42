"""`python -m tests.bench.draining`: one relay publishes all that waits; says as JSON what that took out of it.

A process of its own, so that its memory is the relay's and nobody else's.
"""

import asyncio
import json
import math
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chassis.broker.connection import Broker
from chassis.clock import utc_now
from chassis.leases import Lease
from chassis.producer import Producer
from chassis.records import Record, texts
from chassis.relay import Relay
from chassis.runtime import Runtime
from chassis.settings import Settings
from tests.support.commands import commands
from tests.support.toy.service import service

STATUS = Path("/proc/self/status")


class Watched(Producer):
    """Notes events sent, the most at once, and how many did not follow the one before of their subject."""

    def __init__(self, broker: Broker) -> None:
        super().__init__(broker)
        self.events = self.largest = self.disordered = 0
        self._last: Counter[str] = Counter()

    async def send(self, records: Sequence[Record]) -> None:
        await super().send(records)
        self.events += len(records)
        self.largest = max(self.largest, len(records))
        for record in records:
            headers = texts(record.headers)
            subject, sequence = headers["ce_subject"], int(headers["ce_sequence"])
            self.disordered += sequence != self._last[subject] + 1
            self._last[subject] = sequence


async def drain() -> dict[str, Any]:
    """Publish until nothing waits."""
    runtime = Runtime(service, Settings())
    producer = Watched(runtime.settings.broker)
    await runtime.prepare()
    await producer.reach()
    lease = Lease(runtime.store, "relay", "toy-1", expiry=math.inf)
    assert await lease.hold()
    relay = Relay(runtime.store, producer, lease, utc_now, runtime.settings.topic_prefix)
    before = memory()
    with commands() as asked:
        while await relay.publish_pending():
            pass
    peak = memory()
    await producer.close()
    runtime.close()
    return {
        "events": producer.events,
        "largest_portion": producer.largest,
        "disordered": producer.disordered,
        "memory_before_mb": before,
        "memory_peak_mb": peak,
        "commands": len(asked),
        "commands_per_1000": round(len(asked) / producer.events * 1000, 1),
        "asked": dict(sorted(Counter(asked).items())),
    }


def memory() -> float:
    """The most that this program ever had resident, in MB, as Linux knows it (getrusage counts who started it, too)."""
    (line,) = [line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:")]
    return round(int(line.split()[1]) * 1024 / 1e6, 1)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(drain())), flush=os.isatty(1))  # noqa: T201 - it is read by who started it
