"""Operators that somebody about to propose one may rather want to join (rule D1, domain section 8)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from chassis.mongo import Store
from contracts.events.registry import OrganisationKind
from services.registry.domain.identifiers import vat_keys
from services.registry.domain.likeness import ALIKE, likeness, probes
from services.registry.domain.organisation import Organisation
from services.registry.domain.shelves import gram_shelf, number_shelf
from services.registry.domain.vat import vat_key
from services.registry.queries.organisations import bearer_of

MOST_CANDIDATES = 300
"""Looked at a probe: names that common are told apart by their other letters."""
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
        for each in await _candidates(store, name, country):
            if likeness(name, each.name) >= ALIKE:
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


async def _candidates(store: Store, name: str, country: str) -> list[Organisation]:
    found: dict[str, Organisation] = {}
    for probe in sorted(probes(name)):
        query = {
            "shelves": gram_shelf(probe),
            "living": True,
            "kind": OrganisationKind.OPERATOR.value,
            "country": country,
        }
        found |= {each.id: each for each in await store.find(Organisation, query, limit=MOST_CANDIDATES)}
    return list(found.values())


def _like(name: str | None, organisation: Organisation) -> int | None:
    return likeness(name, organisation.name) if name else None


def _rank(duplicate: Duplicate) -> tuple[int, int, str]:
    strongest = list(Because).index(duplicate.because[0])
    return strongest, -(duplicate.likeness or 0), duplicate.organisation.sort_key
