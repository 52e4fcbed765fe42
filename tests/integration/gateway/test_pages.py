"""The pages as a browser without script sees them."""

import re
from html import unescape

import httpx
import pytest
from starlette.responses import JSONResponse, Response

from chassis.ids import new_id
from services.gateway.owners import Owner
from services.gateway.pages.texts import texts
from tests.integration.gateway.conftest import Running, Start
from tests.integration.gateway.serving import closed_address
from tests.integration.gateway.upstream import FakeService

Upstreams = dict[Owner, FakeService]
CONFIRMATIONS = ("POST", "/api/v1/accounts/confirmations")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


def fields(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the password form."""
    form = page.text.partition('<form class="password"')[2]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}


async def chosen(running: Running, token: str, *, repeated: str | None = None, **headers: str) -> httpx.Response:
    """Open the form and send it as a browser does."""
    password = new_id()
    form = fields(await running.http.get("/confirm", params={"token": token, "lang": "fr"}))
    data = {**form, "password": password, "repeated": password if repeated is None else repeated}
    return await running.http.post("/confirm", data=data, headers={**SAME_ORIGIN, **headers})


def said(page: httpx.Response, problem: str, language: str = "fr") -> bool:
    return texts(language)["confirm"]["problems"][problem] in unescape(page.text)


@pytest.mark.parametrize("path", ["/", "/guide", "/confirm/done"])
async def test_pages_speak_both_languages_without_script(running: Running, path: str) -> None:
    french = await running.http.get(path, headers={"Accept-Language": "fr-BE,fr;q=0.9,en;q=0.5"})
    english = await running.http.get(path, params={"lang": "en"}, headers={"Accept-Language": "fr"})
    for page, language in ((french, "fr"), (english, "en")):
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
        assert page.headers["content-language"] == language
        assert "<script" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_mailbox_is_shown_only_where_there_is_one(start: Start) -> None:
    async with start() as running:
        without = await running.http.get("/")
    async with start(mailbox_url="http://127.0.0.1:8025") as running:
        with_mailbox = await running.http.get("/")
    assert "8025" not in without.text
    assert with_mailbox.text.count('href="http://127.0.0.1:8025"') == 2
    for link in ("/guide", "/api/docs"):
        assert f'href="{link}' in without.text


async def test_the_stylesheet_is_ours(running: Running) -> None:
    style = await running.http.get("/static/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "@import" not in style.text
    assert "url(" not in style.text


async def test_looking_at_the_form_uses_up_nothing_and_shows_the_token_nowhere_else(
    running: Running, upstreams: Upstreams
) -> None:
    token = new_id()
    page = await running.http.get("/confirm", params={"token": token})
    assert not upstreams[Owner.IDENTITY].asked
    assert fields(page)["token"] == token
    assert token not in re.sub(r'<input type="hidden" name="token" value="[^"]*">', "", page.text)
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def test_a_token_cannot_break_out_of_the_page(running: Running) -> None:
    page = await running.http.get("/confirm", params={"token": '"><script>alert(1)</script>'})
    assert "<script>" not in page.text


async def test_with_https_the_cookie_is_for_this_host_and_secure(start: Start) -> None:
    async with start(public_url="https://access.example") as running:
        cookie = (await running.http.get("/confirm", params={"token": "t"})).headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert "; Secure" in cookie


async def test_choosing_a_password_reaches_identity_and_ends_on_a_page_without_the_token(
    running: Running, upstreams: Upstreams
) -> None:
    upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: Response(status_code=204)
    token = new_id()
    answer = await chosen(running, token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/confirm/done?lang=fr")
    sent = upstreams[Owner.IDENTITY].last_json()
    assert sent["token"] == token
    assert len(sent["password"]) == 36
    assert upstreams[Owner.IDENTITY].last.header(b"accept-language") == b"fr"
    done = await running.http.get(answer.headers["location"])
    assert texts("fr")["confirm"]["done"]["title"] in unescape(done.text)


@pytest.mark.parametrize(
    ("status", "problem", "form_again"),
    [
        (404, "unknown", False),
        (410, "expired", False),
        (422, "refused", True),
        (429, "too-many", True),
        (500, "unavailable", True),
    ],
)
async def test_each_refusal_of_identity_is_a_sentence(
    running: Running, upstreams: Upstreams, status: int, problem: str, form_again: bool
) -> None:
    upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: JSONResponse({"code": "x"}, status)
    token = new_id()
    page = await chosen(running, token)
    assert page.status_code == status
    assert said(page, problem)
    assert ("token" in fields(page)) is form_again
    assert upstreams[Owner.IDENTITY].last_json()["password"] not in page.text


@pytest.mark.parametrize("status", [429, 503])
async def test_when_identity_says_when_to_come_back_the_page_says_it_on(
    running: Running, upstreams: Upstreams, status: int
) -> None:
    upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: JSONResponse({}, status, headers={"Retry-After": "7"})
    page = await chosen(running, new_id())
    assert (page.status_code, page.headers.get_list("retry-after")) == (status, ["7"])


async def test_identity_being_away_is_a_sentence_too(start: Start) -> None:
    async with start(identity_url=closed_address()) as running:
        page = await chosen(running, new_id())
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    assert said(page, "unavailable")
    assert fields(page)["token"]


async def test_forms_count_for_the_limit_of_their_address(start: Start, upstreams: Upstreams) -> None:
    async with start(api_limit="1/minute") as running:
        upstreams[Owner.IDENTITY].answers[CONFIRMATIONS] = lambda: JSONResponse({"code": "x"}, 422)
        await chosen(running, new_id())
        page = await chosen(running, new_id())
    assert page.status_code == 429
    assert "retry-after" in page.headers
    assert said(page, "too-many")
    assert len(upstreams[Owner.IDENTITY].asked) == 1


async def test_two_different_passwords_are_noticed_before_anything_is_sent(
    running: Running, upstreams: Upstreams
) -> None:
    page = await chosen(running, new_id(), repeated="another")
    assert page.status_code == 422
    assert said(page, "different")
    assert not upstreams[Owner.IDENTITY].asked


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example"}]
)
async def test_a_form_of_another_site_is_refused(
    running: Running, upstreams: Upstreams, headers: dict[str, str]
) -> None:
    page = await chosen(running, new_id(), **headers)
    assert page.status_code == 403
    assert said(page, "foreign")
    assert not upstreams[Owner.IDENTITY].asked


async def test_a_form_without_our_cookie_is_refused(running: Running, upstreams: Upstreams) -> None:
    form = fields(await running.http.get("/confirm", params={"token": new_id()}))
    running.http.cookies.clear()
    page = await running.http.post("/confirm", data={**form, "password": "x", "repeated": "x"}, headers=SAME_ORIGIN)
    assert page.status_code == 403
    assert not upstreams[Owner.IDENTITY].asked


async def test_a_link_without_token_says_so(running: Running) -> None:
    page = await running.http.get("/confirm", params={"lang": "en"})
    assert said(page, "unknown", "en")
    assert "password" not in fields(page)
