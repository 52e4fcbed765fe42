"""A question, its answer, handing over and the trail, on the real store."""

from datetime import timedelta

import pytest

from chassis.testing import envelope_for
from chassis.unit_of_work.transaction import ANSWERS
from contracts.events.registry import AuthorisationSuspended, OrganisationStatus
from contracts.reference import organisation_id
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import NEW, OFFICE, PROPOSAL
from tests.support.interleaving import history
from tests.unit.validation.news import amended, answered, ruled
from tests.unit.validation.world import ANNA, BELA, CORA, INAO, INES, WEDNESDAY, granted, ref

ASK = {"outcome": "information_required", "reason": "Which certificate?"}


@pytest.mark.rule("2.authorisation", "3.decision")
async def test_a_question_its_answer_and_a_decision_on_what_was_seen(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    asked = await desk.decide(INES, "req-a", **ASK)
    assert (asked.status_code, asked.json()["status"], asked.json()["reason"]) == (
        200,
        "INFO_REQUIRED",
        "Which certificate?",
    )
    early = await desk.decide(INES, "req-a", outcome="validated")
    assert (early.status_code, early.json()["code"]) == (409, "information-pending")
    answer = answered(version=2, organisation=NEW, proposal=True)
    await desk.hear([(envelope_for(answer, sequence=2, time=WEDNESDAY + timedelta(days=7)), answer)])
    item = (await desk.get(INES, "/work-items/req-a")).json()
    assert (item["status"], item["reason"], item["due_at"]) == ("OPEN", None, "2026-03-13T22:59:59.000Z")
    assert (item["complete"], item["operator_version"]) == (False, 1)
    unseen = await desk.decide(INES, "req-a", outcome="validated")
    assert (unseen.status_code, unseen.json()["code"]) == (409, "operator-version-pending")
    await desk.hear(history(amended(NEW), since=1))
    item = (await desk.get(INES, "/work-items/req-a")).json()
    assert (item["complete"], item["operator_version"]) == (True, 2)
    assert (await desk.decide(INES, "req-a", outcome="validated")).status_code == 200
    assert [event for event, _ in await desk.published()] == [
        "RequestRouted",
        "InformationRequested",
        "RequestReopened",
        "RequestValidated",
    ]


@pytest.mark.rule("F10")
async def test_only_what_was_read_is_decided_on(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    read = (await desk.get(INES, "/work-items/req-a")).headers["etag"]
    asked = await desk.post(CORA, "/work-items/req-a/decision", ASK, version=read)
    assert (read, asked.headers["etag"]) == ('"1"', '"2"')
    body = {"outcome": "rejected", "reason": "not certified"}
    late = await desk.post(INES, "/work-items/req-a/decision", body, version=read)
    assert (late.status_code, late.json()["code"]) == (412, "version-mismatch")
    again = (await desk.get(INES, "/work-items/req-a")).headers["etag"]
    assert (await desk.post(INES, "/work-items/req-a/decision", body, version=again)).status_code == 200


async def test_a_case_goes_to_the_right_authority_and_leaves_the_desk(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    body = {"authority": "BE-CA", "reason": "established in Belgium"}
    answer = await desk.post(INES, "/work-items/req-a/reassignment", body)
    assert (answer.status_code, answer.json()["validator"]["code"]) == (200, "BE-CA")
    assert answer.json()["due_at"] > "2026-03-06T22:59:59.000Z"
    assert (await desk.get(INES, "/work-items/req-a")).status_code == 404
    assert (await desk.get(BELA, "/work-items/req-a")).json() == answer.json()
    assert (await desk.decide(BELA, "req-a", outcome="validated")).status_code == 200


async def test_a_validator_of_a_control_body_sees_what_the_operator_does(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    item = (await desk.get(INES, "/work-items/req-a")).json()
    assert (item["activities"], item["certificate"], item["delegated"]) == ([], None, False)


async def test_the_trail_says_who_did_what(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    await desk.decide(INES, "req-a", **ASK)
    await desk.decide(CORA, "req-a", outcome="rejected", reason="no answer")
    trail = (await desk.get(INES, "/audit/requests/req-a")).json()
    assert trail["next_cursor"] is None
    assert [(entry["sequence"], entry["what"], entry["who"]) for entry in trail["items"]] == [
        (1, "RequestRouted", ANNA),
        (2, "InformationRequested", INES),
        (3, "RequestRejected", CORA),
    ]


async def test_the_trail_is_out_of_sight_for_others(desk: Desk) -> None:
    helpdesk = ref(organisation_id("EU-HELPDESK"), status=OrganisationStatus.VALID)
    await desk.hear([*OFFICE, *PROPOSAL, *history(granted("hera", account="hera", organisation=helpdesk))])
    for stranger in (ANNA, BELA, "nobody"):
        assert (await desk.get(stranger, "/audit/requests/req-a")).status_code == 404
    assert (await desk.get("hera", "/audit/requests/req-a")).status_code == 200
    assert (await desk.get(INES, "/audit/requests/req-unknown")).status_code == 404


async def test_a_kept_answer_does_not_keep_who_asks(desk: Desk) -> None:
    """Design section 4: personal data stays where it belongs; a kept answer lives for 24 hours."""
    await desk.hear([*OFFICE, *PROPOSAL])
    first = await desk.decide(INES, "req-a", key="asked", **ASK)
    again = await desk.decide(INES, "req-a", key="asked", **ASK)
    assert first.json() == again.json()
    assert again.json()["applicant"]["email"] == "anna@importer.example"
    assert again.headers["Idempotency-Replayed"] == "true"
    kept = [row async for row in desk.runtime.store[ANSWERS].find({})]
    assert len(kept) == 1
    assert kept[0]["body"]["applicant"] == {"account_id": ANNA, "name": None, "email": None}
    assert "anna@importer.example" not in str(kept)


async def test_a_kept_answer_does_not_name_who_asks_to_a_validator_of_the_past(desk: Desk) -> None:
    """A repetition passes no guard; that he decided this he may hear again, also when it is settled meanwhile."""
    await desk.hear([*OFFICE, *PROPOSAL])
    first = await desk.decide(INES, "req-a", key="asked", **ASK)
    await desk.decide(CORA, "req-a", outcome="rejected", reason="no answer")
    assert (await desk.decide(INES, "req-a", key="asked", **ASK)).json() == first.json()
    event = ruled(AuthorisationSuspended, INES, account=INES, organisation=ref(INAO))
    await desk.hear([(envelope_for(event, sequence=2), event)])
    again = await desk.decide(INES, "req-a", key="asked", **ASK)
    assert (again.status_code, again.json()["status"]) == (200, "INFO_REQUIRED")
    assert again.json()["applicant"] == {"account_id": ANNA, "name": None, "email": None}


async def test_a_handover_sent_again_does_not_name_who_asks(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    path, body = "/work-items/req-a/reassignment", {"authority": "BE-CA", "reason": "established in Belgium"}
    first, again = [await desk.post(INES, path, body, key="handed over") for _ in range(2)]
    assert first.json()["applicant"]["email"] == "anna@importer.example"
    assert (again.status_code, again.json()["validator"]) == (200, first.json()["validator"])
    assert again.json()["applicant"] == {"account_id": ANNA, "name": None, "email": None}


async def test_a_suspended_validator_is_out_at_once(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    event = ruled(AuthorisationSuspended, INES, account=INES, organisation=ref(INAO))
    await desk.hear([(envelope_for(event, sequence=2), event)])
    assert (await desk.decide(INES, "req-a", outcome="validated")).status_code == 403
    assert (await desk.get(INES, "/work-items")).json()["items"] == []
