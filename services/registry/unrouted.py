"""Requests of which nobody has said yet who decides them: after 15 minutes that is an alarm (design section 6)."""

import asyncio
from datetime import datetime
from typing import Any

import structlog
from prometheus_client import Gauge

from chassis.decider import ANY_TEXT
from chassis.mongo import Store, is_infrastructure
from chassis.runtime import Runtime
from services.registry.domain.authorisation import Authorisation

INTERVAL_SECONDS = 60.0
ALARM_SECONDS = 900.0
UNROUTED = Gauge("traces_requests_unrouted", "Requests that wait to be told who decides them.")
UNROUTED_AGE = Gauge("traces_requests_unrouted_oldest_seconds", "Age of the oldest of them, in seconds.")

log = structlog.get_logger(__name__)


async def watch(runtime: Runtime) -> None:
    """Look once a minute, until cancelled. Trouble with the store is waited out."""
    while True:
        try:
            await look(runtime)
        except Exception as error:
            if not is_infrastructure(error):
                raise
            log.warning("unrouted.retry", error=repr(error))
        await asyncio.sleep(INTERVAL_SECONDS)


async def look(runtime: Runtime) -> None:
    """Say by metrics how many there are and how old the oldest is, and that it is too old in the log."""
    found = await requests(runtime.store, runtime.clock())
    UNROUTED.set(found["unrouted"])
    UNROUTED_AGE.set(found["unrouted_oldest_seconds"])
    if found["unrouted_oldest_seconds"] > ALARM_SECONDS:
        log.error("requests.unrouted", **found)


async def requests(store: Store, now: datetime) -> dict[str, Any]:
    """What `traces-access status` says of them: how many, and the age of the oldest in seconds with its reference."""
    waiting = {"unrouted": ANY_TEXT}
    oldest = await store[Authorisation.collection].find_one(waiting, sort=[("unrouted", 1)])
    return {
        "unrouted": await store[Authorisation.collection].count_documents(waiting) if oldest else 0,
        "unrouted_oldest_seconds": round((now - oldest["requested_at"]).total_seconds(), 1) if oldest else 0.0,
        "unrouted_oldest": oldest["request_id"] if oldest else None,
    }
