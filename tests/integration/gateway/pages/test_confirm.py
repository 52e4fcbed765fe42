"""The page of the mailed link: nothing happens by looking, a refused password burns nothing, no token leaks."""

import re

import pytest
from starlette.responses import JSONResponse, Response

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Upstreams

CONFIRMATIONS = ("POST", "/api/v1/accounts/confirmations")


async def chosen(browser: Browser, token: str, *, repeated: str | None = None) -> Page:
    """Open the form and send it."""
    page = await browser.open(f"/confirm?token={token}&lang=fr")
    password = new_id()
    return await browser.send(page, "/confirm", password=password, repeated=password if repeated is None else repeated)


async def test_looking_uses_up_nothing_and_tells_the_token_nobody(browser: Browser, upstreams: Upstreams) -> None:
    token = new_id()
    page = await browser.open(f"/confirm?token={token}")
    assert not upstreams[Owner.IDENTITY].asked
    assert page.form("/confirm").fields["token"] == token
    hidden = re.sub(r'<input type="hidden" name="token" value="[^"]*">', "", page.html)
    assert token not in hidden
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"


async def test_a_token_cannot_break_out_of_the_page(browser: Browser) -> None:
    page = await browser.open("/confirm?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in page.html


async def test_a_good_password_ends_on_a_page_without_the_token(browser: Browser, upstreams: Upstreams) -> None:
    upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: Response(status_code=204)
    token = new_id()
    answer = await chosen(browser, token)
    assert (answer.status, answer.headers["location"]) == (303, "/confirm/done")
    sent = upstreams[Owner.IDENTITY].last_json()
    assert sent["token"] == token
    assert len(sent["password"]) == 36
    assert upstreams[Owner.IDENTITY].last.header(b"accept-language") == b"fr"
    assert "Votre compte est actif" in (await browser.follow(answer)).seen.text


@pytest.mark.parametrize(
    ("status", "code", "said", "form_again"),
    [
        (404, "link-unknown", "Ce lien ne peut pas servir", False),
        (410, "link-expired", "Ce lien a expiré", False),
        (422, "password-weak", "Ce mot de passe n’est pas assez solide.", True),
        (429, "too-many-requests", "Vous pourrez réessayer dans 7", True),
        (503, "unavailable", "Vous pourrez réessayer dans 7", True),
    ],
)
async def test_each_refusal_is_a_sentence(
    browser: Browser, upstreams: Upstreams, status: int, code: str, said: str, form_again: bool
) -> None:
    waits = {"Retry-After": "7"} if status in (429, 503) else {}
    upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: JSONResponse({"code": code}, status, headers=waits)
    page = await chosen(browser, new_id())
    assert page.status == status
    assert said in page.seen.text
    assert any(form.action == "/confirm" for form in page.seen.forms if form.method == "post") is form_again
    assert ("/confirm/again" in page.seen.links) is not form_again
    assert page.headers.get("retry-after") == waits.get("Retry-After")
    assert upstreams[Owner.IDENTITY].last_json()["password"] not in page.html


async def test_each_rule_that_is_broken_is_said_beside_the_field(browser: Browser, upstreams: Upstreams) -> None:
    errors = [{"pointer": "/password", "code": f"password-{rule}", "detail": ""} for rule in ("short", "digit")]
    weak = {"code": "password-weak", "errors": errors}
    upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: JSONResponse(weak, 422)
    page = await chosen(browser, new_id())
    assert "Choisissez un mot de passe d’au moins 10 caractères." in page.seen.text
    assert "Ajoutez un chiffre au mot de passe." in page.seen.text
    field = next(found for tag, found in page.seen.attributes if tag == "input" and found.get("name") == "password")
    assert field["aria-invalid"] == "true"
    assert "password-error" in field["aria-describedby"]


async def test_two_different_passwords_are_noticed_before_anything_is_sent(
    browser: Browser, upstreams: Upstreams
) -> None:
    page = await chosen(browser, new_id(), repeated="another")
    assert page.status == 422
    assert "Les deux mots de passe sont différents." in page.seen.text
    assert not upstreams[Owner.IDENTITY].asked


async def test_a_link_without_token_says_so(browser: Browser) -> None:
    page = await browser.open("/confirm?lang=en")
    assert "This link cannot be used" in page.seen.text
