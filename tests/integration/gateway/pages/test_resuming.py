"""A session that ends while somebody types: what was typed goes through the log-in and can be sent afterwards."""

import json
from typing import Any

import pytest
from starlette.responses import JSONResponse

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import ALPRO, introduce

FORM = "/organisations/o1/request"
TYPED = "Ünïcode & <b>“quotes”</b>\nsecond line"


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    introduce(upstreams)
    registry = upstreams[Owner.REGISTRY]
    registry.answers["GET", "/api/v1/organisations/o1"] = lambda: JSONResponse(ALPRO)
    registry.answers["POST", "/api/v1/organisations/o1/authorisations"] = lambda: JSONResponse(
        {"request_id": "r1"}, 201
    )
    await log_in(browser)
    return browser


async def interrupted(browser: Browser, anna: Anna, path: str = FORM, **typed: Any) -> tuple[Page, Page]:
    """The form, and what comes when it is sent after the session has ended."""
    form = await browser.open(path)
    browser.http.cookies.delete("session")
    return form, await browser.send(form, path, **typed)


async def again(browser: Browser, page: Page, **different: Any) -> Page:
    return await browser.send(page, "/login", **{"email": "anna@alpro.example", "password": new_id(), **different})


async def test_what_was_typed_is_sent_after_the_log_in_and_not_before(
    member: Browser, anna: Anna, upstreams: Upstreams
) -> None:
    form, asked = await interrupted(member, anna, message=TYPED, contact_email="office@alpro.example")
    assert asked.status == 401
    assert "Ce que vous aviez saisi est conservé." in asked.seen.text
    resumed = await again(member, asked)
    registry = upstreams[Owner.REGISTRY]
    assert not [each for each in registry.asked if each.method == "POST"]
    assert FORM in resumed.seen.links
    sent = await member.send(resumed, FORM)
    assert sent.headers["location"] == "/requests/r1?done=sent"
    assert registry.last_json() == {"message": TYPED, "contact_email": "office@alpro.example"}
    assert registry.last.header(b"idempotency-key") == form.form(FORM).fields["key"].encode()


async def test_a_wrong_password_in_between_loses_nothing(member: Browser, anna: Anna, upstreams: Upstreams) -> None:
    _, asked = await interrupted(member, anna, message=TYPED)
    wrong = await again(member, asked, password="")
    assert wrong.status == 422
    await member.send(await again(member, wrong), FORM)
    assert upstreams[Owner.REGISTRY].last_json() == {"message": TYPED}


async def test_passwords_are_kept_in_no_page(member: Browser, anna: Anna) -> None:
    secret = new_id()
    _, asked = await interrupted(member, anna, "/profile/password", current_password=secret, password=secret)
    assert asked.status == 303
    assert asked.headers["location"] == "/login?next=%2Fprofile%2Fpassword&because=ended"


@pytest.mark.parametrize("action", ["https://evil.example/", "//evil.example/", "/api/v1/me", "/logout", "x"])
async def test_a_form_for_another_place_is_never_shown(member: Browser, action: str) -> None:
    member.http.cookies.delete("session")
    page = await member.open("/login")
    answer = await again(member, page, kept=json.dumps({"action": action, "fields": [["a", "b"]]}))
    assert (answer.status, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("written", ["", "{", "[]", '{"action": "/work"}', '{"action": "/work", "fields": [["a"]]}'])
async def test_what_is_no_kept_form_is_nothing(member: Browser, written: str) -> None:
    member.http.cookies.delete("session")
    answer = await again(member, await member.open("/login"), kept=written)
    assert (answer.status, answer.headers["location"]) == (303, "/")
