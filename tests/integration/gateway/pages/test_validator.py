"""The validator's side in a browser without script: work list, case, decision; organisation and helpdesk's search."""

from typing import Any

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

ALPRO: dict[str, Any] = {
    "id": "o1",
    "kind": "operator",
    "name": "ALPRO",
    "code": None,
    "traces_number": "BE-ORG-OP-5",
    "status": "NEW",
    "country": "BE",
}
DETAIL: dict[str, Any] = {
    **ALPRO,
    "phone": "+3223456",
    "identifiers": [{"type": "EORI", "value": "BE0123456789", "main": True}],
    "addresses": [{"street": "Street 1", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}],
    "activities": [{"type": "organic-importer", "control_body": "BE-BIO-01", "valid_to": None}],
}
ITEM: dict[str, Any] = {
    "request_id": "r1",
    "kind": "proposal",
    "status": "OPEN",
    "organisation": ALPRO,
    "applicant": {"account_id": "e", "name": "Élodie Durand", "email": "elodie@alpro.example"},
    "validator": {"id": "v", "code": "BE-CA", "name": "The Belgian authority", "country": "BE"},
    "first_user": True,
    "due_at": "2020-01-02T16:00:00Z",
    "created_at": "2020-01-01T10:00:00Z",
    "complete": True,
}
REQUEST: dict[str, Any] = {
    "request_id": "r1",
    "status": "REQUESTED",
    "organisation": ALPRO,
    "validator": None,
    "due_at": None,
    "message": "Bonjour",
    "contact_email": None,
    "contact_phone": "+32 02 123456",
    "timeline": [{"at": "2020-01-01T10:00:00Z", "what": "requested", "who": "applicant", "text": None}],
}
CASE, DECISION = ("GET", "/api/v1/work-items/r1"), ("POST", "/api/v1/work-items/r1/decision")


