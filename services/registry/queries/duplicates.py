"""Operators that somebody about to propose one may rather want to join (rule D1, domain section 8)."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chassis.mongo import Document, Store
from contracts.events.registry import OrganisationKind
from services.registry.domain.authorisation import OPEN, Authorisation
from services.registry.domain.identifiers import vat_keys
from services.registry.domain.likeness import ALIKE, beginnings, likeness, probes
from services.registry.domain.organisation import Organisation
from services.registry.domain.shelves import facet_shelf, gram_shelf, number_shelf
from services.registry.domain.vat import vat_key
from services.registry.queries.organisations import bearer_of, organisations_by_id

MOST_CANDIDATES = 500
"""Looked at for each beginning and each probe, by name: of letters that common the later ones are not seen."""
MOST_FOUND = 5


class Because(StrEnum):
    """What is the same, the strongest first."""

    EORI = "eori"
    VAT = "vat"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A living operator that may be the one. `likeness` of the names is 0 to 100, None when no name was given."""

    organisation: Organisation
    because: tuple[Because, ...]
    likeness: int | None


async def duplicates(
    store: Store, *, name: str | None, country: str | None, eori: str | None, vats: Collection[str], but: str = ""
) -> list[Duplicate]:
    """At most five, the likeliest first. `eori` and `vats` are normalised; names are compared within the country.

    `but` is the id of the one that is being amended.
    """
    found: dict[str, Organisation] = {}
    reasons: dict[str, set[Because]] = {}

    def note(organisation: Organisation | None, because: Because) -> None:
        if organisation is not None and organisation.id != but:
            found[organisation.id] = organisation
            reasons.setdefault(organisation.id, set()).add(because)

    bearer, with_vat, named_alike = await asyncio.gather(
        bearer_of(store, eori),
        _with_vat(store, frozenset(map(vat_key, vats))),
        _named_alike(store, name, country, but),
    )
    note(bearer, Because.EORI)
    for each in with_vat:
        note(each, Because.VAT)
    for each in named_alike:
        note(each, Because.NAME)
    all_found = [
        Duplicate(each, tuple(because for because in Because if because in reasons[id]), _like(name, each))
        for id, each in found.items()
    ]
    return sorted(all_found, key=_rank)[:MOST_FOUND]


async def duplicates_of_proposal(store: Store, request: Authorisation, organisation: Organisation) -> list[Duplicate]:
    """What an operator may be the same as while a request proposes it; nothing for any other request.

    It holds its EORI number itself, so nobody else has that.
    """
    if not request.proposal or request.status not in OPEN or organisation.kind is not OrganisationKind.OPERATOR:
        return []
    return await duplicates(
        store,
        name=organisation.name,
        country=organisation.country,
        eori=None,
        vats=vat_keys(organisation.identifiers),
        but=organisation.id,
    )


async def _with_vat(store: Store, keys: frozenset[str]) -> list[Organisation]:
    if not keys:
        return []
    spellings = keys | {"GR" + key[2:] for key in keys if key.startswith("EL")}
    query = {"living": True, "shelves": {"$in": sorted(number_shelf(each) for each in spellings)}}
    return [each for each in await store.find(Organisation, query) if vat_keys(each.identifiers) & keys]


async def _named_alike(store: Store, name: str | None, country: str | None, but: str) -> list[Organisation]:
    """Living operators of the country with a name like this. Names alone are read first; few of them are alike."""
    if not name or not country:
        return []
    begin_alike: list[Document] = [
        {
            "shelves": facet_shelf(OrganisationKind.OPERATOR.value, country),
            "sort_key": {"$gte": each, "$lt": _after(each)},
        }
        for each in sorted(beginnings(name))
    ]
    found = await asyncio.gather(
        _sharing_letters(store, sorted(probes(name)), country), *(_names(store, query) for query in begin_alike)
    )
    names = {id: each for some in found for id, each in some.items()}
    alike = [id for id, each in names.items() if id != but and likeness(name, each) >= ALIKE]
    return list((await organisations_by_id(store, alike)).values())


async def _sharing_letters(store: Store, letters: Sequence[str], country: str) -> dict[str, str]:
    """Names by id, of all letters in one read. Where these are too many, each letters have a read of their own."""
    there = {"living": True, "kind": OrganisationKind.OPERATOR.value, "country": country}
    shelves = [gram_shelf(each) for each in letters]
    at_once = await _names(store, {"shelves": {"$in": shelves}, **there})
    if len(at_once) < MOST_CANDIDATES:
        return at_once
    found = await asyncio.gather(*(_names(store, {"shelves": each, **there}) for each in shelves))
    return {id: name for some in found for id, name in some.items()}


async def _names(store: Store, query: Document) -> dict[str, str]:
    rows = store[Organisation.collection].find(query, {"name": 1}).limit(MOST_CANDIDATES)
    return {row["_id"]: row["name"] async for row in rows}


def _after(beginning: str) -> str:
    """What comes after everything that begins so."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _like(name: str | None, organisation: Organisation) -> int | None:
    return likeness(name, organisation.name) if name else None


def _rank(duplicate: Duplicate) -> tuple[int, int, str]:
    strongest = list(Because).index(duplicate.because[0])
    return strongest, -(duplicate.likeness or 0), duplicate.organisation.sort_key
