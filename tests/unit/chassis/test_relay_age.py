"""How old the oldest unpublished event is, is said by who leads (design section 5, observability)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from chassis.clock import utc_now
from chassis.relay import Relay
from tests.support.eventually import eventually


class Store:
    """Has one old transaction pending."""

    async def snapshot(self, name: str) -> AsyncIterator[dict[str, Any]]:
        yield {"_id": "1", "at": utc_now() - timedelta(hours=1)}

    async def inserts(self, name: str) -> Any:
        await asyncio.Event().wait()
        yield

    def __getitem__(self, name: str) -> Any:
        raise ConnectionError


class Lease:
    """Held until a test says otherwise."""

    held = True
    token = 1

    async def hold(self) -> bool:
        return self.held


async def test_who_lost_the_lease_is_ready_again() -> None:
    lease = Lease()
    relay = Relay(Store(), None, lease, utc_now)  # type: ignore[arg-type]
    task = asyncio.create_task(relay.run())
    try:
        await eventually(lambda: relay.oldest_seconds > 3000)
        lease.held = False
        await eventually(lambda: relay.oldest_seconds == 0.0)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
