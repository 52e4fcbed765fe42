"""Requests from the first click to the right, as applicant, validator and helpdesk see them."""

from datetime import timedelta

import httpx
import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from chassis.clock import utc_now
from contracts.reference import organisation_id
from services.registry import unrouted
from services.registry.console import bootstrap_grant
from services.registry.domain.errors import AdministratorExists, UnknownOrganisation
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import CONTACT, proposal

ALPRO = organisation_id("BE-ORG-OP-5")


async def ask(person: httpx.AsyncClient, organisation: str = ALPRO) -> dict[str, str]:
    answer = await person.post(f"/organisations/{organisation}/authorisations", json=CONTACT)
    assert answer.status_code == 201, answer.text
    body: dict[str, str] = answer.json()
    return body


async def settled(registry: Registry) -> None:
    """A validator at INAO, one at the Commission, a reader at the helpdesk."""
    for account, code in (("valerie", "FR-INAO"), ("carl", "EU-COM"), ("hans", "EU-HELPDESK")):
        await bootstrap_grant(registry.runtime, {"organisation": code, "account_id": account})


@pytest.mark.rule("C2", "C3", "E14", "F4", "F5")
async def test_the_applicant_watches_the_request(registry: Registry) -> None:
    async with registry.as_("anna", "fr") as anna:
        sent = await ask(anna)
        assert [warning["pointer"] for warning in sent["warnings"]] == ["/contact_phone"]  # type: ignore[index]
        before = (await anna.get(f"/requests/{sent['request_id']}")).json()
        assert (before["status"], before["kind"], before["validator"]) == ("REQUESTED", "attachment", None)
        assert before["next_step"]["code"] == "wait-for-routing"
        assert before["message"] == "Test demonstration"
        assert before["contact_phone"] == "+3202123456"
        assert before["warnings"] == [{**warning, "organisation": None} for warning in sent["warnings"]]  # type: ignore[dict-item]
        await registry.route(sent["authorisation_id"])
        after = (await anna.get(f"/requests/{sent['request_id']}")).json()
        assert after["validator"]["code"] == "FR-INAO"
        assert "duty_mailbox" not in after["validator"]
        assert after["due_at"] is not None
        assert [(entry["what"], entry["who"]) for entry in after["timeline"]] == [
            ("requested", "you"),
            ("routed", "INAO"),
        ]
        assert after["next_step"]["text"].startswith("L’autorité")
        await registry.validate(sent["authorisation_id"])
        granted = (await anna.get(f"/requests/{sent['request_id']}")).json()
        assert (granted["status"], granted["next_step"]["code"]) == ("VALID", "use-access")
        assert granted["warnings"] == []
        (right,) = (await anna.get("/me/rights")).json()["items"]
    assert right["organisation"]["traces_number"] == "BE-ORG-OP-5"
    assert (right["status"], right["administrator"]) == ("VALID", True)
    assert right["since"].endswith("Z")


@pytest.mark.rule("E10", "F3", "F9")
async def test_validators_their_superiors_and_the_helpdesk_see_it_and_nobody_else(registry: Registry) -> None:
    await settled(registry)
    async with registry.as_("anna") as anna:
        sent = await ask(anna)
    path = f"/requests/{sent['request_id']}"

    async def sees(account: str) -> bool:
        async with registry.as_(account) as person:
            status = (await person.get(path)).status_code
            listed = (await person.get("/requests", params={"scope": "all"})).json()["items"]
        assert status in (200, 404)
        assert [item["request_id"] for item in listed] == ([sent["request_id"]] if status == 200 else [])
        return status == 200

    assert [account for account in ("anna", "valerie", "carl", "hans", "bert") if await sees(account)] == [
        "anna",
        "hans",
    ]
    await registry.route(sent["authorisation_id"])
    assert [account for account in ("anna", "valerie", "carl", "hans", "bert") if await sees(account)] == [
        "anna",
        "valerie",
        "carl",
        "hans",
    ]
    async with registry.as_("valerie") as valerie:
        seen = (await valerie.get(path)).json()
        assert seen["timeline"][0]["who"] == "applicant"
        assert (await valerie.get("/requests")).json()["items"] == []
        assert (await valerie.post(f"{path}/withdrawal", json={})).status_code == 403
    async with registry.as_("bert") as bert:
        assert (await bert.post(f"{path}/withdrawal", json={})).status_code == 404


@pytest.mark.rule("F3", "5")
async def test_the_helpdesk_searches_ended_ones_too(registry: Registry) -> None:
    await settled(registry)
    async with registry.as_("anna") as anna, registry.as_("hans") as hans:
        await ask(anna)
        mine = (await anna.post("/operators", json=proposal(name="Électro Nord"))).json()
        await registry.reject(mine["authorisation_id"], "not certified")
        for q in ("electro", mine["request_id"], mine["traces_number"]):
            found = (await hans.get("/requests", params={"scope": "all", "q": q})).json()["items"]
            assert [item["request_id"] for item in found] == [mine["request_id"]]
        assert (await hans.get("/requests", params={"scope": "all", "q": "nobody"})).json()["items"] == []
        rejected = (await anna.get(f"/requests/{mine['request_id']}")).json()
    assert (rejected["status"], rejected["reason"], rejected["reason_code"]) == ("REJECTED", "not certified", "decided")
    assert rejected["organisation"]["status"] == "REJECTED"


