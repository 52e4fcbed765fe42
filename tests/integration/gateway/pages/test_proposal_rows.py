"""Several addresses and activities in the form of a proposal, without script (rules D2, D4, D5)."""

import json
from typing import Any

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import FILLED, MAIN_ADDRESS, introduce

FORM = "/operators/new"
STORE = {"street": "Quay 2", "postcode": "2000", "city": "Antwerpen", "country": "BR"}
SECOND = {f"addresses.1.{part}": value for part, value in STORE.items()}


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    introduce(upstreams)
    await log_in(browser)
    return browser


async def edited(browser: Browser, step: str, **filled: Any) -> Page:
    """Fill in the form and press one of its own buttons."""
    return await browser.send(await browser.open(FORM), FORM, step=step, **{**FILLED, **filled})


async def test_one_more_address_keeps_what_was_filled_in_and_takes_the_focus(member: Browser) -> None:
    page = await edited(member, "add")
    fields = page.form(FORM).fields
    assert (page.status, fields["name"], fields["addresses.1.street"]) == (200, "Test Importer", "")
    focused = [found["name"] for _, found in page.seen.attributes if "autofocus" in found]
    assert focused == ["addresses.1.street"]


async def test_an_address_that_is_taken_away_lets_the_others_move_up(member: Browser) -> None:
    third = {f"addresses.2.{part}": f"third {part}" for part in ("street", "postcode", "city")}
    page = await edited(member, "drop-1", main="2", **SECOND, **third, **{"addresses.2.country": "BE"})
    form = page.form(FORM)
    assert (form.fields["addresses.1.city"], "addresses.2.city" in form.names) == ("third city", False)
    chosen = [
        found["value"] for _, found in page.seen.attributes if found.get("type") == "radio" and "checked" in found
    ]
    assert chosen == ["1"]


@pytest.mark.parametrize("step", ["drop-0", "drop-9", "drop-", "drop--1", "drop-²"])
async def test_the_last_address_stays_and_so_do_those_there_are_not(member: Browser, step: str) -> None:
    page = await edited(member, step, **SECOND)
    assert page.status == 200
    assert page.form(FORM).fields["addresses.0.city"] == "Bruxelles"


async def test_the_main_address_routes_the_request_and_is_sent_as_such(member: Browser, upstreams: Upstreams) -> None:
    registry = upstreams[Owner.REGISTRY]
    registry.answers["POST", "/api/v1/operators"] = lambda: JSONResponse({"request_id": "r1"}, 201)
    page = await edited(member, "", main="1", **{**SECOND, "addresses.1.country": "FR"})
    assert b"country=FR" in upstreams[Owner.VALIDATION].asked[-1].target
    await member.send(page, FORM, step="send")
    assert registry.last_json()["addresses"] == [
        {**MAIN_ADDRESS, "main": False},
        {**STORE, "country": "FR", "main": True},
    ]


async def test_each_activity_has_its_own_control_body(member: Browser, upstreams: Upstreams) -> None:
    registry = upstreams[Owner.REGISTRY]
    wrong = {
        "code": "rule-broken",
        "errors": [{"pointer": "/activities/1/control_body", "code": "control-body-unknown", "detail": ""}],
    }
    registry.answers["POST", "/api/v1/operators"] = lambda: JSONResponse(wrong, 422)
    both = {
        "activities": ["organic-importer", "organic-operator"],
        "control_body.organic-operator": "FR-BIO-01 Ecocert",
    }
    form = {**FILLED, **both}
    page = await member.send(await member.open(FORM), FORM, **form)
    page = await member.send(page, FORM, **{**form, "step": "send"})
    sent = next(asked for asked in registry.asked if asked.method == "POST")
    assert json.loads(sent.body)["activities"] == [
        {"type": "organic-importer", "control_body": "BE-BIO-01"},
        {"type": "organic-operator", "control_body": "FR-BIO-01"},
    ]
    assert "#control_body-organic-operator" in page.seen.links
    page = await edited(member, "", **{**both, "control_body.organic-operator": ""})
    assert [link for link in page.seen.links if link.startswith("#")][1:-1] == ["#control_body-organic-operator"]


async def test_operators_have_their_seat_where_they_can_be_established(member: Browser) -> None:
    page = await edited(member, "add")
    seat = {"": "Choisissez un pays", "BE": "Belgique (BE)"}
    assert page.options("addresses.0.country") == seat
    assert page.options("addresses.1.country") == {**seat, "BR": "Brésil (BR)"}
    authority = await member.open("/organisations/new?kind=authority")
    assert authority.options("addresses.0.country") == {**seat, "BR": "Brésil (BR)"}


async def test_control_bodies_are_suggested_while_one_types(member: Browser, upstreams: Upstreams) -> None:
    answer = await member.open("/control-bodies?q=cert")
    assert answer.answer.json() == {"items": [{"code": "BE-BIO-01", "name": "Certisys"}]}
    asked = upstreams[Owner.REGISTRY].asked[-1].target
    assert asked == b"/api/v1/control-bodies?q=cert&limit=10"
