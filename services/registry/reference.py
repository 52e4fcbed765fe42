"""Reference data: the files of `data/`, as commands and as tables. Each row has its source beside it."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from contracts.events.registry import Activity, ActivityType, Address, OrganisationKind
from contracts.reference import organisation_id
from services.registry.domain.commands import RegisterOrganisation
from services.registry.domain.patterns import PATTERNS

DATA = Path(__file__).parent / "data"
Row = Mapping[str, str]


class Establishment(StrEnum):
    """Whether importers and first consignees can be established there (domain section 4)."""

    UNION = "union"
    ASSOCIATED = "associated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ActivityName:
    """An activity type with its section and its name by language."""

    type: ActivityType
    section: str
    names: Mapping[str, str]


def rows(name: str) -> list[Row]:
    """The rows of one file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def countries() -> Mapping[str, Establishment]:
    """All countries by their ISO 3166-1 code."""
    return {row["code"]: Establishment(row["establishment"]) for row in rows("countries")}


@cache
def operator_countries() -> Mapping[str, bool]:
    """All countries, with whether an operator can be established there."""
    return {code: where is not Establishment.NONE for code, where in countries().items()}


@cache
def activity_types() -> tuple[ActivityName, ...]:
    """What operators do."""
    return tuple(
        ActivityName(ActivityType(row["code"]), row["section"], {"en": row["name_en"], "fr": row["name_fr"]})
        for row in rows("activity_types")
    )


@cache
def next_steps() -> Mapping[str, Mapping[str, str]]:
    """What an applicant can do next, by code and language."""
    return {row["code"]: row for row in rows("next_steps")}


@cache
def organisations() -> tuple[RegisterOrganisation, ...]:
    """All organisations that come with the system."""
    return (
        *(_by_code(OrganisationKind.AUTHORITY, row) for row in rows("authorities")),
        *(_by_code(OrganisationKind.CONTROL_BODY, row) for row in rows("control_bodies")),
        *(_operator(row) for row in rows("operators")),
    )


def read_all() -> None:
    """Read whatever requests ask for, so that none of them waits for a file."""
    for read in (countries, operator_countries, activity_types, next_steps):
        read()


def digest(command: RegisterOrganisation) -> str:
    """Changes when anything in the row does."""
    return hashlib.sha256(repr(command).encode()).hexdigest()[:16]


def last_traces_numbers() -> Mapping[str, int]:
    """The highest TRACES number that is taken, by country."""
    last: dict[str, int] = {}
    for row in rows("operators"):
        match = PATTERNS["TRACES_NO"].fullmatch(row["traces_number"])
        if match is None:
            raise ValueError(f"{row['traces_number']} is no TRACES number")
        country = match["country"]
        last[country] = max(last.get(country, 0), int(match["seq"]))
    return last


def _by_code(kind: OrganisationKind, row: Row) -> RegisterOrganisation:
    return RegisterOrganisation(
        organisation_id=organisation_id(row["code"]),
        kind=kind,
        country=row["country"],
        name=row["name"],
        code=row["code"],
    )


def _operator(row: Row) -> RegisterOrganisation:
    address = Address(
        street=row["street"], postcode=row["postcode"], city=row["city"], country=row["country"], main=True
    )
    return RegisterOrganisation(
        organisation_id=organisation_id(row["traces_number"]),
        kind=OrganisationKind.OPERATOR,
        country=row["country"],
        name=row["name"],
        traces_number=row["traces_number"],
        addresses=(address,),
        activities=(Activity(type=ActivityType(row["activity"]), control_body=row["control_body"]),),
    )
