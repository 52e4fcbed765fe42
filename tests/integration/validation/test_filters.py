"""The work list by what cases are, and how many there are of each (rule E13)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.validation.desk import Desk
from tests.integration.validation.story import ATTACHMENT, OFFICE, PROPOSAL
from tests.integration.validation.test_work_items import ids
from tests.unit.validation.world import ANNA, CORA, INES


@pytest.mark.rule("E13")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "proposal"}, {"req-a"}),
        ({"kind": "attachment"}, {"req-b"}),
        ({"country": "FR"}, {"req-a"}),
        ({"country": "BE"}, {"req-b"}),
        ({"country": "BE", "kind": "proposal"}, set()),
        ({"organisation_kind": "operator"}, {"req-a", "req-b"}),
        ({"organisation_kind": "authority"}, set()),
    ],
)
async def test_only_what_is_asked_for(desk: Desk, asked: dict[str, Any], found: set[str]) -> None:
    await desk.hear([*OFFICE, *PROPOSAL, *ATTACHMENT])
    assert set(ids((await desk.get(CORA, "/work-items", **asked)).json())) == found


async def test_what_is_no_country_is_refused(desk: Desk) -> None:
    assert (await desk.get(CORA, "/work-items", country="France")).status_code == 422


@pytest.mark.rule("E13")
async def test_what_waits_is_counted_by_what_it_is(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL, *ATTACHMENT])
    desk.runtime.clock = lambda: datetime(2027, 1, 1, tzinfo=UTC)
    assert (await desk.get(CORA, "/work-items/counts")).json() == {
        "total": 2,
        "open": 2,
        "information_required": 0,
        "overdue": 2,
        "kinds": {"proposal": 1, "attachment": 1},
        "countries": {"FR": 1, "BE": 1},
        "organisation_kinds": {"operator": 2},
        "more": False,
    }
    await desk.decide(INES, "req-a", outcome="information_required", reason="which certificate?")
    counted = (await desk.get(CORA, "/work-items/counts")).json()
    assert (counted["total"], counted["open"], counted["information_required"], counted["overdue"]) == (2, 1, 1, 1)


async def test_who_decides_nothing_counts_nothing(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    counted = (await desk.get(ANNA, "/work-items/counts")).json()
    assert (counted["total"], counted["countries"]) == (0, {})


async def test_authorities_to_hand_a_request_to_are_those_that_decide(desk: Desk) -> None:
    found = (await desk.get(INES, "/routes/authorities")).json()["items"]
    codes = [each["code"] for each in found]
    assert {"FR-INAO", "BE-CA", "EU-COM"} <= set(codes)
    assert "EU-HELPDESK" not in codes
    assert found == sorted(found, key=lambda each: (each["country"], each["name"]))
    assert found[0].keys() == {"id", "code", "name", "country"}
