"""Correcting one's own proposal while the authority asks a question, without script (design section 6)."""

from typing import Any

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import tell
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import ALPRO, MAIN_ADDRESS, PROPOSED, introduce

FORM = "/requests/r1/amendment"
REQUEST: dict[str, Any] = {
    "request_id": "r1",
    "kind": "proposal",
    "status": "INFO_REQUIRED",
    "organisation": ALPRO,
    "question": "Quelle rue ?",
    "timeline": [],
}
SENT = ("PATCH", "/api/v1/operators/o1")


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    introduce(upstreams)
    registry = upstreams[Owner.REGISTRY]
    registry.answers["GET", "/api/v1/requests/r1"] = lambda: JSONResponse(REQUEST)
    registry.answers["GET", "/api/v1/organisations/o1"] = lambda: JSONResponse(PROPOSED, headers={"ETag": '"3"'})
    registry.answers[SENT] = lambda: JSONResponse({**PROPOSED, "warnings": []})
    await log_in(browser)
    return browser


async def test_the_form_has_what_was_proposed_and_what_is_asked(member: Browser) -> None:
    page = await member.open(FORM)
    fields = page.form(FORM).fields
    assert "Quelle rue ?" in page.seen.text
    assert (fields["name"], fields["addresses.0.street"], fields["eori"]) == ("ALPRO", "Street 1", "BE0123456749")
    assert (fields["activities"], fields["control_body.organic-importer"]) == ("organic-importer", "BE-BIO-01")
    assert fields["addresses.0.country"] == "BE"
    assert not any(tag == "select" and "country" in found.get("name", "") for tag, found in page.seen.attributes)


async def test_only_what_is_different_is_sent_on_the_version_that_was_seen(
    member: Browser, upstreams: Upstreams
) -> None:
    answer = await member.send(await member.open(FORM), FORM, addresses__0__street="Street 2")
    registry = upstreams[Owner.REGISTRY]
    assert registry.last_json() == {"addresses": [{**MAIN_ADDRESS, "street": "Street 2"}]}
    assert registry.asked[-1].header(b"if-match") == b'"3"'
    assert answer.headers["location"] == "/requests/r1?done=amended"


async def test_numbers_that_the_form_has_no_field_for_are_kept(member: Browser, upstreams: Upstreams) -> None:
    await member.send(await member.open(FORM), FORM, national="0123.456.749")
    assert upstreams[Owner.REGISTRY].last_json() == {
        "identifiers": [
            {"type": "EORI", "value": "BE0123456749"},
            {"type": "VAT", "value": "BE0123456749"},
            {"type": "NATIONAL", "value": "0123.456.749"},
            {"type": "VAT", "value": "FR12345678901"},
        ]
    }


async def test_what_somebody_else_changed_meanwhile_is_replaced_by_who_has_been_told_only(
    member: Browser, upstreams: Upstreams
) -> None:
    registry = upstreams[Owner.REGISTRY]
    form = await member.open(FORM)
    newer = {**PROPOSED, "phone": "+32999999"}
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o1", newer, ETag='"4"')
    tell(upstreams, Owner.REGISTRY, "PATCH", "/operators/o1", {"code": "version-mismatch"}, 412)
    page = await member.send(form, FORM, name="ALPRO SA")
    assert page.status == 412
    assert page.form(FORM).fields["name"] == "ALPRO SA"
    assert ("a", {"href": FORM, "target": "_blank"}) in page.seen.attributes
    registry.answers[SENT] = lambda: JSONResponse({**PROPOSED, "warnings": []})
    again = await member.send(page, FORM)
    assert again.headers["location"] == "/requests/r1?done=amended"
    assert registry.asked[-1].header(b"if-match") == b'"4"'
    assert registry.last_json()["name"] == "ALPRO SA"


async def test_what_is_wrong_stands_beside_its_field(member: Browser, upstreams: Upstreams) -> None:
    wrong = {"code": "rule-broken", "errors": [{"pointer": "/addresses/0/city", "code": "required", "detail": ""}]}
    upstreams[Owner.REGISTRY].answers[SENT] = lambda: JSONResponse(wrong, 422)
    page = await member.send(await member.open(FORM), FORM, addresses__0__city="-")
    assert page.status == 422
    assert "#addresses-0-city" in page.seen.links


async def test_one_more_address_is_not_sent_yet(member: Browser, upstreams: Upstreams) -> None:
    page = await member.send(await member.open(FORM), FORM, step="add")
    assert "addresses.1.street" in page.form(FORM).names
    assert page.form(FORM).fields["version"] == '"3"'
    assert all(asked.method != "PATCH" for asked in upstreams[Owner.REGISTRY].asked)


@pytest.mark.parametrize("different", [{"kind": "attachment"}, {"status": "REQUESTED"}, {"status": "VALID"}])
async def test_nothing_can_be_changed_when_nothing_was_asked(
    member: Browser, upstreams: Upstreams, different: dict[str, str]
) -> None:
    told = {**REQUEST, **different}
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/requests/r1"] = lambda: JSONResponse(told)
    page = await member.open(FORM)
    assert page.status == 409
    assert not any(form.method == "post" and form.action == FORM for form in page.seen.forms)
