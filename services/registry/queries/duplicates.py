"""Operators that somebody about to propose one may rather want to join (rule D1, domain section 8)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from chassis.mongo import Store
from contracts.events.registry import OrganisationKind
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

    note(await bearer_of(store, eori), Because.EORI)
    for each in await _with_vat(store, frozenset(map(vat_key, vats))):
        note(each, Because.VAT)
    if name and country:
        for each in await _named_alike(store, name, country):
            note(each, Because.NAME)
    all_found = [
        Duplicate(each, tuple(because for because in Because if because in reasons[id]), _like(name, each))
        for id, each in found.items()
    ]
    return sorted(all_found, key=_rank)[:MOST_FOUND]


async def _with_vat(store: Store, keys: frozenset[str]) -> list[Organisation]:
    if not keys:
        return []
    spellings = keys | {"GR" + key[2:] for key in keys if key.startswith("EL")}
    query = {"living": True, "shelves": {"$in": sorted(number_shelf(each) for each in spellings)}}
    return [each for each in await store.find(Organisation, query) if vat_keys(each.identifiers) & keys]


async def _named_alike(store: Store, name: str, country: str) -> list[Organisation]:
    """Living operators of the country with a name like this. Names alone are read first; few of them are alike."""
    everywhere = {"living": True, "kind": OrganisationKind.OPERATOR.value, "country": country}
    begin_alike = [
        {
            "shelves": facet_shelf(OrganisationKind.OPERATOR.value, country),
            "sort_key": {"$gte": each, "$lt": _after(each)},
        }
        for each in sorted(beginnings(name))
    ]
    share_letters = [{**everywhere, "shelves": gram_shelf(probe)} for probe in sorted(probes(name))]
    names: dict[str, str] = {}
    for query in (*begin_alike, *share_letters):
        async for row in store[Organisation.collection].find(query, {"name": 1}).limit(MOST_CANDIDATES):
            names[row["_id"]] = row["name"]
    alike = [id for id, each in names.items() if likeness(name, each) >= ALIKE]
    return list((await organisations_by_id(store, alike)).values())


def _after(beginning: str) -> str:
    """What comes after everything that begins so."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _like(name: str | None, organisation: Organisation) -> int | None:
    return likeness(name, organisation.name) if name else None


def _rank(duplicate: Duplicate) -> tuple[int, int, str]:
    strongest = list(Because).index(duplicate.because[0])
    return strongest, -(duplicate.likeness or 0), duplicate.organisation.sort_key
