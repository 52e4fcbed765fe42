"""A way in for who lost the password."""

import pytest
from starlette.responses import JSONResponse, Response

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.conftest import Upstreams
from tests.integration.gateway.upstream import FakeService

ASKED, CHOSEN = ("POST", "/api/v1/password-resets"), ("POST", "/api/v1/password-resets/confirmations")


@pytest.fixture
def identity(upstreams: Upstreams) -> FakeService:
    fake = upstreams[Owner.IDENTITY]
    fake.answers[ASKED] = lambda: Response(status_code=202)
    fake.answers[CHOSEN] = lambda: Response(status_code=204)
    return fake


async def test_the_mail_is_asked_for_and_nothing_is_told_about_the_address(
    browser: Browser, identity: FakeService
) -> None:
    page = await browser.open("/reset?lang=en")
    answer = await browser.send(page, "/reset", email="anna@alpro.example")
    assert identity.last_json() == {"email": "anna@alpro.example"}
    sent = await browser.follow(answer)
    assert "If there is an account with this address" in sent.seen.text


async def test_the_link_leads_to_choosing_another_password(browser: Browser, identity: FakeService) -> None:
    token, password = new_id(), new_id()
    page = await browser.open(f"/reset?token={token}&lang=en")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert not identity.asked
    answer = await browser.send(page, "/reset", password=password, repeated=password)
    assert identity.last_json() == {"token": token, "password": password}
    assert answer.headers["location"] == "/reset/done"
    assert "Your password is changed" in (await browser.follow(answer)).seen.text


@pytest.mark.parametrize(
    ("status", "said"), [(404, "This link cannot be used"), (410, "This link has expired"), (422, "not strong enough")]
)
async def test_what_is_wrong_is_said_and_how_to_go_on(
    browser: Browser, identity: FakeService, status: int, said: str
) -> None:
    identity.answers[CHOSEN] = lambda: JSONResponse({"code": "password-weak"}, status)
    page = await browser.open(f"/reset?token={new_id()}&lang=en")
    answer = await browser.send(page, "/reset", password="x", repeated="x")
    assert answer.status == status
    assert said in answer.seen.text
    assert ("/reset" in answer.seen.links) is (status != 422)
    assert not [form for form in answer.seen.forms if form.method == "get"]
