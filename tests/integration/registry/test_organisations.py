"""Control bodies and authorities are proposed, proposals amended, duplicates found before they are sent."""

import asyncio
from typing import Any

import pytest

from contracts.reference import organisation_id
from services.registry.console import bootstrap_grant
from services.registry.domain.organisation import Organisation
from services.registry.queries import duplicates
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import body, proposal

ALPRO = organisation_id("BE-ORG-OP-5")
VAT = {"type": "VAT", "value": "BE 0403.019.261"}


@pytest.mark.rule("B1", "D9")
@pytest.mark.parametrize(("kind", "code"), [("control_body", "FR-BIO-98"), ("authority", "DE29812")])
async def test_a_body_is_proposed_recognised_and_found(registry: Registry, kind: str, code: str) -> None:
    async with registry.as_("anna") as anna:
        answer = await anna.post("/organisations", json=body(kind, code.lower()))
        assert answer.status_code == 201, answer.text
        sent = answer.json()
        assert (sent["code"], [each["code"] for each in sent["warnings"]]) == (code, ["phone-unusual"])
        assert await registry.published() == ["OrganisationProposed", "AuthorisationRequested"]
        (document,) = [
            d async for d in registry.runtime.store["outbox"].find({"rows.subject": sent["organisation_id"]})
        ]
        assert {row["data"]["request_id"] for row in document["rows"]} == {sent["request_id"]}
        await registry.route(sent["authorisation_id"])
        await registry.validate(sent["authorisation_id"])
        (found,) = (await anna.get("/organisations", params={"kind": kind, "q": code})).json()["items"]
    assert (found["status"], found["code"], found["traces_number"]) == ("VALID", code, None)
    assert (await registry.published())[2:] == ["OrganisationValidated", "AuthorisationGranted"]


