"""The files that come with registry are consistent, and agree with the rest of the system."""

import csv
from pathlib import Path

import pytest
from babel import Locale

from contracts.events.registry import ActivityType, AuthorisationStatus, OrganisationKind
from contracts.reference import organisation_id
from services.registry.domain.control_body_code import code_key
from services.registry.domain.next_step import ELSEWHERE, NEXT_STEPS
from services.registry.domain.patterns import PATTERNS
from services.registry.reference import (
    DATA,
    Establishment,
    activity_types,
    countries,
    digest,
    last_traces_numbers,
    next_steps,
    organisations,
    rows,
)

BY_CODE = {command.code or command.traces_number: command for command in organisations()}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_has_its_source(path: Path) -> None:
    assert all(row["source"].strip() for row in rows(path.stem))
    assert all(value is not None and None not in row for row in rows(path.stem) for value in row.values())


def test_countries_are_iso_3166_with_names_in_both_languages() -> None:
    assert len(countries()) == 249
    assert [*countries().values()].count(Establishment.UNION) == 27
    assert [*countries().values()].count(Establishment.ASSOCIATED) == 8
    for language in ("en", "fr"):
        assert set(countries()) <= set(Locale(language).territories)


def test_the_guides_four_operators_are_there() -> None:
    for number, name in [(4, "Colzagro"), (5, "ALPRO"), (6, "Coffeeteam"), (7, "Beanworks")]:
        command = BY_CODE[f"BE-ORG-OP-{number}"]
        assert command.name.startswith(name)
        assert command.organisation_id == organisation_id(f"BE-ORG-OP-{number}")
        assert command.activities[0].type is ActivityType.IMPORTER
    assert last_traces_numbers() == {"BE": 7}


def test_control_bodies_have_codes_and_are_told_apart_without_accents() -> None:
    bodies = [each for each in organisations() if each.kind is OrganisationKind.CONTROL_BODY]
    keys = [code_key(each.code or "") for each in bodies]
    assert all(PATTERNS["CB"].fullmatch(key) for key in keys)
    assert all(each.code and each.code.startswith(each.country) for each in bodies)
    assert len(set(keys)) == len(keys)
    assert {"FR", "BE", "DE", "IT", "ES", "NL"} <= {each.country for each in bodies}


def test_activities_name_control_bodies_that_exist() -> None:
    for command in organisations():
        assert all(BY_CODE[activity.control_body] for activity in command.activities)


def test_every_organisation_is_there_once_and_in_a_country() -> None:
    assert len(BY_CODE) == len(organisations())
    assert all(command.country in countries() for command in organisations())


def test_validation_knows_the_same_authorities() -> None:
    path = DATA.parents[1] / "validation" / "data" / "authorities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        theirs = {(row["code"], row["name"], row["country"]) for row in csv.DictReader(file)}
    ours = {(each.code, each.name, each.country) for each in organisations() if each.kind is OrganisationKind.AUTHORITY}
    assert ours == theirs
    assert {"FR-INAO", "BE-CA", "EU-COM", "EU-HELPDESK"} <= {code for code, _, _ in ours}


def test_activity_types_have_names_and_a_section() -> None:
    assert {each.type for each in activity_types()} == set(ActivityType)
    assert all(each.section == "organic" and set(each.names) == {"en", "fr"} for each in activity_types())


def test_every_status_has_a_next_step_in_both_languages() -> None:
    assert set(NEXT_STEPS) == set(AuthorisationStatus)
    assert {*NEXT_STEPS.values(), *ELSEWHERE} == set(next_steps())
    assert all(step["en"] and step["fr"] for step in next_steps().values())


def test_a_digest_changes_with_the_row() -> None:
    assert len({digest(command) for command in organisations()}) == len(organisations())
    assert digest(organisations()[0]) == digest(organisations()[0])
