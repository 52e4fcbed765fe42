"""Leases, and whether who holds them lives."""

from typing import Any

from chassis.leases import LEASES
from chassis.mongo import Document, Store
from chassis.status.looking import soon


async def leases(store: Store) -> list[dict[str, Any]]:
    """Every lease: who holds it, under which token, and whether its holder lives: its beat moves."""
    first = await _rows(store)
    held = {row["_id"] for row in first if row["slot"] is not None}
    moved: set[str] = set()

    async def all_move() -> bool:
        now = {row["_id"]: (row["token"], row["beat"]) for row in await _rows(store)}
        moved.update(row["_id"] for row in first if now.get(row["_id"]) != (row["token"], row["beat"]))
        return held <= moved

    if held:
        await soon(all_move)
    return [
        {"lease": row["_id"], "slot": row["slot"], "token": row["token"], "alive": row["_id"] in held & moved}
        for row in first
    ]


async def _rows(store: Store) -> list[Document]:
    return [row async for row in store[LEASES].find({}).sort("_id", 1)]