@pytest.fixture
async def validator(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    authority = {**ALPRO, "id": "a", "kind": "authority"}
    anna.rights = [{"organisation": authority, "status": "VALID", "effective": True, "administrator": False}]
    registry, validation = upstreams[Owner.REGISTRY], upstreams[Owner.VALIDATION]
    registry.answers["GET", "/api/v1/requests/r1"] = lambda: JSONResponse(REQUEST)
    registry.answers["GET", "/api/v1/requests"] = lambda: JSONResponse({"items": [REQUEST], "next_cursor": None})
    registry.answers["GET", "/api/v1/organisations/o1"] = lambda: JSONResponse(DETAIL)
    validation.answers["GET", "/api/v1/work-items"] = lambda: JSONResponse({"items": [ITEM], "next_cursor": "more"})
    validation.answers[CASE] = lambda: JSONResponse(ITEM, headers={"ETag": '"3"'})
    validation.answers[DECISION] = lambda: JSONResponse(ITEM)
    await log_in(browser)
    return browser


async def decided(browser: Browser, **filled: Any) -> Page:
    return await browser.send(await browser.open("/work/r1"), "/work/r1", **filled)


async def test_the_work_list_shows_what_is_late_and_whose_it_is(validator: Browser, upstreams: Upstreams) -> None:
    page = await validator.open("/work?status=OPEN")
    assert upstreams[Owner.VALIDATION].last.target == b"/api/v1/work-items?status=OPEN&limit=50"
    for said in ("ALPRO", "Élodie Durand", "Nouvelle organisation", "Belgique", "jeudi 2 janvier 2020", "en retard"):
        assert said in page.seen.text
    assert "/work/r1" in page.seen.links
    assert any("cursor=more" in link for link in page.seen.links)


async def test_a_status_that_is_none_filters_nothing(validator: Browser, upstreams: Upstreams) -> None:
    await validator.open("/work?status=GONE")
    assert upstreams[Owner.VALIDATION].last.target == b"/api/v1/work-items?limit=50"


async def test_a_case_shows_everything_that_is_needed(validator: Browser) -> None:
    page = await validator.open("/work/r1")
    for said in ("Élodie Durand", "elodie@alpro.example", "Bonjour", "+32 02 123456", "EORI BE0123456789", "BE-BIO-01"):
        assert said in page.seen.text
    assert page.form("/work/r1").fields["version"] == '"3"'


async def test_a_case_is_shown_while_registry_knows_nothing_of_it(validator: Browser, upstreams: Upstreams) -> None:
    unknown = {"code": "unknown-organisation"}
    for path in ("requests/r1", "organisations/o1"):
        upstreams[Owner.REGISTRY].answers["GET", f"/api/v1/{path}"] = lambda: JSONResponse(unknown, 404)
    page = await validator.open("/work/r1")
    assert page.status == 200
    assert "Élodie Durand" in page.seen.text


async def test_a_decision_takes_effect_on_the_version_that_was_seen(validator: Browser, upstreams: Upstreams) -> None:
    answer = await decided(validator, outcome="validated", valid_to="2027-12-31", administrator="no")
    sent = upstreams[Owner.VALIDATION].last
    assert upstreams[Owner.VALIDATION].last_json() == {
        "outcome": "validated",
        "valid_to": "2027-12-31",
        "administrator": False,
    }
    assert sent.header(b"if-match") == b'"3"'
    assert sent.header(b"idempotency-key")
    assert "Votre décision a pris effet" in (await validator.follow(answer)).seen.text


async def test_who_becomes_administrator_is_left_open_unless_it_is_said(
    validator: Browser, upstreams: Upstreams
) -> None:
    await decided(validator, outcome="validated", administrator="")
    assert upstreams[Owner.VALIDATION].last_json() == {"outcome": "validated"}


async def test_a_decision_has_to_be_chosen(validator: Browser, upstreams: Upstreams) -> None:
    page = await decided(validator, outcome="")
    assert page.status == 422
    assert "#outcome" in page.seen.links
    assert all(asked.method == "GET" for asked in upstreams[Owner.VALIDATION].asked)


@pytest.mark.parametrize(
    ("status", "code", "pointer", "said"),
    [
        (422, "reason-missing", "/reason", "Dites pourquoi"),
        (409, "already-decided", "", "Cette demande a déjà été décidée."),
        (412, "version-mismatch", "", "Quelqu’un a modifié cela entre-temps."),
        (403, "self-validation", "", "Personne ne peut décider de sa propre demande."),
    ],
)
async def test_what_stands_against_a_decision_is_said_and_nothing_typed_is_lost(
    validator: Browser, upstreams: Upstreams, status: int, code: str, pointer: str, said: str
) -> None:
    errors = [{"pointer": pointer, "code": code, "detail": ""}] if pointer else []
    upstreams[Owner.VALIDATION].answers[DECISION] = lambda: JSONResponse({"code": code, "errors": errors}, status)
    page = await decided(validator, outcome="rejected", certificate="GB-ORG")
    assert page.status == status
    assert said in page.seen.text
    assert page.form("/work/r1").fields["certificate"] == "GB-ORG"


async def test_a_settled_case_offers_no_decision(validator: Browser, upstreams: Upstreams) -> None:
    upstreams[Owner.VALIDATION].answers[CASE] = lambda: JSONResponse({**ITEM, "status": "VALIDATED"})
    page = await validator.open("/work/r1")
    assert 'name="outcome"' not in page.html


async def test_an_organisation_shows_its_users_to_who_manages_it(validator: Browser, upstreams: Upstreams) -> None:
    registry = upstreams[Owner.REGISTRY]
    user = {"name": "Élodie Durand", "status": "VALID", "administrator": True, "since": "2026-11-24T10:00:00Z"}
    registry.answers["GET", "/api/v1/organisations/o1/users"] = lambda: JSONResponse({"items": [user]})
    page = await validator.open("/organisations/o1")
    for said in ("Élodie Durand", "Administrateur", "BE-ORG-OP-5", "Street 1"):
        assert said in page.seen.text
    out_of_sight = {"code": "unknown-organisation"}
    registry.answers["GET", "/api/v1/organisations/o1/users"] = lambda: JSONResponse(out_of_sight, 404)
    page = await validator.open("/organisations/o1")
    assert (page.status, "Utilisateurs" in page.seen.text) == (200, False)


async def test_the_helpdesk_finds_requests_by_words(validator: Browser, upstreams: Upstreams) -> None:
    page = await validator.open("/find?q=ALPRO")
    assert upstreams[Owner.REGISTRY].last.target == b"/api/v1/requests?scope=all&q=ALPRO&limit=20"
    assert "/requests/r1" in page.seen.links


async def test_many_are_decided_at_once_with_a_result_a_row(validator: Browser, upstreams: Upstreams) -> None:
    validation = upstreams[Owner.VALIDATION]
    results = [
        {"request_id": "r1", "status": 200, "case_status": "VALIDATED", "problem": None},
        {"request_id": "r2", "status": 409, "case_status": None, "problem": {"code": "already-decided"}},
    ]
    validation.answers["POST", "/api/v1/work-items/decisions"] = lambda: JSONResponse({"items": results})
    listed = await validator.open("/work")
    page = await validator.send(listed, "/work", request=["r1", "r2"], outcome="validated", reason="")
    rows = [{"request_id": each, "outcome": "validated"} for each in ("r1", "r2")]
    assert validation.last_json() == {"decisions": rows}
    assert validation.last.header(b"idempotency-key")
    assert "Cette demande a déjà été décidée." in page.seen.text
    assert "ALPRO" in page.seen.text


async def test_nothing_ticked_decides_nothing(validator: Browser, upstreams: Upstreams) -> None:
    answer = await validator.send(await validator.open("/work"), "/work", outcome="validated")
    assert "Rien n’a été décidé" in (await validator.follow(answer)).seen.text
    assert all(asked.method == "GET" for asked in upstreams[Owner.VALIDATION].asked)
