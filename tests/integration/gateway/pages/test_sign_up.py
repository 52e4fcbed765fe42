"""Signing up in the browser: what is wrong stands beside the fields, nothing typed is lost, nothing is sent twice."""

from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Upstreams
from tests.integration.gateway.upstream import FakeService

FILLED: dict[str, Any] = {
    "first_name": "Élodie",
    "last_name": "Durand",
    "email": "elodie.durand@alpro.example",
    "email_confirmation": "elodie.durand@alpro.example",
    "language": "fr",
    "captcha.answer": "ACD347",
    "privacy_accepted": "yes",
}


@pytest.fixture
def identity(upstreams: Upstreams) -> FakeService:
    """Makes captchas c1, c2, … and accepts every form."""
    fake, made = upstreams[Owner.IDENTITY], iter(range(1, 100))

    def captcha() -> Response:
        path = f"/api/v1/captchas/c{next(made)}"
        body = {"id": path[-2:], "image_url": f"{path}/image", "audio_url": f"{path}/audio", "expires_at": "later"}
        return JSONResponse(body, 201)

    fake.answers["POST", "/api/v1/captchas"] = captcha
    fake.answers["POST", "/api/v1/accounts"] = lambda: JSONResponse({"warnings": []}, 202)
    fake.answers["POST", "/api/v1/accounts/confirmations/renewals"] = lambda: Response(status_code=202)
    return fake


async def filled(browser: Browser, **different: Any) -> Page:
    page = await browser.open("/signup?lang=en")
    form: dict[str, Any] = {**FILLED, **different}
    return await browser.send(page, "/signup", **form)


def refused(*errors: tuple[str, str]) -> Response:
    listed = [{"pointer": pointer, "code": code, "detail": ""} for pointer, code in errors]
    return JSONResponse({"code": "registration-refused", "errors": listed}, 422)


async def test_the_form_can_be_seen_and_heard(browser: Browser, identity: FakeService) -> None:
    page = await browser.open("/signup?lang=en")
    sources = {tag: found["src"] for tag, found in page.seen.attributes if tag in ("img", "audio")}
    assert sources == {"img": "/api/v1/captchas/c1/image", "audio": "/api/v1/captchas/c1/audio"}
    assert {*FILLED, "captcha.id", "key", "csrf"} <= page.form("/signup").names
    assert "version 1.1" in page.seen.text
    assert page.headers["cache-control"] == "no-store"


async def test_a_good_form_reaches_identity_and_leads_to_what_happens_next(
    browser: Browser, identity: FakeService
) -> None:
    answer = await filled(browser)
    assert (answer.status, answer.headers["location"]) == (303, "/signup/sent")
    assert identity.last_json() == {
        "first_name": "Élodie",
        "last_name": "Durand",
        "email": "elodie.durand@alpro.example",
        "email_confirmation": "elodie.durand@alpro.example",
        "language": "fr",
        "captcha": {"id": "c1", "answer": "ACD347"},
        "privacy_accepted": True,
    }
    sent = await browser.follow(answer)
    assert "90 minutes" in sent.seen.text
    assert "/confirm/again" in sent.seen.links


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("language", "wait", "folder", "ask"),
    [
        ("en", "up to 20 minutes", "the folder for unwanted mail", "ask your IT department"),
        ("fr", "jusqu’à 20 minutes", "les indésirables", "demandez à votre service informatique"),
    ],
)
async def test_who_gets_no_mail_is_told_where_to_look(
    browser: Browser, identity: FakeService, language: str, wait: str, folder: str, ask: str
) -> None:
    sent = await browser.open(f"/signup/sent?lang={language}")
    assert wait in sent.seen.text
    assert folder in sent.seen.text
    assert {"/confirm/again", "/faq"} <= set(sent.seen.links)
    answers = (await browser.open("/faq")).seen.text
    assert all(said in answers for said in (wait, folder, ask))


