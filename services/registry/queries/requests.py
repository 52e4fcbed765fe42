"""Requests: own ones, and those that a reader has in sight as a user of an organisation."""

from dataclasses import dataclass
from typing import Any

from chassis.mongo import Store
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.errors import UnknownRequest
from services.registry.domain.organisation import Organisation
from services.registry.domain.readers import account_reader
from services.registry.queries.organisations import organisations_by_id
from services.registry.queries.readers import reader_keys
from services.registry.queries.search import organisations_named

MOST_ORGANISATIONS = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """A request with its organisation as it is now.

    `confided`: the reader may know message, contact, questions and answers, too.
    """

    authorisation: Authorisation
    organisation: Organisation
    confided: bool


async def request(store: Store, request_id: str, account_id: str) -> Seen:
    """One request in sight. Raises UnknownRequest."""
    found = await store.find(Authorisation, {"request_id": request_id}, limit=1)
    keys = await reader_keys(store, account_id)
    if not found or not set(found[0].readers).intersection(keys):
        raise UnknownRequest
    (seen,) = await _with_organisations(store, found, keys)
    return seen


async def requests(
    store: Store, account_id: str, *, everything: bool, q: str | None, after: str | None, limit: int
) -> tuple[list[Seen], str | None]:
    """Newest first: own ones, or `everything` in sight; and the place of the last one when there are more.

    `q` is a request id, or what an organisation is found by (at most 500 organisations by name are looked at).
    """
    keys = await reader_keys(store, account_id) if everything else [account_reader(account_id)]
    query: dict[str, Any] = {"readers": keys[0] if len(keys) == 1 else {"$in": keys}}
    if after is not None:
        query["request_id"] = {"$lt": after}
    words = (q or "").strip()
    if words:
        named = await organisations_named(store, words, MOST_ORGANISATIONS)
        query["$or"] = [{"request_id": words}, {"organisation_id": {"$in": named}}]
    found = await store.find(Authorisation, query, sort=[("request_id", -1)], limit=limit + 1)
    page = found[:limit]
    return await _with_organisations(store, page, keys), page[-1].request_id if len(found) > limit else None


async def open_request(store: Store, account_id: str, organisation_id: str) -> Authorisation | None:
    """What stands against a second request of this person on this organisation."""
    found = await store.find(Authorisation, {"claim": f"{account_id} {organisation_id}"}, limit=1)
    return found[0] if found else None


async def last_request(store: Store, account_id: str, organisation_id: str) -> str | None:
    """Id of this person's newest request on this organisation."""
    found = await store.find(Authorisation, {"account_id": account_id, "organisation_id": organisation_id})
    return max((each.request_id for each in found if each.request_id), default=None)


async def _with_organisations(store: Store, found: list[Authorisation], keys: list[str]) -> list[Seen]:
    known = await organisations_by_id(store, [each.organisation_id for each in found])
    return [
        Seen(each, known[each.organisation_id], confided=not set(keys).isdisjoint(each.confidants)) for each in found
    ]
