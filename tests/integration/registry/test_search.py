"""The search of the guide, on the real store."""

import pytest

from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import proposal

GUIDE = ["ALPRO Comm.V.A.", "Beanworks Seeds and Grains bvba", "Coffeeteam", "Colzagro"]


async def found(registry: Registry, **criteria: str) -> list[str]:
    async with registry.as_("anna") as anna:
        answer = await anna.get("/organisations", params=criteria)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


@pytest.mark.rule("C1")
async def test_the_guide_finds_its_four_belgian_operators(registry: Registry) -> None:
    assert await found(registry, kind="operator", country="BE") == GUIDE
    assert await found(registry, country="BE", section="organic", activity_type="organic-importer") == GUIDE
    assert await found(registry, kind="operator", country="IT") == []
    assert await found(registry, kind="operator", country="BE", activity_type="organic-operator") == []
    assert await found(registry, kind="operator", section="veterinary") == []


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("alpro", GUIDE[:1]),
        ("LPR", GUIDE[:1]),
        ("seeds bean", GUIDE[1:2]),
        ("Çöffêé", GUIDE[2:3]),
        ("be-org-op-5", GUIDE[:1]),
        ("BE ORG OP 7", GUIDE[1:2]),
        ("org-op", GUIDE),
        ("co", [GUIDE[0], *GUIDE[2:]]),
        ("c", [GUIDE[0], *GUIDE[2:]]),
        ("nothing like it", []),
        ("!?", []),
        (" ", GUIDE),
    ],
)
async def test_parts_of_names_whatever_case_and_accents_and_traces_numbers(
    registry: Registry, q: str, names: list[str]
) -> None:
    assert await found(registry, kind="operator", q=q) == names


async def test_a_proposed_operator_is_found_by_its_eori_and_by_its_name(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        sent = proposal(eori="FI1234567-8", name="Électro Łódź Ørsted")
        assert (await anna.post("/operators", json=sent)).status_code == 201
    for q in ("FI 1234567-8", "fi12345678", "electro lodz", "ORSTED"):
        assert await found(registry, q=q, kind="operator") == ["Électro Łódź Ørsted"]
    async with registry.as_("bert") as bert:
        (item,) = (await bert.get("/organisations", params={"q": "ørsted"})).json()["items"]
    assert (item["status"], item["traces_number"]) == ("NEW", "BE-ORG-OP-8")
    assert item["addresses"][0]["city"] == "Bruxelles"
    assert [(each["type"], each["control_body"]) for each in item["activities"]] == [("organic-importer", "BE-BIO-01")]


async def test_pages_follow_each_other_without_gap_or_overlap(registry: Registry) -> None:
    names: list[str] = []
    cursor: str | None = ""
    async with registry.as_("anna") as anna:
        while cursor is not None:
            query = {"kind": "control_body", "limit": "7", **({"cursor": cursor} if cursor else {})}
            page = (await anna.get("/organisations", params=query)).json()
            assert len(page["items"]) <= 7
            names += [f"{item['name']} {item['code']}" for item in page["items"]]
            cursor = page["next_cursor"]
        bodies = (await anna.get("/control-bodies")).json()["items"]
    assert names == [f"{body['name']} {body['code']}" for body in bodies]
    assert len(set(names)) == len(names) > 60


async def test_a_cursor_of_somebody_elses_making_is_refused(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        for cursor in ("x", "W3siJGd0IjogIiJ9XQ"):
            assert (await anna.get("/organisations", params={"cursor": cursor})).status_code == 422


async def test_an_organisation_whole(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        item = (await anna.get("/organisations", params={"q": "BE-ORG-OP-5"})).json()["items"][0]
        whole = (await anna.get(f"/organisations/{item['id']}")).json()
        assert whole["identifiers"] == []
        assert {**whole, **item} == whole
        assert (await anna.get("/organisations/nobody")).status_code == 404


@pytest.mark.rule("D5")
async def test_control_bodies_by_parts_of_name_or_code(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        for q, code in [("ecocert fr", "FR-BIO-01"), ("de-oko-006", "DE-ÖKO-006"), ("oko garantie", "DE-ÖKO-001")]:
            items = (await anna.get("/control-bodies", params={"q": q})).json()["items"]
            assert [item["code"] for item in items] == [code]
        french = (await anna.get("/control-bodies", params={"country": "FR"})).json()["items"]
    assert {item["country"] for item in french} == {"FR"}


async def test_reference_data_in_the_language_asked_for(registry: Registry) -> None:
    async with registry.as_("anna", "fr") as anna:
        countries = (await anna.get("/countries", params={"established": "true"})).json()["items"]
        names = {item["code"]: item["name"] for item in countries}
        assert (names["BE"], names["CH"], len(names)) == ("Belgique", "Suisse", 35)
        english = (await anna.get("/countries", headers={"Accept-Language": "en"})).json()["items"]
        assert {item["code"]: item["name"] for item in english}["BE"] == "Belgium"
        types = (await anna.get("/activity-types")).json()["items"]
    assert types[0] == {"code": "organic-importer", "section": "organic", "name": "Importateur biologique"}


async def test_nobody_searches_without_logging_in(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        for path in ("/organisations", "/countries", "/requests", "/me/rights"):
            answer = await anna.get(path, headers={"Authorization": ""})
            assert answer.status_code == 401
