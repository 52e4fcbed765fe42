"""The validator's list: what he may decide, most urgent first (design section 7)."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.testing import envelope_for
from contracts.events.registry import OrganisationStatus
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import ATTACHMENT, KNOWN, NEW, OFFICE, PROPOSAL
from tests.support.interleaving import Delivery, history
from tests.unit.validation.world import (
    ANNA,
    BELA,
    BERT,
    CORA,
    INAO,
    INES,
    WEDNESDAY,
    granted,
    proposed,
    ref,
    requested,
    withdrawn,
)


def ids(page: dict[str, Any]) -> list[str]:
    return [item["request_id"] for item in page["items"]]


@pytest.mark.rule("E13")
async def test_a_work_item_shows_what_a_decision_needs(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    answer = await desk.get(INES, "/work-items")
    assert answer.status_code == 200
    assert answer.json()["next_cursor"] is None
    (item,) = answer.json()["items"]
    assert item["applicant"] == {"account_id": ANNA, "name": "Anna Martin", "email": "anna@importer.example"}
    assert item["organisation"]["id"] == NEW.id
    assert item["organisation"]["status"] == "NEW"
    assert item["validator"].keys() == {"id", "code", "name", "country"}
    assert item["validator"]["code"] == "FR-INAO"
    assert (item["kind"], item["status"], item["complete"], item["operator_version"]) == ("proposal", "OPEN", True, 1)
    assert item["created_at"] == "2026-03-04T13:00:00.000Z"
    assert item["due_at"] == "2026-03-06T22:59:59.000Z"
    assert (await desk.get(INES, "/work-items/req-a")).json() == item


@pytest.mark.rule("E13", "F9")
async def test_everybody_sees_his_own_scope(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL, *ATTACHMENT])
    assert ids((await desk.get(INES, "/work-items")).json()) == ["req-a"]
    assert ids((await desk.get(BELA, "/work-items")).json()) == ["req-b"]
    assert set(ids((await desk.get(CORA, "/work-items")).json())) == {"req-a", "req-b"}
    assert ids((await desk.get(ANNA, "/work-items")).json()) == []


async def test_out_of_sight_is_not_found(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    for stranger in (BELA, ANNA, "nobody"):
        answer = await desk.get(stranger, "/work-items/req-a")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert (await desk.get(INES, "/work-items/req-unknown")).status_code == 404


async def test_a_proposal_is_listed_when_its_operator_has_come(desk: Desk) -> None:
    await desk.hear([*OFFICE, *history(requested("a", organisation=NEW, proposal=True))])
    assert ids((await desk.get(INES, "/work-items")).json()) == []
    waiting = (await desk.get(INES, "/work-items/req-a")).json()
    assert (waiting["complete"], waiting["operator_version"]) == (False, 0)
    await desk.hear(history(proposed("a", organisation=NEW)))
    assert ids((await desk.get(INES, "/work-items")).json()) == ["req-a"]


async def test_an_applicant_who_is_not_known_yet_has_no_name(desk: Desk) -> None:
    await desk.hear([*OFFICE, *history(requested("x", account="unheard", organisation=ref("new")))])
    applicant = (await desk.get(INES, "/work-items/req-x")).json()["applicant"]
    assert applicant == {"account_id": "unheard", "name": None, "email": None}


async def test_nobody_finds_his_own_request_on_his_desk(desk: Desk) -> None:
    inao = ref(INAO, status=OrganisationStatus.VALID)
    await desk.hear([*OFFICE, *PROPOSAL, *history(granted("anna-too", account=ANNA, organisation=inao))])
    assert ids((await desk.get(ANNA, "/work-items")).json()) == []
    assert (await desk.get(ANNA, "/work-items/req-a")).status_code == 404


async def test_a_right_that_ends_closes_the_desk_at_once(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    event = withdrawn(INES, account=INES, organisation=ref(INAO))
    await desk.hear([(envelope_for(event, sequence=2), event)])
    assert ids((await desk.get(INES, "/work-items")).json()) == []


@pytest.mark.rule("E13")
async def test_settled_cases_are_asked_for_by_status(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    await desk.decide(INES, "req-a", outcome="rejected", reason="not certified")
    assert ids((await desk.get(INES, "/work-items")).json()) == []
    assert ids((await desk.get(INES, "/work-items", status="REJECTED")).json()) == ["req-a"]
    assert ids((await desk.get(INES, "/work-items", status="OPEN")).json()) == []
    assert (await desk.get(INES, "/work-items", status="GONE")).status_code == 422


def on_day(day: int, of: str) -> Delivery:
    """A Belgian attachment asked for some days after the first Wednesday."""
    event = requested(of, account=BERT, organisation=KNOWN)
    return envelope_for(event, time=WEDNESDAY + timedelta(days=day)), event


@pytest.mark.rule("E13")
async def test_pages_follow_urgency_and_miss_nothing(desk: Desk) -> None:
    days = [6, 0, 3, 0, 20, 1, 13, 7, 2]
    await desk.hear([*OFFICE, *(on_day(day, f"{number}") for number, day in enumerate(days))])
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        params = {"limit": 2} if cursor is None else {"limit": 2, "cursor": cursor}
        page = (await desk.get(BELA, "/work-items", **params)).json()
        assert len(page["items"]) <= 2
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len({item["request_id"] for item in found}) == len(found) == len(days)
    assert [item["due_at"] for item in found] == sorted(item["due_at"] for item in found)


async def test_only_what_is_due_before(desk: Desk) -> None:
    await desk.hear([*OFFICE, on_day(0, "early"), on_day(14, "late")])
    page = (await desk.get(BELA, "/work-items", due_before="2026-03-10T00:00:00Z")).json()
    assert ids(page) == ["req-early"]
    answer = await desk.get(BELA, "/work-items", due_before="2026-03-06T22:59:59Z")
    assert ids(answer.json()) == []


async def test_a_cursor_of_somebody_else_is_refused(desk: Desk) -> None:
    assert (await desk.get(INES, "/work-items", cursor="%%%")).status_code == 422


async def test_without_a_token_nothing_is_shown(desk: Desk) -> None:
    async with desk.client(INES) as client:
        client.headers.pop("Authorization")
        for path in ("/work-items", "/work-items/req-a", "/routes?kind=operator&country=FR"):
            assert (await client.get(path)).status_code == 401