async def test_a_form_sent_twice_carries_one_key(browser: Browser, identity: FakeService) -> None:
    page = await browser.open("/signup")
    for _ in range(2):
        await browser.send(page, "/signup", **FILLED)
    keys = {asked.header(b"idempotency-key") for asked in identity.asked if asked.target == b"/api/v1/accounts"}
    assert len(keys) == 1
    other = await browser.open("/signup")
    assert other.form("/signup").fields["key"].encode() not in keys


async def test_errors_stand_beside_their_fields_and_what_was_typed_stays(
    browser: Browser, identity: FakeService
) -> None:
    identity.answers["POST", "/api/v1/accounts"] = lambda: refused(
        ("/last_name", "name-missing"), ("/email", "email-syntax")
    )
    page = await filled(browser, last_name="", email="elodie")
    assert page.status == 422
    assert page.seen.title.startswith("Error:")
    wrong = {found["name"] for _, found in page.seen.attributes if found.get("aria-invalid") == "true"}
    assert wrong == {"last_name", "email"}
    assert {"#last_name", "#email"} <= set(page.seen.links)
    form = page.form("/signup").fields
    assert (form["first_name"], form["email"], form["privacy_accepted"]) == ("Élodie", "elodie", "yes")
    assert (form["captcha.id"], form["captcha.answer"]) == ("c1", "ACD347")


@pytest.mark.parametrize(
    ("pointer", "code"), [("/captcha/answer", "captcha-wrong"), ("/captcha/id", "captcha-expired")]
)
async def test_after_a_wrong_or_used_captcha_there_is_another(
    browser: Browser, identity: FakeService, pointer: str, code: str
) -> None:
    identity.answers["POST", "/api/v1/accounts"] = lambda: refused((pointer, code))
    page = await filled(browser)
    form = page.form("/signup").fields
    assert (form["captcha.id"], form["captcha.answer"]) == ("c2", "")
    assert "#captcha-answer" in page.seen.links
    assert form["email"] == "elodie.durand@alpro.example"


async def test_another_picture_loses_nothing_and_sends_nothing(browser: Browser, identity: FakeService) -> None:
    page = await filled(browser, another="yes")
    assert page.status == 200
    assert page.form("/signup").fields["captcha.id"] == "c2"
    assert page.form("/signup").fields["last_name"] == "Durand"
    assert not any(asked.target == b"/api/v1/accounts" for asked in identity.asked)


async def test_an_address_that_several_people_read_is_asked_about(browser: Browser, identity: FakeService) -> None:
    odd = {"warnings": [{"pointer": "/email", "code": "functional-mailbox", "detail": ""}]}
    identity.answers["POST", "/api/v1/accounts"] = lambda: JSONResponse(odd, 202)
    sent = await browser.follow(await filled(browser, email="info@alpro.example"))
    assert "An account belongs to one person" in sent.seen.text


async def test_the_next_page_says_nothing_that_an_address_made_up(browser: Browser, identity: FakeService) -> None:
    page = await browser.open("/signup/sent?warning=%3Cscript%3E")
    assert "script>" not in page.html.replace('<script src="', "").replace("defer></script>", "")


async def test_another_link_is_asked_for_and_the_answer_never_says_whether_there_is_an_account(
    browser: Browser, identity: FakeService
) -> None:
    page = await browser.open("/confirm/again")
    answer = await browser.send(page, "/confirm/again", email=" elodie.durand@alpro.example ")
    assert (answer.status, answer.headers["location"]) == (303, "/signup/sent")
    assert identity.last_json() == {"email": "elodie.durand@alpro.example"}
    empty = await browser.send(page, "/confirm/again", email="elodie")
    assert empty.status == 422
    assert empty.form("/confirm/again").fields["email"] == "elodie"


async def test_identity_being_away_is_said_with_the_form_still_filled(browser: Browser, identity: FakeService) -> None:
    away = {"code": "unavailable"}
    identity.answers["POST", "/api/v1/accounts"] = lambda: JSONResponse(away, 503, headers={"Retry-After": "2"})
    page = await filled(browser)
    assert (page.status, page.headers["retry-after"]) == (503, "2")
    assert page.form("/signup").fields["last_name"] == "Durand"
