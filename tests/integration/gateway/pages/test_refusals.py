"""What does not work is a page, too: with what happened and what to do next. Programs get problem documents."""

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start
from tests.integration.gateway.pages.browser import SAME_ORIGIN, Browser
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.serving import closed_address


@pytest.mark.parametrize("path", ["/nowhere", "/guide/deeper", "/static/x.css/y", "/%00", "/confirm/done/x"])
async def test_an_unknown_address_is_a_friendly_page(browser: Browser, path: str) -> None:
    page = await browser.open(path, **{"Accept-Language": "fr"})
    assert page.status == 404
    assert "Cette page n’existe pas" in page.seen.text
    assert page.headers["content-type"].startswith("text/html")
    assert "/help" in page.seen.links


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/nowhere", "/api"])
async def test_programs_still_get_problem_documents(running: Running, path: str) -> None:
    answer = await running.http.get(path, headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_form_of_another_site_is_refused(browser: Browser, upstreams: Upstreams, anna: Anna) -> None:
    page = await browser.open("/login")
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example"},
    ):
        answer = await browser.send(page, "/login", headers=headers, email="a@b.example", password="x")
        assert answer.status == 403
        assert answer.headers["content-type"].startswith("text/html")
    assert not anna.asked("POST", "/api/v1/sessions")


async def test_a_form_without_our_cookie_or_token_is_refused(browser: Browser, anna: Anna) -> None:
    page = await browser.open("/login")
    without_token = await browser.send(page, "/login", csrf="")
    browser.http.cookies.clear()
    without_cookie = await browser.send(page, "/login")
    assert (without_token.status, without_cookie.status) == (403, 403)
    assert not anna.asked("POST", "/api/v1/sessions")


async def test_a_body_that_is_no_form_is_refused(running: Running) -> None:
    answer = await running.http.post("/login", json={}, headers=SAME_ORIGIN)
    assert answer.status_code == 415
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_limit_is_told_politely_with_when_to_come_back(start: Start, anna: Anna) -> None:
    async with start(login_limit="1/minute") as running:
        browser = Browser(running.http)
        await log_in(browser)
        browser.http.cookies.delete("session")
        page = await log_in(browser, "/login?lang=en")
    assert page.status == 429
    assert 1 <= int(page.headers["retry-after"]) <= 60
    assert "You can try again in" in page.seen.text
    assert anna.asked("POST", "/api/v1/sessions") == 1


async def test_identity_being_away_loses_nothing(start: Start) -> None:
    async with start(identity_url=closed_address()) as running:
        page = await log_in(Browser(running.http), "/login?lang=en")
    assert page.status == 503
    assert page.headers["retry-after"] == "2"
    assert page.form("/login").fields["email"] == "anna@alpro.example"
    assert "Nothing was done" in page.seen.text


async def test_a_defect_is_a_page_with_a_number_for_the_helpdesk(browser: Browser, upstreams: Upstreams) -> None:
    broken = {"code": "defect", "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
    upstreams[Owner.IDENTITY].answers["POST", "/api/v1/sessions"] = lambda: JSONResponse(broken, 500)
    page = await log_in(browser, "/login?lang=en")
    assert page.status == 500
    assert "4bf92f3577b34da6a3ce929d0e0e4736" in page.seen.text


async def test_a_form_that_is_too_big_is_refused_as_a_page(running: Running) -> None:
    answer = await running.http.post("/login", data={"email": "x" * 1_100_000}, headers=SAME_ORIGIN)
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")


async def test_the_headers_of_a_page_can_be_asked_for_alone(running: Running) -> None:
    answer = await running.http.head("/guide")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_mistake_in_a_page_of_ours_is_a_page_too(browser: Browser, anna: Anna, upstreams: Upstreams) -> None:
    await log_in(browser)
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/requests"] = lambda: JSONResponse({"not": "what was promised"})
    page = await browser.open("/profile", **{"Accept-Language": "en"})
    assert page.status == 500
    assert "quelque chose ne va pas de notre côté" in page.seen.text
    assert "Numéro de l’erreur" in page.seen.text
    assert "KeyError" not in page.html


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("This form could not be taken", "Nothing was done.")),
        ("fr", ("n’a pas pu être accepté", "Rien n’a été")),
    ],
)
async def test_a_form_that_is_not_ours_is_answered_with_what_to_do(
    browser: Browser, anna: Anna, language: str, said: tuple[str, ...]
) -> None:
    page = await browser.open(f"/login?lang={language}")
    answer = await browser.send(page, "/login", csrf="")
    assert all(each in answer.seen.text for each in said)
