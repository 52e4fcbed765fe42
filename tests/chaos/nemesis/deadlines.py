"""Killing a service at the moment when a deadline that it keeps has come."""

import asyncio
from datetime import UTC, datetime
from random import Random
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

from tests.chaos.nemesis.plan import Fault
from tests.chaos.nemesis.processes import kill
from tests.chaos.system import System

KEEPERS = ("identity", "registry", "validation")
PATIENCE = 15.0
"""Seconds in which a deadline should come; without one the service is killed all the same."""
LOOK_SECONDS = 0.1
WINDOW = 1.2
"""Seconds after a deadline within which it is claimed, fired and told of: they look once a second."""


async def kill_at_a_deadline(system: System, fault: Fault) -> None:
    """SIGKILL when a deadline is about to be claimed, claimed, or has just fired."""
    whom = fault.whom if fault.whom in KEEPERS else "validation"
    uri = system.stack.description()["mongo"]
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(uri, tz_aware=True, serverSelectionTimeoutMS=2_000)
    try:
        async with asyncio.timeout(PATIENCE):
            await _comes(client, whom)
    except TimeoutError:
        pass
    finally:
        await client.close()
    await asyncio.sleep(Random(fault.number).uniform(0, WINDOW))
    await kill(system, system.parts(whom)[-1])


async def _comes(client: AsyncMongoClient[dict[str, Any]], service: str) -> None:
    while True:
        try:
            if await client[service]["timers"].find_one({"due_at": {"$lte": datetime.now(UTC)}}) is not None:
                return
        except PyMongoError:
            pass
        await asyncio.sleep(LOOK_SECONDS)
