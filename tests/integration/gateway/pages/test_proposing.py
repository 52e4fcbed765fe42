"""Proposing what was not found, in a browser without script: fill in, check, send (rules D1 to D9)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import ALPRO, FILLED, MAIN_ADDRESS, introduce

SENT = ("POST", "/api/v1/operators")


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    introduce(upstreams)
    await log_in(browser)
    return browser


async def checked(browser: Browser, **different: Any) -> Page:
    """Fill in the form and go on."""
    page = await browser.open("/operators/new?country=BE&q=Test")
    form: dict[str, Any] = {**FILLED, **different}
    return await browser.send(page, "/operators/new", **form)


async def test_what_was_searched_comes_along(member: Browser) -> None:
    form = (await member.open("/operators/new?kind=operator&country=BE&q=Test")).form("/operators/new").fields
    assert (form["name"], form["addresses.0.country"]) == ("Test", "BE")


@pytest.mark.rule("D1")
async def test_creating_is_offered_only_after_a_search(member: Browser) -> None:
    before = await member.open("/search?kind=operator")
    after = await member.open("/search?kind=operator&country=BE&q=Test")
    assert not any(link.startswith("/operators/new") for link in before.seen.links)
    assert "/operators/new?kind=operator&country=BE&q=Test" in after.seen.links


async def test_who_decides_and_what_is_alike_is_shown_before_anything_is_sent(
    member: Browser, upstreams: Upstreams
) -> None:
    registry = upstreams[Owner.REGISTRY]
    alike = {"organisation": ALPRO, "because": ["vat", "name"], "likeness": 91}
    registry.answers["GET", "/api/v1/operators/duplicates"] = lambda: JSONResponse({"items": [alike]})
    page = await checked(member, vat="BE0123456749")
    assert page.status == 200
    for said in (
        "The Belgian authority en décide au plus tard le jeudi 26 novembre 2026.",
        "ALPRO",
        "le même numéro de TVA, un nom semblable",
        "Numéro EORI BE0123456789",
    ):
        assert said in page.seen.text
    assert "/organisations/o1/request" in page.seen.links
    assert all(asked.method == "GET" for asked in registry.asked)
    asked = next(asked for asked in registry.asked if b"/operators/duplicates?" in asked.target)
    assert parse_qs(urlsplit(asked.target.decode()).query) == {
        "name": ["Test Importer"],
        "country": ["BE"],
        "eori": ["BE0123456789"],
        "vat": ["BE0123456749"],
    }


async def test_an_eori_number_that_is_taken_is_said_before_sending(member: Browser, upstreams: Upstreams) -> None:
    alike = {"organisation": ALPRO, "because": ["eori"], "likeness": None}
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/operators/duplicates"] = lambda: JSONResponse({"items": [alike]})
    page = await checked(member)
    assert "Un opérateur avec ce numéro EORI existe déjà" in page.seen.text
    assert "/organisations/o1/request" in page.seen.links
    assert not any(found.get("value") == "send" for tag, found in page.seen.attributes if tag == "button")


async def test_one_can_send_while_nobody_knows_who_decides(member: Browser, upstreams: Upstreams) -> None:
    away = {"code": "unavailable"}
    upstreams[Owner.VALIDATION].answers["GET", "/api/v1/routes"] = lambda: JSONResponse(away, 503)
    page = await checked(member)
    assert page.status == 200
    assert any(found.get("value") == "send" for tag, found in page.seen.attributes if tag == "button")


async def test_it_is_sent_as_the_guide_says_and_once(member: Browser, upstreams: Upstreams) -> None:
    registry = upstreams[Owner.REGISTRY]
    registry.answers[SENT] = lambda: JSONResponse({"request_id": "r1", "warnings": []}, 201)
    page = await checked(member)
    for _ in range(2):
        answer = await member.send(page, "/operators/new", step="send")
        assert answer.headers["location"] == "/requests/r1?done=proposed"
    assert registry.last_json() == {
        "name": "Test Importer",
        "phone": "+32123456",
        "addresses": [MAIN_ADDRESS],
        "identifiers": [{"type": "EORI", "value": "BE0123456789"}],
        "activities": [{"type": "organic-importer", "control_body": "BE-BIO-01"}],
        "authorisation": {"message": "Test demonstration", "contact_phone": "+32 02 123456"},
    }
    assert len({asked.header(b"idempotency-key") for asked in registry.asked if asked.method == "POST"}) == 1


async def test_going_back_to_the_form_loses_nothing(member: Browser) -> None:
    page = await member.send(await checked(member), "/operators/new", step="edit")
    form = page.form("/operators/new").fields
    assert (form["name"], form["activities"], form["eori"]) == ("Test Importer", "organic-importer", "BE0123456789")


@pytest.mark.parametrize(
    "missing", ["name", "phone", "addresses.0.city", "addresses.0.country", "control_body.organic-importer", "eori"]
)
async def test_what_is_plainly_missing_is_said_before_anything_is_checked(
    member: Browser, upstreams: Upstreams, missing: str
) -> None:
    page = await checked(member, **{missing: " "})
    assert page.status == 422
    assert [link for link in page.seen.links if link.startswith("#")][1:-1] == ["#" + missing.replace(".", "-")]
    assert not upstreams[Owner.VALIDATION].asked


async def test_who_imports_nothing_needs_no_eori_number(member: Browser) -> None:
    page = await checked(
        member, **{"activities": ["organic-operator"], "control_body.organic-operator": "BE-BIO-01", "eori": ""}
    )
    assert page.status == 200


@pytest.mark.parametrize(
    ("pointer", "code", "place"),
    [
        ("/addresses/0/street", "required", "#addresses-0-street"),
        ("/identifiers/0/value", "eori-gb", "#eori"),
        ("/identifiers", "eori-required", "#eori"),
        ("/activities", "activity-required", "#activities"),
        ("/activities/0/control_body", "control-body-unknown", "#control_body-organic-importer"),
        ("/activities/0/type", "enum", "#activities"),
        ("/addresses", "main-address", "#addresses-0-country"),
        ("/addresses/0/country", "country-outside-union", "#addresses-0-country"),
        ("/phone", "phone", "#phone"),
        ("/name", "string_too_long", "#name"),
        ("/authorisation/contact_email", "email", "#authorisation-contact_email"),
        ("/authorisation/contact_phone", "phone", "#authorisation-contact_phone"),
    ],
)
async def test_each_error_stands_beside_its_field(
    member: Browser, upstreams: Upstreams, pointer: str, code: str, place: str
) -> None:
    wrong = {"code": "rule-broken", "errors": [{"pointer": pointer, "code": code, "detail": ""}]}
    upstreams[Owner.REGISTRY].answers[SENT] = lambda: JSONResponse(wrong, 422)
    page = await member.send(await checked(member), "/operators/new", step="send")
    assert page.status == 422
    assert place in page.seen.links
    assert any(found.get("id") == place[1:] for _, found in page.seen.attributes)
    assert page.form("/operators/new").fields["name"] == "Test Importer"


async def test_an_eori_number_that_is_taken_leads_to_its_operator(member: Browser, upstreams: Upstreams) -> None:
    taken = {"code": "eori-taken", "organisation": ALPRO}
    upstreams[Owner.REGISTRY].answers[SENT] = lambda: JSONResponse(taken, 409)
    page = await member.send(await checked(member), "/operators/new", step="send")
    assert page.status == 409
    assert "/organisations/o1/request" in page.seen.links


async def test_a_control_body_is_proposed_by_its_code(member: Browser, upstreams: Upstreams) -> None:
    registry = upstreams[Owner.REGISTRY]
    registry.answers["POST", "/api/v1/organisations"] = lambda: JSONResponse({"request_id": "r1"}, 201)
    page = await member.open("/organisations/new?kind=authority&country=BE")
    assert "eori" not in page.form("/organisations/new").names
    filled: dict[str, Any] = {**FILLED, "code": "BE-X"}
    page = await member.send(page, "/organisations/new", **filled)
    await member.send(page, "/organisations/new", step="send")
    sent = registry.last_json()
    assert (sent["kind"], sent["code"], "identifiers" in sent) == ("authority", "BE-X", False)


ECOCERT = {**ALPRO, "id": "o2", "kind": "control_body", "name": "Ecocert", "code": "FR-ÖKO-01", "traces_number": None}
ALMOST = {**ECOCERT, "id": "o3", "name": "Ecocert Sud", "code": "FR-ÖKO-011"}


async def body_checked(browser: Browser, upstreams: Upstreams, code: str, *items: dict[str, Any]) -> Page:
    """Fill in the form of a control body with this code and go on; registry finds these by whatever it is asked."""
    found = {"items": items, "next_cursor": None}
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/organisations"] = lambda: JSONResponse(found)
    page = await browser.open("/organisations/new?kind=control_body&country=BE")
    return await browser.send(page, "/organisations/new", **{**FILLED, "code": code})


async def test_a_code_that_is_taken_is_said_before_sending(member: Browser, upstreams: Upstreams) -> None:
    page = await body_checked(member, upstreams, " fr-öko-01 ", ALMOST, ECOCERT)
    asked = [asked.target.decode() for asked in upstreams[Owner.REGISTRY].asked if b"/organisations?" in asked.target]
    queries = [parse_qs(urlsplit(target).query) for target in asked]
    assert {"kind": ["control_body"], "q": ["fr-öko-01"], "limit": ["100"]} in queries
    assert {"kind": ["control_body"], "country": ["BE"], "q": ["Test Importer"], "limit": ["5"]} in queries
    assert "Une organisation avec ce code existe déjà" in page.seen.text
    assert "le même code, un nom semblable" in page.seen.text
    assert page.seen.text.count("le même code") == 1
    assert page.seen.links.index("/organisations/o2/request") < page.seen.links.index("/organisations/o3/request")
    assert not any(found.get("value") == "send" for tag, found in page.seen.attributes if tag == "button")


async def test_a_similar_body_with_another_code_keeps_nobody_from_sending(
    member: Browser, upstreams: Upstreams
) -> None:
    page = await body_checked(member, upstreams, "FR-ÖKO-01", ALMOST, {**ECOCERT, "code": None})
    assert "Est-ce l’une de celles-ci ?" in page.seen.text
    assert any(found.get("value") == "send" for tag, found in page.seen.attributes if tag == "button")
