"""Leases: at most one process does a job. No clock is compared between machines.

A holder proves that it lives by counting `beat` up. A contender that has seen the same beat for the whole expiry, by
its own monotonic clock, takes over under the next `token` (the fencing token: what the former holder still tries
is refused, because it names the older one). A clean stop gives the lease back; a process started again in the same
slot resumes at once, under a higher token.
"""

import time
from collections.abc import Callable
from typing import Any

from chassis.metrics import LEASE_HELD
from chassis.mongo import Store, WriteConflict

LEASES = "leases"
EXPIRY_SECONDS = 5.0
RENEW_SECONDS = 1.0


class Lease:
    """One named lease, as one process sees it. `expiry` is in seconds."""

    def __init__(
        self,
        store: Store,
        name: str,
        slot: str,
        *,
        expiry: float = EXPIRY_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._name = name
        self._slot = slot
        self._expiry = expiry
        self._monotonic = monotonic
        self._valid_until = float("-inf")
        self._observed: tuple[Any, Any] | None = None
        self._observed_at = 0.0
        self.token = 0

    @property
    def held(self) -> bool:
        """Whether it is ours for sure: nobody else can have taken it yet."""
        return self._monotonic() < self._valid_until

    async def hold(self) -> bool:
        """Renew it, or try to get it. Call about once a second; True while it is ours."""
        begun = self._monotonic()
        mine = await self._renew() if self.token else False
        if not mine:
            self.token = 0
            self._valid_until = float("-inf")
            mine = await self._take()
        if mine:
            self._valid_until = begun + self._expiry
        LEASE_HELD.labels(self._name).set(1 if mine else 0)
        return mine

    async def release(self) -> None:
        """Give it back, so that a successor need not wait."""
        self._valid_until = float("-inf")
        token, self.token = self.token, 0
        if token:
            await self._store[LEASES].update_one(
                {"_id": self._name, "token": token, "slot": self._slot}, {"$set": {"slot": None}}
            )
        LEASE_HELD.labels(self._name).set(0)

    async def _renew(self) -> bool:
        result = await self._store[LEASES].update_one(
            {"_id": self._name, "token": self.token, "slot": self._slot}, {"$inc": {"beat": 1}}
        )
        return result.matched_count == 1

    async def _take(self) -> bool:
        row = await self._store[LEASES].find_one({"_id": self._name})
        if row is None:
            return await self._create()
        seen = (row["token"], row["beat"])
        if seen != self._observed:
            self._observed, self._observed_at = seen, self._monotonic()
        silent = self._monotonic() - self._observed_at
        if row["slot"] not in (None, self._slot) and silent <= self._expiry:
            return False
        result = await self._store[LEASES].update_one(
            {"_id": self._name, "token": row["token"], "beat": row["beat"]},
            {"$set": {"slot": self._slot, "token": row["token"] + 1, "beat": 0}},
        )
        if result.matched_count == 1:
            self.token = row["token"] + 1
        return result.matched_count == 1

    async def _create(self) -> bool:
        try:
            await self._store.insert(LEASES, {"_id": self._name, "slot": self._slot, "token": 1, "beat": 0})
        except WriteConflict:
            return False
        self.token = 1
        return True
