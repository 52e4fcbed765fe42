"""Claims: take due rows of a collection for oneself, for a while, in bulk.

Three statements however many rows (messaging runtime 4.5): ids, guarded update, read back. Whatever its holder does
not settle or prolong in time is anybody's again. A claimed row carries `claimed_by`, `claimed_until` and `claim`, an
id of this very claim: somebody who was overtaken can see it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from chassis.ids import new_id
from chassis.mongo import Collection, Document

FREE: Mapping[str, Any] = {"claimed_by": None, "claimed_until": None, "claim": None}
"""The fields of a row that nobody holds."""


async def claim(
    collection: Collection,
    *,
    due: Mapping[str, Any],
    now: datetime,
    limit: int,
    holder: str,
    lease_seconds: float,
    also: Mapping[str, Any] | None = None,
    lapsed_by: datetime | None = None,
) -> list[Document]:
    """At most `limit` rows that match `due` and that nobody holds, now held by `holder` for `lease_seconds`.

    `also` are further fields to set. A claim that ran out by `lapsed_by` is nobody's any more (`now`, unless it is
    given). The row's `revision` counts the claim, so that whoever decides on the row as it was before begins again.
    Rows that somebody else took at the same moment are left out.
    """
    free = {**due, "claimed_until": {"$not": {"$gt": lapsed_by or now}}}
    ids = [row["_id"] async for row in collection.find(free, {"_id": 1}).limit(limit)]
    if not ids:
        return []
    mine = {
        **(also or {}),
        "claimed_by": holder,
        "claimed_until": now + timedelta(seconds=lease_seconds),
        "claim": new_id(),
    }
    await collection.update_many({**free, "_id": {"$in": ids}}, {"$set": mine, "$inc": {"revision": 1}})
    return [row async for row in collection.find({"_id": {"$in": ids}, "claim": mine["claim"]})]


async def prolong(collection: Collection, claims: Mapping[str, str], until: datetime) -> set[str]:
    """Let these claims (by row) last until then, in one statement; rows that are not held by them any more.

    A claim that has run out can be prolonged as long as nobody else took its row. The row's `revision` stays:
    nothing changes that a decision could rest on.
    """
    held = {"_id": {"$in": list(claims)}, "claim": {"$in": sorted(set(claims.values()))}}
    prolonged = await collection.update_many(held, {"$set": {"claimed_until": until}})
    if prolonged.matched_count == len(claims):
        return set()
    return set(claims) - {row["_id"] async for row in collection.find(held, {"_id": 1})}


async def release(collection: Collection, *, holder: str, but: Iterable[str] = ()) -> int:
    """Give back what `holder` holds, save the claims in `but`; how many rows there were.

    For a clean stop, for the same slot when it starts again, and after a claim whose answer was lost.
    """
    held = {"claimed_by": holder, "claim": {"$nin": list(but)}}
    given_back = await collection.update_many(held, {"$set": dict(FREE), "$inc": {"revision": 1}})
    return int(given_back.modified_count)
