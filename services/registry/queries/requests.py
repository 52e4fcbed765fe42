"""Requests: own ones, and those that a reader has in sight as a user of an organisation."""

import asyncio
from dataclasses import dataclass
from typing import Any

from chassis.mongo import Store
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.errors import UnknownRequest
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person
from services.registry.domain.readers import account_reader
from services.registry.queries.finding import HELPDESK_READER, requests_meant
from services.registry.queries.organisations import organisations_by_id
from services.registry.queries.readers import reader_keys


@dataclass(frozen=True, slots=True)
class Seen:
    """A request with its organisation as it is now.

    `confided`: the reader may know message, contact, questions and answers, too. `applicant` is for the helpdesk.
    """

    authorisation: Authorisation
    organisation: Organisation
    confided: bool
    applicant: Person | None


async def request(store: Store, request_id: str, account_id: str) -> Seen:
    """One request in sight. Raises UnknownRequest."""
    found, keys = await asyncio.gather(_asked_for(store, request_id), reader_keys(store, account_id))
    if found is None or set(found[0].readers).isdisjoint(keys):
        raise UnknownRequest
    authorisation, there = found
    people = await _people(store, [authorisation], keys)
    return _seen(authorisation, there, keys, people)


async def requests(
    store: Store, account_id: str, *, everything: bool, q: str | None, after: str | None, limit: int
) -> tuple[list[Seen], str | None]:
    """Newest first: own ones, or `everything` in sight; and the place of the last one when there are more.

    `q` is a request id, what an organisation is found by, or words of its addresses; for the helpdesk also of the name
    or the mail address of who asks.
    """
    keys = await reader_keys(store, account_id) if everything else [account_reader(account_id)]
    words = (q or "").strip()
    if words:
        found = await requests_meant(store, words, keys, after=after, limit=limit + 1)
    else:
        query: dict[str, Any] = {"readers": keys[0] if len(keys) == 1 else {"$in": keys}}
        if after is not None:
            query["request_id"] = {"$lt": after}
        found = await store.find(Authorisation, query, sort=[("request_id", -1)], limit=limit + 1)
    page = found[:limit]
    return await _with_surroundings(store, page, keys), page[-1].request_id if len(found) > limit else None


async def open_request(store: Store, account_id: str, organisation_id: str) -> Authorisation | None:
    """What stands against a second request of this person on this organisation."""
    found = await store.find(Authorisation, {"claim": f"{account_id} {organisation_id}"}, limit=1)
    return found[0] if found else None


async def last_request(store: Store, account_id: str, organisation_id: str) -> str | None:
    """Id of this person's newest request on this organisation."""
    found = await store.find(Authorisation, {"account_id": account_id, "organisation_id": organisation_id})
    return max((each.request_id for each in found if each.request_id), default=None)


async def _asked_for(store: Store, request_id: str) -> tuple[Authorisation, Organisation] | None:
    """The request and its organisation, whoever may see them."""
    found = await store.find(Authorisation, {"request_id": request_id}, limit=1)
    if not found:
        return None
    known = await organisations_by_id(store, [found[0].organisation_id])
    return found[0], known[found[0].organisation_id]


async def _with_surroundings(store: Store, found: list[Authorisation], keys: list[str]) -> list[Seen]:
    known, people = await asyncio.gather(
        organisations_by_id(store, [each.organisation_id for each in found]), _people(store, found, keys)
    )
    return [_seen(each, known[each.organisation_id], keys, people) for each in found]


async def _people(store: Store, found: list[Authorisation], keys: list[str]) -> dict[str, Person]:
    """Who asks, by id, where these keys may know it."""
    if not found or HELPDESK_READER not in keys:
        return {}
    asking = sorted({each.account_id for each in found})
    return {each.id: each for each in await store.find(Person, {"_id": {"$in": asking}})}


def _seen(found: Authorisation, organisation: Organisation, keys: list[str], people: dict[str, Person]) -> Seen:
    confided = not set(keys).isdisjoint(found.confidants)
    return Seen(found, organisation, confided=confided, applicant=people.get(found.account_id))
