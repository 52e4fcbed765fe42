"""An outbox after a long outage of the broker: what publishing it takes out of a relay, by how much waits."""

import asyncio
import json
import os
import sys

from chassis.ids import new_id
from chassis.mongo import Store
from chassis.unit_of_work.outbox import PENDING
from deploy.local.topics import delete_topics
from tests.bench.lines import Line
from tests.support.backing import PROJECT, Backing
from tests.support.toy.harness import make_topics
from tests.support.toy.pile import pile_up
from tests.support.toy.runtime import toy_runtime


async def drain(backing: Backing, events: int) -> Line:
    """Pile up so many transactions of one event of a kilobyte each, and let a process publish them."""
    isolation = f"drain-{new_id()[-8:]}"
    topics = await make_topics(backing, isolation)
    runtime = toy_runtime(backing, isolation)
    try:
        await runtime.prepare()
        await pile_up(runtime.store, events, kilobytes=1)
        said = await _published(backing, isolation)
        return {"waiting": events, **said, "left": await _left(runtime.store)}
    finally:
        runtime.close()
        await delete_topics(backing.kafka, topics)


async def _published(backing: Backing, isolation: str) -> Line:
    environment = {
        **os.environ,
        "ENVIRONMENT": "local",
        "KAFKA_BOOTSTRAP": backing.kafka,
        "TOPIC_PREFIX": f"{isolation}-",
        "MONGO_URI": backing.mongo,
        "MONGO_DATABASE": f"{isolation}_toy",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.draining"), cwd=PROJECT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the relay ended with {process.returncode}")
    line: Line = json.loads(said)
    return line


async def _left(store: Store) -> int:
    return await store[PENDING].count_documents({})
