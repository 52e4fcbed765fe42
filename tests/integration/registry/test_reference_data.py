"""Reference data: names in the caller's language, kept by the caller, asked for by version."""

import pytest
from structlog.testing import capture_logs

from contracts.events.registry import OrganisationKind
from contracts.reference import organisation_id
from services.registry import starting
from services.registry.domain.commands import RegisterOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.reference import organisations
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import body

PATHS = [
    "/countries",
    "/countries?established=true",
    "/activity-types",
    "/control-bodies",
    "/control-bodies?country=FR",
]


@pytest.mark.parametrize("path", PATHS)
async def test_what_the_caller_has_already_is_not_sent_again(registry: Registry, path: str) -> None:
    async with registry.as_("anna") as anna:
        first = await anna.get(path)
        tag = first.headers["ETag"]
        assert first.headers["Cache-Control"].startswith("private, max-age=")
        assert "Accept-Language" in first.headers["Vary"]
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = await anna.get(path, headers={"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        other = await anna.get(path, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.json()) == (200, first.json())


@pytest.mark.rule("C1", "D4")
async def test_names_come_in_the_callers_language(registry: Registry) -> None:
    async with registry.as_("anna", "el") as anna:
        greek = await anna.get("/countries")
        assert greek.headers["Content-Language"] == "el"
        assert {each["code"]: each["name"] for each in greek.json()["items"]}["GR"] == "Ελλάδα"
        danish = await anna.get("/countries", headers={"Accept-Language": "da, en;q=0.5"})
        assert {each["code"]: each["name"] for each in danish.json()["items"]}["DE"] == "Tyskland"
        assert danish.headers["ETag"] != greek.headers["ETag"]
        types = await anna.get("/activity-types")
        assert (types.headers["Content-Language"], types.json()["items"][0]["name"]) == ("en", "Organic Importer")


@pytest.mark.rule("D5")
async def test_a_proposed_control_body_is_not_offered(registry: Registry) -> None:
    async with registry.as_("anna") as anna:
        before = await anna.get("/control-bodies?country=FR")
        sent = (await anna.post("/organisations", json=body())).json()
        assert (await anna.get("/control-bodies?country=FR")).headers["ETag"] == before.headers["ETag"]
        await registry.route(sent["authorisation_id"])
        await registry.validate(sent["authorisation_id"])
        after = await anna.get("/control-bodies?country=FR")
    assert after.headers["ETag"] != before.headers["ETag"]
    assert "FR-BIO-98" in [each["code"] for each in after.json()["items"]]


@pytest.mark.rule("B1", "E11")
async def test_a_row_whose_code_was_taken_goes_in_once_it_is_free(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with registry.as_("anna") as anna:
        sent = (await anna.post("/organisations", json=body(code="FR-BIO-98"))).json()
    await registry.route(sent["authorisation_id"])
    rows = [
        RegisterOrganisation(organisation_id(code), OrganisationKind.CONTROL_BODY, "FR", "Certifier", code)
        for code in ("FR-BIO-97", "FR-BIO-98", "FR-BIO-99")
    ]
    monkeypatch.setattr(starting, "organisations", lambda: (*organisations(), *rows))

    async def started() -> tuple[list[bool], list[str]]:
        with capture_logs() as logs:
            await starting.load_reference_data(registry.runtime)
        there = [await registry.runtime.store.get(Organisation, row.organisation_id) is not None for row in rows]
        return there, [f"{each['log_level']} {each['row']}" for each in logs if each["event"] == "reference.refused"]

    for _ in range(2):
        assert await started() == ([True, False, True], ["error FR-BIO-98"])
    await registry.reject(sent["authorisation_id"], "Known already.")
    assert await started() == ([True, True, True], [])
