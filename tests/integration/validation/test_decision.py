"""POST a decision, on the real store: rights, states, races, idempotency (design sections 6 and 7)."""

import asyncio
from typing import Any

import pytest

from chassis.testing import envelope_for
from contracts.events.registry import OrganisationStatus
from services.validation.domain.first_user import FirstUser
from services.validation.domain.request import Request
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import ATTACHMENT, KNOWN, NEW, OFFICE, PROPOSAL
from tests.support.interleaving import history
from tests.unit.validation.world import (
    ANNA,
    BELA,
    BERT,
    CORA,
    INAO,
    INES,
    granted,
    operator_validated,
    ref,
    rejected,
    requested,
    withdrawn,
)


@pytest.mark.rule("D9", "E14", "E15")
async def test_one_decision_settles_operator_and_user(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    certificate = {
        "certificate": "FR-BIO-001.250-0000052.2026.001",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    }
    answer = await desk.decide(INES, "req-a", outcome="validated", **certificate)
    assert answer.status_code == 200
    assert answer.json()["status"] == "VALIDATED"
    assert answer.json() == (await desk.get(INES, "/work-items/req-a")).json()
    assert await desk.published() == [("RequestRouted", "req-a"), ("RequestValidated", "req-a")]
    kept = await desk.runtime.store.get(Request, "req-a")
    assert kept is not None
    assert (kept.administrator, str(kept.valid_from), str(kept.valid_to)) == (True, "2026-01-01", "2026-12-31")


async def test_a_rejection_with_its_reason(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    answer = await desk.decide(INES, "req-a", outcome="rejected", reason="not certified")
    assert (answer.status_code, answer.json()["status"], answer.json()["reason"]) == (200, "REJECTED", "not certified")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"outcome": "rejected"}, "reason-missing"),
        ({"outcome": "rejected", "reason": " "}, "reason-missing"),
        ({"outcome": "rejected", "reason": "x" * 2001}, "invalid"),
        ({"outcome": "perhaps"}, "invalid"),
        ({"outcome": "validated", "unheard": 1}, "invalid"),
        ({"outcome": "validated", "certificate": "nonsense"}, "invalid"),
        ({"outcome": "validated", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "dates-reversed"),
    ],
)
async def test_what_breaks_a_rule_is_422(desk: Desk, body: dict[str, Any], code: str) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    answer = await desk.decide(INES, "req-a", **body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_another_authoritys_case_is_403(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    answer = await desk.decide(BELA, "req-a", outcome="validated")
    assert (answer.status_code, answer.json()["code"]) == (403, "not-your-case")


@pytest.mark.rule("E7")
async def test_ones_own_request_is_403(desk: Desk) -> None:
    inao = ref(INAO, status=OrganisationStatus.VALID)
    await desk.hear([*OFFICE, *PROPOSAL, *history(granted("anna-too", account=ANNA, organisation=inao))])
    answer = await desk.decide(ANNA, "req-a", outcome="validated")
    assert (answer.status_code, answer.json()["code"]) == (403, "self-validation")


@pytest.mark.rule("E10")
async def test_the_superior_decides_in_its_place(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    assert (await desk.decide(CORA, "req-a", outcome="validated")).status_code == 200


async def test_a_case_is_decided_once(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    await desk.decide(INES, "req-a", outcome="validated")
    again = await desk.decide(INES, "req-a", outcome="rejected", reason="on second thoughts")
    assert (again.status_code, again.json()["code"], again.json()["case_status"]) == (
        409,
        "already-decided",
        "VALIDATED",
    )


async def test_the_same_key_gives_the_same_answer(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    first = await desk.decide(INES, "req-a", key="once", outcome="validated")
    second = await desk.decide(INES, "req-a", key="once", outcome="validated")
    other = await desk.decide(INES, "req-a", key="once", outcome="rejected", reason="no")
    assert (second.status_code, second.json()) == (first.status_code, first.json()) == (200, first.json())
    assert second.headers["Idempotency-Replayed"] == "true"
    assert other.status_code == 422
    assert len(await desk.published()) == 2


async def test_a_proposal_without_its_operator_is_409(desk: Desk) -> None:
    await desk.hear([*OFFICE, *history(requested("a", organisation=NEW, proposal=True))])
    answer = await desk.decide(INES, "req-a", outcome="validated")
    assert (answer.status_code, answer.json()["code"]) == (409, "case-incomplete")


@pytest.mark.rule("E9")
async def test_a_user_of_an_operator_that_is_still_new_is_409(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL, *history(requested("c", account=BERT, organisation=NEW))])
    await desk.decide(INES, "req-a", outcome="validated")
    early = await desk.decide(INES, "req-c", outcome="validated")
    assert (early.status_code, early.json()["code"]) == (409, "operator-not-valid")
    assert early.json()["organisation_status"] == "NEW"
    event = operator_validated(NEW)
    await desk.hear([(envelope_for(event, sequence=2), event)])
    assert (await desk.decide(INES, "req-c", outcome="validated")).status_code == 200


async def test_an_unknown_request_is_404(desk: Desk) -> None:
    assert (await desk.decide(INES, "req-unknown", outcome="validated")).status_code == 404


async def test_a_withdrawal_crosses_the_decision(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    await desk.decide(INES, "req-a", outcome="validated")
    event = withdrawn("a", organisation=NEW, proposal=True)
    await desk.hear([(envelope_for(event, sequence=2), event)])
    assert (await desk.get(INES, "/work-items/req-a")).json()["status"] == "WITHDRAWN"
    assert (await desk.published())[-1] == ("RequestWithdrawn", "req-a")
    row = await desk.runtime.store.get(FirstUser, NEW.id)
    assert row is not None
    assert not row.taken


async def test_a_cascade_closes_the_case_without_a_word(desk: Desk) -> None:
    await desk.hear([*OFFICE, *ATTACHMENT])
    event = rejected("b", "operator-withdrawn", account=BERT, organisation=KNOWN)
    await desk.hear([(envelope_for(event, sequence=2), event)])
    assert (await desk.get(BELA, "/work-items/req-b")).json()["status"] == "REJECTED"
    assert await desk.published() == [("RequestRouted", "req-b")]


@pytest.mark.rule("E4")
async def test_of_two_users_decided_at_once_one_administers(desk: Desk) -> None:
    applicants = [f"applicant-{number}" for number in range(6)]
    asked = [delivery for a in applicants for delivery in history(requested(a, account=a, organisation=KNOWN))]
    await desk.hear([*OFFICE, *asked])
    decisions = [desk.decide(BELA, f"req-{applicant}", outcome="validated") for applicant in applicants]
    assert [answer.status_code for answer in await asyncio.gather(*decisions)] == [200] * len(applicants)
    kept = await desk.runtime.store.find(Request, {"status": "VALIDATED"})
    assert sorted(request.administrator for request in kept) == [False] * 5 + [True]


@pytest.mark.rule("E14")
async def test_of_two_validators_at_once_one_decides(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    answers = await asyncio.gather(
        desk.decide(INES, "req-a", outcome="validated"),
        desk.decide(CORA, "req-a", outcome="rejected", reason="unknown to us"),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len(await desk.published()) == 2
