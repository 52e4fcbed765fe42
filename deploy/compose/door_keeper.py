"""The way to Kafka from this machine, open while somebody watches the topics."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.compose.containers import DOOR_PROFILE, compose, inside
from deploy.trouble import StackTrouble

ADVERTISED = re.compile(r"DOOR://(127\.0\.0\.1):(\d+)")


@asynccontextmanager
async def open_door() -> AsyncIterator[str]:
    """Start the container `door`, yield the bootstrap address, remove it. Raises StackTrouble.

    Clients are sent on to what the broker advertises, so the door has to be where the broker says it is.
    """
    listeners = await inside("kafka", "printenv", "KAFKA_ADVERTISED_LISTENERS")
    found = ADVERTISED.search(listeners)
    if found is None:
        raise StackTrouble(f"Kafka advertises no door on 127.0.0.1: {listeners}")
    host, port = found.groups()
    try:
        await compose(*DOOR_PROFILE, "up", "--detach", "--no-deps", "door", KAFKA_DOOR_PORT=port)
        yield f"{host}:{port}"
    finally:
        await compose(*DOOR_PROFILE, "rm", "--stop", "--force", "door", KAFKA_DOOR_PORT=port)
