"""Questions and answers about a request, and reminding of it, over HTTP."""

import pytest

from contracts.events.validation import CaseStatus, RequestOverdue, RequestReassigned, RequestReopened
from contracts.reference import organisation_id
from tests.integration.registry.harness import INAO, Registry
from tests.integration.registry.people import ALPRO, settled

BELGIUM = INAO.model_copy(update={"id": organisation_id("BE-CA"), "code": "BE-CA", "name": "Belgium"})


@pytest.mark.rule("2.authorisation", "C3", "F5")
async def test_a_question_is_answered_and_the_answer_is_read_by_whoever_may_decide(registry: Registry) -> None:
    world = await settled(registry)
    right = await world.ask_to_join("anna")
    path = f"/requests/{world.requests['anna']}"
    await registry.ask(right, "Since when does he work for you?")
    asked = await world.done("anna", "GET", path)
    assert (asked["status"], asked["next_step"]["code"]) == ("INFO_REQUIRED", "give-information")
    assert asked["question"] == "Since when does he work for you?"
    answered = await world.done("anna", "POST", f"{path}/information", {"message": " Since May.\r\n"})
    assert answered == {"request_id": world.requests["anna"], "authorisation_id": right, "status": "REQUESTED"}
    again = await world.send("anna", "POST", f"{path}/information", {"message": "Since June."})
    assert (again.status_code, again.json()["code"]) == (409, "nothing-asked")
    await registry.tell(RequestReopened, await registry.case(right, CaseStatus.OPEN))
    for reader, text in (("anna", True), ("valerie", True), ("carl", True), ("hans", True), ("adam", False)):
        seen = await world.done(reader, "GET", path)
        told = [(entry["what"], entry["text"]) for entry in seen["timeline"]][2:]
        assert told == [
            ("information-requested", "Since when does he work for you?" if text else None),
            ("information-provided", "Since May." if text else None),
            ("reopened", None),
        ]
        assert (seen["message"] is None) is not text
    assert (await registry.published())[-1] == "InformationProvided"


async def test_the_answer_rests_on_the_version_of_the_organisation(registry: Registry) -> None:
    world = await settled(registry)
    right = await world.ask_to_join("anna")
    await registry.ask(right, "Who are you?")
    await world.done("anna", "POST", f"/requests/{world.requests['anna']}/information", {"message": "Anna."})
    query = {"rows.type": {"$regex": "InformationProvided"}}
    (row,) = [row async for d in registry.runtime.store["outbox"].find(query) for row in d["rows"]]
    known = await registry.runtime.store["organisations"].find_one({"_id": ALPRO})
    assert known is not None
    assert row["data"]["operator_version"] == known["sequence"]
    assert "Anna." not in str(row)


@pytest.mark.rule("3.reminder", "F4")
async def test_who_waits_may_remind_once_in_four_hours(registry: Registry) -> None:
    world = await settled(registry)
    right = await world.ask_to_join("anna")
    path = f"/requests/{world.requests['anna']}"
    await registry.tell(RequestOverdue, await registry.case(right, CaseStatus.OPEN))
    late = await world.done("anna", "GET", path)
    assert (late["next_step"]["code"], late["timeline"][-1]["what"]) == ("may-nudge", "overdue")
    assert (await world.done("anna", "POST", f"{path}/nudges"))["status"] == "REQUESTED"
    again = await world.send("anna", "POST", f"{path}/nudges")
    assert (again.status_code, again.json()["code"]) == (429, "nudged-lately")
    assert 14_000 < int(again.headers["Retry-After"]) <= 14_400
    assert (await registry.published()).count("DecisionNudged") == 1


@pytest.mark.rule("E10", "F9")
async def test_who_is_in_sight_of_a_request_changes_with_its_authority(registry: Registry) -> None:
    world = await settled(registry)
    right = await world.ask_to_join("anna")
    path = f"/requests/{world.requests['anna']}"
    case = await registry.case(right, CaseStatus.OPEN, validator=BELGIUM)
    await registry.tell(RequestReassigned, case, previous=INAO, reason="It is in Belgium.")
    seen = await world.done("bela", "GET", path)
    assert (seen["validator"]["code"], seen["timeline"][-1]["text"]) == ("BE-CA", "It is in Belgium.")
    assert (await world.send("valerie", "GET", path)).status_code == 404
    listed = (await world.done("bela", "GET", "/requests?scope=all&q=BE-ORG-OP-5"))["items"]
    assert [item["request_id"] for item in listed] == [world.requests["anna"]]