async def test_lists_are_paged_newest_first(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        codes = ["FR-INAO", "BE-CA", "FR-BIO-01", "BE-ORG-OP-4", "BE-ORG-OP-5"]
        sent = [(await ask(anna, organisation_id(code)))["request_id"] for code in codes]
        page = (await anna.get("/requests", params={"limit": 3})).json()
        rest = (await anna.get("/requests", params={"limit": 3, "cursor": page["next_cursor"]})).json()
    assert [item["request_id"] for item in (*page["items"], *rest["items"])] == sent[::-1]
    assert rest["next_cursor"] is None


@pytest.mark.rule("2.authorisation")
async def test_one_open_request_or_right_a_person_and_organisation(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = await ask(anna)
        second = await anna.post(f"/organisations/{ALPRO}/authorisations", json={})
        assert (second.status_code, second.json()["request_id"]) == (409, sent["request_id"])
        await registry.validate(sent["authorisation_id"])
        third = await anna.post(f"/organisations/{ALPRO}/authorisations", json={})
        assert (third.status_code, third.json()["state"]) == (409, "VALID")
        async with registry.as_("bert") as bert:
            other = await ask(bert)
            await bert.post(f"/requests/{other['request_id']}/withdrawal", json={})
            again = await ask(bert)
    assert again["request_id"] != other["request_id"]


@pytest.mark.rule("E4")
async def test_only_the_first_user_is_a_first_user(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert, registry.as_("carla") as carla:
        first = await ask(anna)
        await ask(bert)
        await registry.validate(first["authorisation_id"])
        await ask(carla)
    rows = [row async for d in registry.runtime.store["outbox"].find().sort("at", 1) for row in d["rows"]]
    flags = [row["data"]["first_user"] for row in rows if "AuthorisationRequested" in row["type"]]
    assert flags == [True, True, False]


@pytest.mark.rule("2.operator")
async def test_nobody_joins_a_refused_operator(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        mine = (await anna.post("/operators", json=proposal())).json()
        await registry.reject(mine["authorisation_id"], "not certified")
        refused = await bert.post(f"/organisations/{mine['operator_id']}/authorisations", json={})
        assert (refused.status_code, refused.json()["code"]) == (409, "organisation-closed")
        unknown = await bert.post("/organisations/nobody/authorisations", json={})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown-organisation")


async def test_a_decision_after_the_withdrawal_is_refused(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = await ask(anna)
        assert (await anna.post(f"/requests/{sent['request_id']}/withdrawal", json={})).status_code == 200
        assert (await registry.validate(sent["authorisation_id"])).outcome == "refused"
        assert (await anna.get("/me/rights")).json() == {"items": []}
        again = await anna.post(f"/requests/{sent['request_id']}/withdrawal", json={})
    assert (again.status_code, again.json()["code"]) == (409, "already-settled")


@pytest.mark.rule("F6", "F9")
async def test_users_are_named_to_those_who_may_know(registry: Registry) -> None:
    await settled(registry)
    async with registry.as_("anna") as anna, registry.as_("bert") as bert, registry.as_("valerie") as valerie:
        sent = await ask(anna)
        await registry.route(sent["authorisation_id"])
        await registry.validate(sent["authorisation_id"])
        for reader in (anna, valerie):
            (user,) = (await reader.get(f"/organisations/{ALPRO}/users")).json()["items"]
            assert (user["account_id"], user["name"], user["administrator"]) == ("anna", None, True)
        await ask(bert)
        assert (await bert.get(f"/organisations/{ALPRO}/users")).status_code == 404


@pytest.mark.rule("E11")
async def test_bootstrap_makes_one_administrator(registry: Registry) -> None:
    runtime = registry.runtime
    granted = await bootstrap_grant(runtime, {"organisation": "FR-INAO", "account_id": "valerie"})
    assert await bootstrap_grant(runtime, {"organisation": "FR-INAO", "account_id": "valerie"}) == granted
    with pytest.raises(AdministratorExists):
        await bootstrap_grant(runtime, {"organisation": "FR-INAO", "account_id": "victor"})
    with pytest.raises(UnknownOrganisation):
        await bootstrap_grant(runtime, {"organisation": "FR-NOBODY", "account_id": "victor"})
    assert await registry.published() == ["AuthorisationGranted"]


async def test_a_request_that_nobody_routes_is_seen_until_it_is_routed(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Design section 6: after 15 minutes that is an alarm."""
    async with registry.as_("anna") as anna:
        sent = await ask(anna)
    monkeypatch.setattr(registry.runtime, "clock", lambda: utc_now() + timedelta(minutes=16))
    with capture_logs() as logs:
        await unrouted.look(registry.runtime)
    assert [(log["event"], log["unrouted_oldest"]) for log in logs] == [("requests.unrouted", sent["request_id"])]
    assert REGISTRY.get_sample_value("traces_requests_unrouted") == 1
    assert 960 <= (REGISTRY.get_sample_value("traces_requests_unrouted_oldest_seconds") or 0) < 1020
    await registry.route(sent["authorisation_id"])
    await unrouted.look(registry.runtime)
    assert REGISTRY.get_sample_value("traces_requests_unrouted_oldest_seconds") == 0
