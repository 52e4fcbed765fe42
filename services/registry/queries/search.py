"""Searching organisations (rule C1): by country, section, activity type, and parts of names or numbers."""

from dataclasses import dataclass
from typing import Any

from chassis.mongo import Store
from contracts.events.registry import ActivityType, OrganisationKind, OrganisationStatus
from services.registry.domain.folding import fold
from services.registry.domain.organisation import Organisation
from services.registry.domain.shelves import best_shelf, number_shelf, words_pattern
from services.registry.reference import activity_types

MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for; None: does not matter. `after` is the `sort_key` of the last one of the page before."""

    kind: OrganisationKind | None = None
    country: str | None = None
    section: str | None = None
    activity_type: ActivityType | None = None
    q: str | None = None
    status: OrganisationStatus | None = None
    after: str | None = None
    limit: int = 20


async def search(store: Store, criteria: Criteria) -> tuple[list[Organisation], str | None]:
    """Living organisations by name, and the place of the last one when there are more.

    A number that is known exactly (TRACES number, EORI, code; whatever its punctuation) finds its bearer alone;
    otherwise every word of `q` must be part of a word of name or numbers, whatever case and accents.
    """
    filters = {"living": True, **_filters(criteria)}
    if criteria.q and any(c.isdigit() for c in criteria.q) and criteria.after is None:
        exact = await store.find(Organisation, {"shelves": number_shelf(criteria.q), **filters}, limit=criteria.limit)
        if exact:
            return exact, None
    tokens = fold(criteria.q or "").split()[:MOST_WORDS]
    if criteria.q and criteria.q.strip() and not tokens:
        return [], None
    query: dict[str, Any] = {
        "shelves": best_shelf(tokens, criteria.kind, criteria.country),  # first: the embedded store looks in this order
        "sort_key": {"$gt": criteria.after or ""},
        **filters,
    }
    if tokens:
        query["haystack"] = {"$regex": words_pattern(tokens)}
    found = await store.find(Organisation, query, sort=[("sort_key", 1)], limit=criteria.limit + 1)
    page = found[: criteria.limit]
    return page, page[-1].sort_key if len(found) > criteria.limit else None


async def organisations_named(store: Store, q: str, limit: int) -> list[str]:
    """Ids of organisations, ended ones too, that `q` finds: for those who look for requests."""
    tokens = fold(q).split()[:MOST_WORDS]
    if not tokens:
        return []
    words = {"shelves": best_shelf(tokens, None, None), "haystack": {"$regex": words_pattern(tokens)}}
    found = store[Organisation.collection].find(words, {"_id": 1}).sort([("sort_key", 1)]).limit(limit)
    return [row["_id"] async for row in found]


def _filters(criteria: Criteria) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    if criteria.kind is not None:
        filters["kind"] = criteria.kind
    if criteria.status is not None:
        filters["status"] = criteria.status
    if criteria.country is not None:
        filters["country"] = criteria.country
    wanted = [
        each.type
        for each in activity_types()
        if criteria.section in (None, each.section) and criteria.activity_type in (None, each.type)
    ]
    if criteria.section is not None or criteria.activity_type is not None:
        filters["activities.type"] = {"$in": wanted}
    return filters