@pytest.mark.rule("B1")
async def test_of_two_with_the_same_code_one_wins_and_the_other_hears_of_it(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        for n in range(3):
            one, other = body(code=f"HU-ÖKO-9{n}"), body(code=f"hu-oeko-9{n}")
            answers = await asyncio.gather(
                anna.post("/organisations", json=one), bert.post("/organisations", json=other)
            )
            won, lost = sorted(answers, key=lambda answer: answer.status_code)
            assert (won.status_code, lost.status_code, lost.json()["code"]) == (201, 409, "code-taken")
            assert lost.json()["organisation"]["id"] == won.json()["organisation_id"]


async def test_a_withdrawn_body_frees_its_code_and_takes_open_requests_with_it(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        sent = (await anna.post("/organisations", json=body())).json()
        joined = (await bert.post(f"/organisations/{sent['organisation_id']}/authorisations", json={})).json()
        assert (await anna.post(f"/requests/{sent['request_id']}/withdrawal")).status_code == 200
        berts = (await bert.get(f"/requests/{joined['request_id']}")).json()
        assert (berts["status"], berts["reason_code"]) == ("REJECTED", "operator-withdrawn")
        assert (await bert.post("/organisations", json=body())).status_code == 201


async def asked(registry: Registry, path: str, sent: dict[str, Any]) -> tuple[str, str]:
    """A proposal of anna's about which the authority has a question: its id and ETag."""
    async with registry.as_("anna") as anna:
        told = (await anna.post(path, json=sent)).json()
        await registry.route(told["authorisation_id"])
        await registry.ask(told["authorisation_id"], "Is this the right number?")
        id: str = told.get("operator_id") or told["organisation_id"]
        return id, (await anna.get(f"/organisations/{id}")).headers["ETag"]


@pytest.mark.rule("D2", "D3", "F10")
async def test_a_proposal_is_amended_while_information_is_required(registry: Registry) -> None:
    id, tag = await asked(registry, "/operators", proposal("BE0111111111"))
    async with registry.as_("anna", **{"If-Match": tag}) as anna:
        change = {"name": "Right Name", "identifiers": [{"type": "EORI", "value": "be 0222.222.222", "main": True}]}
        answer = await anna.patch(f"/operators/{id}", json=change)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["name"], answer.json()["phone"]) == ("Right Name", "+32123456")
        assert answer.json()["identifiers"][0]["value"] == "BE0222222222"
        assert answer.headers["ETag"] == (await anna.get(f"/organisations/{id}")).headers["ETag"] != tag
        assert (await anna.patch(f"/operators/{id}", json=change)).status_code == 412
    async with registry.as_("bert") as bert:
        assert (await bert.post("/operators", json=proposal("BE0111111111"))).status_code == 201
        assert (await bert.post("/operators", json=proposal("BE0222222222"))).status_code == 409
    assert (await registry.published())[2] == "OperatorAmended"


async def test_a_correction_that_is_sent_again_is_answered_as_before(registry: Registry) -> None:
    """Although it names a version that it has itself made an old one."""
    id, tag = await asked(registry, "/operators", proposal("BE0111111111"))
    async with registry.as_("anna", **{"If-Match": tag, "Idempotency-Key": "corrected"}) as anna:
        first, again = [await anna.patch(f"/operators/{id}", json={"name": "Right Name"}) for _ in range(2)]
    assert (again.status_code, again.json(), again.headers["ETag"]) == (200, first.json(), first.headers["ETag"])
    assert (await registry.published()).count("OperatorAmended") == 1


async def test_a_proposed_body_is_amended_too(registry: Registry) -> None:
    id, _ = await asked(registry, "/organisations", body())
    async with registry.as_("anna") as anna:
        answer = await anna.patch(f"/operators/{id}", json={"code": "fr-bio-97"})
    assert (answer.status_code, answer.json()["code"], answer.json()["name"]) == (200, "FR-BIO-97", "Certifier")


async def test_letters_that_many_names_share_hide_none_that_few_share(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "MOST_CANDIDATES", 1)
    async with registry.as_("anna") as anna:
        for number, name in enumerate(("Omo Importateur", "Ulu Importateur", "Zekky Importateur")):
            answer = await anna.post("/operators", json=proposal(f"FI123456{number}-8", name))
            assert answer.status_code == 201, answer.text
        asked = {"name": "Xekky Importateur", "country": "BE"}
        found = (await anna.get("/operators/duplicates", params=asked)).json()["items"]
        assert [each["organisation"]["name"] for each in found] == ["Zekky Importateur"]


@pytest.mark.rule("D1")
async def test_duplicates_are_found_before_sending(registry: Registry) -> None:
    async with registry.as_("anna") as anna, registry.as_("bert") as bert:
        mine = (
            await anna.post(
                "/operators",
                json=proposal(
                    "FI1234567-8", "Bio Frères SARL", identifiers=[*proposal("FI1234567-8")["identifiers"], VAT]
                ),
            )
        ).json()
        for query, because in [
            ({"eori": "fi12345678"}, ["eori"]),
            ({"vat": "BE0403019261"}, ["vat"]),
            ({"name": "BIO FRERES", "country": "BE"}, ["name"]),
            (
                {"name": "Bio Freres", "country": "BE", "vat": "be0403.019.261", "eori": "FI1234567-8"},
                ["eori", "vat", "name"],
            ),
        ]:
            (found,) = (await bert.get("/operators/duplicates", params=query)).json()["items"]
            assert (found["organisation"]["id"], found["because"]) == (mine["operator_id"], because)
        for query in ({"name": "Bio Freres", "country": "FR"}, {"name": "Bio Freres"}, {"name": "Beanwork"}, {}):
            assert (await bert.get("/operators/duplicates", params=query)).json() == {"items": []}
        (alpro,) = (await bert.get("/operators/duplicates", params={"name": "alpro nv", "country": "BE"})).json()[
            "items"
        ]
        assert (alpro["organisation"]["traces_number"], alpro["likeness"]) == ("BE-ORG-OP-5", 100)


@pytest.mark.rule("D1")
async def test_a_proposal_much_like_another_is_warned_about(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        numbers = [*proposal("BE0111111111")["identifiers"], VAT]
        assert (await anna.post("/operators", json=proposal(name="First", identifiers=numbers))).status_code == 201
        numbers = [*proposal("BE0222222222")["identifiers"], VAT]
        answer = await anna.post(
            "/operators", json=proposal(name="Cofeeteam BVBA", identifiers=numbers, phone="+3224123456")
        )
    warnings = [each for each in answer.json()["warnings"] if each["code"].startswith("duplicate")]
    assert [(each["pointer"], each["code"], each["organisation"]["name"]) for each in warnings] == [
        ("/identifiers/1/value", "duplicate-vat", "First"),
        ("/name", "duplicate-name", "Coffeeteam"),
    ]


@pytest.mark.rule("D1")
async def test_duplicates_are_told_with_the_request_of_a_proposal_while_it_is_open(registry: Registry) -> None:
    async def told(request_id: str, **asked: str) -> Any:
        return (await anna.get(f"/requests/{request_id}", params=asked)).json()["duplicates"]

    with_vat: dict[str, Any] = {"identifiers": [{"type": "EORI", "value": "BE0222222222", "main": True}, VAT]}
    async with registry.as_("anna") as anna:
        for each in (proposal("BE0111111111", "Importateur Bio SA"), proposal(name="Elsewhere", **with_vat)):
            assert (await anna.post("/operators", json=each)).status_code == 201
        mine = {**proposal(name="Importateur Bio"), "identifiers": [*proposal()["identifiers"], VAT]}
        sent = (await anna.post("/operators", json=mine)).json()
        assert await told(sent["request_id"]) is None
        found = await told(sent["request_id"], duplicates="true")
        assert [(each["organisation"]["name"], each["because"]) for each in found] == [
            ("Elsewhere", ["vat"]),
            ("Importateur Bio SA", ["name"]),
        ]
        joining = (await anna.post(f"/organisations/{ALPRO}/authorisations", json={})).json()
        assert await told(joining["request_id"], duplicates="true") == []
        await registry.validate(sent["authorisation_id"])
        assert await told(sent["request_id"], duplicates="true") == []


@pytest.mark.rule("5", "F9")
async def test_who_did_what_is_told_to_those_concerned(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = (await anna.post("/operators", json=proposal())).json()
        path = f"/audit/organisations/{sent['operator_id']}"
        await registry.route(sent["authorisation_id"])
        assert (await anna.get(path)).status_code == 404
        await registry.validate(sent["authorisation_id"])
        entries = (await anna.get(path)).json()["items"]
    of_operator = [each for each in entries if each["subject"] == sent["operator_id"]]
    assert [(each["what"], each["sequence"]) for each in of_operator] == [
        ("OperatorProposed", 1),
        ("OperatorValidated", 2),
    ]
    of_user = [each["what"] for each in entries if each["subject"] == sent["authorisation_id"]]
    assert of_user == ["AuthorisationRequested", "AuthorisationGranted"]
    assert entries[0]["who"] == "anna"
    for who, code, status in [("valerie", "FR-INAO", 200), ("hans", "EU-HELPDESK", 200), ("cora", "FR-BIO-01", 404)]:
        await bootstrap_grant(registry.runtime, {"organisation": code, "account_id": who})
        async with registry.as_(who) as reader:
            assert (await reader.get(path)).status_code == status, who


async def test_a_living_organisations_code_is_free_once_it_is_refused(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = (await anna.post("/organisations", json=body())).json()
        await registry.route(sent["authorisation_id"])
        await registry.reject(sent["authorisation_id"], "unknown here")
        assert (await anna.post("/organisations", json=body())).status_code == 201
    refused = await registry.runtime.store.get(Organisation, sent["organisation_id"])
    assert refused is not None
    assert (refused.status, refused.code_key) == ("REJECTED", None)
    assert "OrganisationRejected" in await registry.published()


@pytest.mark.rule("B2")
async def test_one_person_may_belong_to_several_organisations(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        for path, sent in (
            ("/operators", proposal()),
            ("/organisations", body()),
            (f"/organisations/{organisation_id('BE-ORG-OP-5')}/authorisations", {}),
        ):
            told = (await anna.post(path, json=sent)).json()
            await registry.route(told["authorisation_id"])
            await registry.validate(told["authorisation_id"])
        rights = (await anna.get("/me/rights")).json()["items"]
    assert [(each["organisation"]["name"], each["organisation"]["kind"]) for each in rights] == [
        ("ALPRO Comm.V.A.", "operator"),
        ("Certifier", "control_body"),
        ("Test Importer", "operator"),
    ]
