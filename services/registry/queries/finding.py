"""What somebody means who looks for a request: its reference, an organisation, a place, or a person (rule F3)."""

import asyncio
from collections.abc import Collection
from typing import Any

from chassis.decider import Aggregate
from chassis.mongo import Store
from contracts.reference import HELPDESK_ID
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.beginnings import beginnings_pattern, best_beginning, whole_address
from services.registry.domain.folding import fold
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person
from services.registry.domain.readers import organisation_reader
from services.registry.queries.search import MOST_WORDS, organisations_named

MOST_MEANT = 200
"""Organisations and people whose requests are looked at, of each way to find them."""

HELPDESK_READER = organisation_reader(HELPDESK_ID)


async def requests_meant(
    store: Store, q: str, keys: Collection[str], *, after: str | None, limit: int
) -> list[Authorisation]:
    """Requests that `q` may mean and one of `keys` reads, newest first, at most `limit`, those before `after` only.

    People are found by the helpdesk alone: others would learn by asking who has asked for what.
    """
    named, there, people, referred_to = await asyncio.gather(
        organisations_named(store, q, MOST_MEANT),
        organisations_at(store, q, MOST_MEANT),
        _people_meant(store, q, keys),
        _referred_to(store, q, keys, after),
    )
    by_organisation, by_person = await asyncio.gather(
        _newest(store, "organisation_id", {*named, *there}, keys, after, limit),
        _newest(store, "account_id", people, keys, after, limit),
    )
    found = {each.id: each for each in (*by_organisation, *by_person, *referred_to)}
    return sorted(found.values(), key=_place, reverse=True)[:limit]


async def organisations_at(store: Store, q: str, limit: int) -> list[str]:
    """Ids of organisations, ended ones too, with addresses that have words beginning with each word of `q`."""
    tokens = fold(q).split()[:MOST_WORDS]
    if not tokens:
        return []
    words = {"place_beginnings": best_beginning(tokens), "place_words": {"$regex": beginnings_pattern(tokens)}}
    return await _ids(store, Organisation, words, limit)


async def people_named(store: Store, q: str, limit: int) -> list[str]:
    """Ids of accounts: the bearer of exactly this mail address, or all whose name and address have such words."""
    tokens = fold(q).split()[:MOST_WORDS]
    if not tokens:
        return []
    bearer = await _ids(store, Person, {"beginnings": whole_address(q)}, limit) if "@" in q else []
    words = {"beginnings": best_beginning(tokens), "words": {"$regex": beginnings_pattern(tokens)}}
    return bearer or await _ids(store, Person, words, limit)


async def _people_meant(store: Store, q: str, keys: Collection[str]) -> list[str]:
    return await people_named(store, q, MOST_MEANT) if HELPDESK_READER in keys else []


async def _referred_to(store: Store, q: str, keys: Collection[str], after: str | None) -> list[Authorisation]:
    """The request with exactly this id, if it is in sight."""
    found = await store.find(Authorisation, {"request_id": q}, limit=1) if after is None else []
    return [each for each in found if not set(each.readers).isdisjoint(keys)]


async def _newest(
    store: Store, by: str, ids: Collection[str], keys: Collection[str], after: str | None, limit: int
) -> list[Authorisation]:
    """By organisation or account, whose requests are few beside all there are: the helpdesk has every one in sight."""
    if not ids:
        return []
    sight: dict[str, Any] = {} if HELPDESK_READER in keys else {"readers": {"$in": sorted(keys)}}
    place = {"$gt": "", **({"$lt": after} if after is not None else {})}
    query = {by: {"$in": sorted(ids)}, **sight, "request_id": place}
    return await store.find(Authorisation, query, sort=[("request_id", -1)], limit=limit)


async def _ids(store: Store, of: type[Aggregate], query: dict[str, Any], limit: int) -> list[str]:
    return [row["_id"] async for row in store[of.collection].find(query, {"_id": 1}).limit(limit)]


def _place(request: Authorisation) -> str:
    return request.request_id or ""
