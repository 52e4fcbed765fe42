"""Proposing an operator: two requests in one go, and the EORI number is unique among the living."""

import asyncio

import pytest

from contracts.reference import organisation_id
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import CONTACT, proposal


@pytest.mark.rule("D9")
async def test_a_proposal_is_one_request_for_operator_and_user(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        answer = await anna.post("/operators", json=proposal())
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert body["traces_number"] == "BE-ORG-OP-8"
    assert [warning["code"] for warning in body["warnings"]] == ["phone-unusual", "phone-unusual"]
    assert await registry.published() == ["OperatorProposed", "AuthorisationRequested"]
    (document,) = [d async for d in registry.runtime.store["outbox"].find({"rows.subject": body["operator_id"]})]
    assert {row["data"]["request_id"] for row in document["rows"]} == {body["request_id"]}
    assert {row["actor"] for row in document["rows"]} == {"anna"}


async def test_the_same_key_gives_the_same_answer_and_one_operator(registry: Registry) -> None:
    async with registry.as_("anna", **{"Idempotency-Key": "one"}) as anna:
        first = await anna.post("/operators", json=proposal())
        again = await anna.post("/operators", json=proposal())
        other = await anna.post("/operators", json=proposal(name="Other"))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.status_code == 422
    assert len(await registry.published()) == 2


@pytest.mark.rule("D3", "4.EORI")
async def test_a_taken_eori_names_the_operator_to_join(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        first = (await anna.post("/operators", json=proposal(eori="FI1234567-8"))).json()
        refused = await bert.post("/operators", json=proposal(eori="fi12345678", name="The same"))
        assert refused.status_code == 409
        problem = refused.json()
        assert problem["code"] == "eori-taken"
        assert problem["organisation"]["id"] == first["operator_id"]
        assert problem["organisation"]["traces_number"] == first["traces_number"]
        joined = await bert.post(f"/organisations/{first['operator_id']}/authorisations", json=CONTACT)
    assert joined.status_code == 201


async def test_of_two_at_the_same_moment_one_wins_and_the_other_hears_of_it(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        for n in range(5):
            sent = proposal(eori=f"BE000000000{n}")
            answers = await asyncio.gather(anna.post("/operators", json=sent), bert.post("/operators", json=sent))
            won, lost = sorted(answers, key=lambda answer: answer.status_code)
            assert (won.status_code, lost.status_code) == (201, 409), lost.text
            assert lost.json()["organisation"]["id"] == won.json()["operator_id"]
    assert await registry.published() == ["OperatorProposed", "AuthorisationRequested"] * 5


@pytest.mark.rule("4.TRACES")
async def test_traces_numbers_are_never_given_twice(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = [proposal(eori=f"BE00000000{n:02}", name=f"Number {n}") for n in range(12)]
        answers = await asyncio.gather(*(anna.post("/operators", json=each) for each in sent))
        numbers = [answer.json()["traces_number"] for answer in answers]
        assert len(set(numbers)) == 12
        assert all(int(number.rpartition("-")[2]) >= 8 for number in numbers)
        french = proposal(
            eori="FR123456789", addresses=[{**proposal()["addresses"][0], "country": "FR", "city": "Paris"}]
        )
        assert (await anna.post("/operators", json=french)).json()["traces_number"] == "FR-ORG-OP-1"


@pytest.mark.rule("2.operator")
async def test_a_withdrawn_proposal_frees_the_eori_but_not_the_number(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        first = (await anna.post("/operators", json=proposal())).json()
        joined = (await bert.post(f"/organisations/{first['operator_id']}/authorisations", json={})).json()
        withdrawn = await anna.post(f"/requests/{first['request_id']}/withdrawal", json={})
        assert (withdrawn.status_code, withdrawn.json()["status"]) == (200, "WITHDRAWN")
        assert (await anna.get(f"/organisations/{first['operator_id']}")).status_code == 200
        async with registry.as_("carla") as carla:
            assert (await carla.get(f"/organisations/{first['operator_id']}")).status_code == 404
        berts = (await bert.get(f"/requests/{joined['request_id']}")).json()
        assert (berts["status"], berts["reason_code"]) == ("REJECTED", "operator-withdrawn")
        second = (await bert.post("/operators", json=proposal())).json()
    assert second["traces_number"] != first["traces_number"]
    assert (await registry.published())[3:6] == ["AuthorisationWithdrawn", "OperatorDeleted", "AuthorisationRejected"]


async def test_what_is_wrong_is_said_with_pointers_and_draws_no_number(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = proposal(eori="GB123456789000", activities=[{"type": "organic-importer", "control_body": "XX-BIO-1"}])
        answer = await anna.post("/operators", json=sent)
        assert answer.status_code == 422
        assert {(each["pointer"], each["code"]) for each in answer.json()["errors"]} == {
            ("/identifiers/0/value", "eori-gb"),
            ("/activities/0/control_body", "control-body-unknown"),
        }
        assert (await anna.post("/operators", json=proposal(name="x" * 201))).status_code == 422
        assert (await anna.post("/operators", json=proposal())).json()["traces_number"] == "BE-ORG-OP-8"


async def test_joining_conflicts_with_a_withdrawal_at_the_same_moment(registry: Registry) -> None:
    """Whoever commits first: no open request is left on a deleted operator."""
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        for n in range(5):
            mine = (await anna.post("/operators", json=proposal(eori=f"BE000000000{n}"))).json()
            _, joined = await asyncio.gather(
                anna.post(f"/requests/{mine['request_id']}/withdrawal", json={}),
                bert.post(f"/organisations/{mine['operator_id']}/authorisations", json={}),
            )
            assert joined.status_code in (201, 409)
            store = registry.runtime.store
            operator = await store.get(Organisation, mine["operator_id"])
            assert operator is not None
            assert operator.status == "DELETED"
            rights = await store.find(Authorisation, {"organisation_id": mine["operator_id"]})
            assert {right.status for right in rights} <= {"WITHDRAWN", "REJECTED"}


async def test_reference_data_are_taken_in_once(registry: Registry) -> None:
    events = await registry.runtime.store["outbox"].count_documents({})
    await registry.runtime.prepare()
    assert await registry.runtime.store["outbox"].count_documents({}) == events
    alpro = await registry.runtime.store.get(Organisation, organisation_id("BE-ORG-OP-5"))
    assert alpro is not None
    assert (alpro.status, alpro.sequence) == ("VALID", 1)
