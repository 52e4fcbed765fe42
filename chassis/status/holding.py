"""Leases, and whether who holds them lives."""

import asyncio
import time
from typing import Any

from chassis.leases import LEASES
from chassis.mongo import Document, Store
from chassis.status.looking import LOOK_SECONDS, MOVES_WITHIN_SECONDS


async def leases(store: Store) -> list[dict[str, Any]]:
    """Every lease: who holds it, under which token, and whether its holder lives: its beat moves."""
    first = await _rows(store)
    held = {row["_id"] for row in first if row["slot"] is not None}
    alive: set[str] = set()
    deadline = time.monotonic() + MOVES_WITHIN_SECONDS
    while held - alive and time.monotonic() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
        now = {row["_id"]: (row["token"], row["beat"]) for row in await _rows(store)}
        alive |= {row["_id"] for row in first if now.get(row["_id"]) != (row["token"], row["beat"])}
    return [
        {"lease": row["_id"], "slot": row["slot"], "token": row["token"], "alive": row["_id"] in held & alive}
        for row in first
    ]


async def _rows(store: Store) -> list[Document]:
    return [row async for row in store[LEASES].find({}).sort("_id", 1)]
