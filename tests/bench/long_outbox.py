"""`python -m tests.bench.long_outbox`: 200,000 events wait; what publishing them takes, however busy the machine."""

import asyncio
import json
from dataclasses import asdict

from tests.support.long_outbox import drained

WAITING = 200_000

if __name__ == "__main__":
    print(json.dumps({"waiting": WAITING, **asdict(asyncio.run(drained(WAITING)))}))  # noqa: T201 - the figures
