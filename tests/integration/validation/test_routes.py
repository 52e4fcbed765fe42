"""GET /routes: who would decide, and until when, shown before sending."""

from datetime import UTC, datetime

import pytest

from contracts.reference import organisation_id
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import KNOWN, OFFICE
from tests.unit.validation.world import ANNA, INAO


@pytest.fixture(autouse=True)
def wednesday_noon(desk: Desk) -> None:
    """The clock stands still."""
    desk.runtime.clock = lambda: datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.rule("E1", "F2")
async def test_a_new_operators_route_follows_from_its_country(desk: Desk) -> None:
    answer = await desk.get(ANNA, "/routes", kind="operator", country="FR")
    assert answer.status_code == 200
    assert answer.json() == {
        "validator": {
            "id": organisation_id("FR-INAO"),
            "code": "FR-INAO",
            "name": "Institut national de l'origine et de la qualité",
            "country": "FR",
        },
        "due_at_if_sent_now": "2026-03-06T22:59:59.000Z",
    }


async def test_of_a_known_organisation_the_id_is_enough(desk: Desk) -> None:
    await desk.hear(OFFICE)
    answer = await desk.get(ANNA, "/routes", organisation_id=KNOWN.id)
    assert answer.json()["validator"]["code"] == "BE-CA"
    assert (await desk.get(ANNA, "/routes", organisation_id=INAO)).json()["validator"]["code"] == "EU-COM"


async def test_what_is_known_counts_more_than_what_is_said(desk: Desk) -> None:
    await desk.hear(OFFICE)
    answer = await desk.get(ANNA, "/routes", kind="operator", country="FR", organisation_id=KNOWN.id)
    assert answer.json()["validator"]["code"] == "BE-CA"


@pytest.mark.parametrize("asked", [{}, {"kind": "operator"}, {"country": "FR"}, {"organisation_id": "unheard-of"}])
async def test_without_kind_and_country_there_is_no_route(desk: Desk, asked: dict[str, str]) -> None:
    answer = await desk.get(ANNA, "/routes", **asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "route-unclear")


@pytest.mark.parametrize("asked", [{"kind": "ministry", "country": "FR"}, {"kind": "operator", "country": "France"}])
async def test_unknown_codes_are_refused(desk: Desk, asked: dict[str, str]) -> None:
    assert (await desk.get(ANNA, "/routes", **asked)).status_code == 422
