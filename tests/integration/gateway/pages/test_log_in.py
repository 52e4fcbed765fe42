"""Logging in and out in a browser: one sealed cookie, renewed without anybody noticing."""

import asyncio

import httpx
import pytest
from starlette.responses import JSONResponse

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

MEMBERS_PAGE = "/profile/edit"


async def test_logging_in_leads_on_and_shows_who_one_is_in_ones_language(browser: Browser, anna: Anna) -> None:
    answer = await log_in(browser, "/login?lang=en&next=%2Fguide")
    assert (answer.status, answer.headers["location"]) == (303, "/guide")
    page = await browser.follow(answer)
    assert "Anna Aubry" in page.seen.text
    assert page.seen.language == "fr"
    assert page.headers["cache-control"] == "no-store"


async def test_the_cookie_is_sealed_and_for_no_script(browser: Browser, anna: Anna) -> None:
    cookies = (await log_in(browser)).headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("session="))
    assert "HttpOnly" in session
    assert "SameSite=lax" in session
    assert "Max-Age" not in session
    for secret in ("refresh", "anna", "Aubry", "eyJ"):
        assert secret not in session
    assert len(session) < 3000


async def test_the_cookie_stays_small_however_much_somebody_may_do(browser: Browser, anna: Anna) -> None:
    kinds = ("operator", "control_body", "authority")
    organisations = [{"id": new_id(), "kind": kinds[number % 3], "name": "x" * 200} for number in range(500)]
    right = {"status": "VALID", "effective": True, "since": None}
    anna.rights = [{**right, "organisation": each, "administrator": each["id"] < "5"} for each in organisations]
    anna.me.update(first_name="é" * 100, last_name="ü" * 100, email="a" * 308 + "@x.example")
    await log_in(browser)
    assert len(browser.http.cookies["session"]) < 3900


def kept(page: Page) -> dict[str, tuple[str, set[str]]]:
    """The cookies that an answer sets: value and attributes by name."""
    parts = [cookie.split("; ") for cookie in page.headers.get_list("set-cookie")]
    return {first.partition("=")[0]: (first.partition("=")[2], set(rest)) for first, *rest in parts}


async def test_with_https_every_cookie_is_secure_and_for_no_script(start: Start, anna: Anna) -> None:
    guarded = {"Secure", "HttpOnly", "SameSite=lax", "Path=/"}
    async with start(public_url="https://access.example") as running:
        browser = Browser(running.http)
        form = await browser.open("/login?lang=fr")
        given = kept(form)
        assert given.keys() == {"__Host-form", "language"}
        ours = {"Cookie": f"__Host-form={given['__Host-form'][0]}"}
        logged_in = await browser.send(form, "/login", headers=ours, email="anna@alpro.example", password=new_id())
        given |= kept(logged_in)
        assert given.keys() == {"__Host-form", "__Host-session", "language"}
        ours = {"Cookie": "; ".join(f"{name}={value}" for name, (value, _) in given.items())}
        page = await browser.open("/", **ours)
        assert "Anna Aubry" in page.seen.text
        value, cleared = kept(await browser.send(page, "/logout", headers=ours))["__Host-session"]
    for name, (_, attributes) in given.items():
        assert attributes >= guarded, name
        assert not any(each.startswith("Domain") for each in attributes), name
        assert name == "language" or not any(each.startswith(("Max-Age", "expires")) for each in attributes), name
    assert value.strip('"') == ""
    assert cleared >= {*guarded, "Max-Age=0"}


async def test_somebody_elses_page_is_never_where_a_log_in_leads(browser: Browser, anna: Anna) -> None:
    answer = await log_in(browser, "/login", next="https://evil.example/")
    assert answer.headers["location"] == "/"


async def test_who_is_logged_in_is_not_asked_again(browser: Browser, anna: Anna) -> None:
    await log_in(browser)
    again = await browser.open("/login?next=/faq")
    assert (again.status, again.headers["location"]) == (303, "/faq")


async def test_a_wrong_password_is_said_beside_the_address_and_never_shown(
    browser: Browser, upstreams: Upstreams
) -> None:
    refused = {"code": "wrong-credentials", "status": 401}
    upstreams[Owner.IDENTITY].answers["POST", "/api/v1/sessions"] = lambda: JSONResponse(refused, 401)
    password = new_id()
    page = await log_in(browser, "/login?lang=en", password=password)
    assert page.status == 401
    assert "The address or the password is not right" in page.seen.text
    assert page.form("/login").fields["email"] == "anna@alpro.example"
    assert password not in page.html


async def test_a_form_with_gaps_asks_nobody(browser: Browser, anna: Anna) -> None:
    page = await log_in(browser, "/login?lang=en", email=" ", password="")
    assert page.status == 422
    assert "Enter your e-mail address." in page.seen.text
    assert "Enter your password." in page.seen.text
    assert page.seen.title.startswith("Error:")
    assert not anna.asked("POST", "/api/v1/sessions")


async def test_logging_out_ends_the_session_everywhere_at_once(browser: Browser, anna: Anna, running: Running) -> None:
    page = await browser.follow(await log_in(browser))
    kept = browser.http.cookies["session"]
    out = await browser.send(page, "/logout")
    assert (out.status, out.headers["location"]) == (303, "/?out=")
    assert "session" not in browser.http.cookies
    assert anna.asked("DELETE", "/api/v1/sessions/current") == 1
    assert "session" in running.gateway.ended
    browser.http.cookies.set("session", kept)
    again = await browser.open(MEMBERS_PAGE)
    assert again.headers["location"].startswith("/login?next=%2Fprofile%2Fedit&because=ended")


async def test_an_answer_to_a_form_can_be_gone_back_to_until_the_log_out(browser: Browser, anna: Anna) -> None:
    await log_in(browser)
    before = await browser.open("/profile/password")
    answer = await browser.send(before, "/profile/password", current_password="o", password="x")
    assert (before.headers["cache-control"], answer.headers["cache-control"]) == ("no-store", "private, no-cache")
    assert "clear-site-data" not in answer.headers
    assert (await browser.send(before, "/logout")).headers["clear-site-data"] == '"cache"'


async def test_a_page_for_members_asks_to_log_in_and_comes_back(browser: Browser, anna: Anna) -> None:
    asked = await browser.open("/profile?x=1")
    assert (asked.status, asked.headers["location"]) == (303, "/login?next=%2Fprofile%3Fx%3D1")
    answer = await log_in(browser, asked.headers["location"])
    assert answer.headers["location"] == "/profile?x=1"


async def visit_twice(running: Running) -> tuple[Page, Page]:
    """Two tabs at once."""
    first, second = await asyncio.gather(*(Browser(running.http).open(MEMBERS_PAGE) for _ in range(2)))
    return first, second


async def test_an_old_token_is_renewed_without_anybody_noticing(running: Running, browser: Browser, anna: Anna) -> None:
    anna.lives = 0
    await log_in(browser)
    anna.lives, anna.me["first_name"] = 300, "Annabelle"
    first, second = await visit_twice(running)
    assert (first.status, second.status) == (200, 200)
    assert anna.asked("POST", "/api/v1/sessions/refreshes") == 1
    assert "Annabelle Aubry" in first.seen.text
    await browser.open(MEMBERS_PAGE)
    assert anna.asked("POST", "/api/v1/sessions/refreshes") == 1


async def test_an_answer_that_got_lost_does_not_end_the_session(running: Running, browser: Browser, anna: Anna) -> None:
    anna.lives = 0
    await log_in(browser)
    anna.lives, old = 300, dict(browser.http.cookies)
    await browser.open(MEMBERS_PAGE)
    async with httpx.AsyncClient(base_url=running.url, cookies=old, trust_env=False, timeout=30) as http:
        assert (await Browser(http).open(MEMBERS_PAGE)).status == 200
    assert anna.asked("POST", "/api/v1/sessions/refreshes") == 1


async def test_a_session_that_is_over_leads_to_the_log_in_and_is_forgotten(browser: Browser, anna: Anna) -> None:
    anna.lives = 0
    await log_in(browser)
    over = {"code": "session-over"}
    anna.identity.answers["POST", "/api/v1/sessions/refreshes"] = lambda: JSONResponse(over, 401)
    page = await browser.open(MEMBERS_PAGE)
    assert page.headers["location"] == "/login?next=%2Fprofile%2Fedit&because=ended"
    assert "session" not in browser.http.cookies


async def test_identity_being_away_for_a_renewal_ends_nothing(browser: Browser, anna: Anna) -> None:
    anna.lives = 0
    await log_in(browser)
    away = {"code": "unavailable"}
    anna.identity.answers["POST", "/api/v1/sessions/refreshes"] = lambda: JSONResponse(away, 503)
    page = await browser.open(MEMBERS_PAGE)
    assert page.status == 503
    assert "session" in browser.http.cookies


@pytest.mark.parametrize("cookie", ["rubbish", "", "gAAAAAB-x"])
async def test_a_cookie_that_is_not_ours_is_no_session(browser: Browser, anna: Anna, cookie: str) -> None:
    browser.http.cookies.set("session", cookie)
    page = await browser.open("/")
    assert page.status == 200
    assert "Anna" not in page.seen.text


async def test_the_key_can_be_rotated_without_logging_anybody_out(start: Start, anna: Anna, tokens: Tokens) -> None:
    old, new = new_id(), new_id()
    async with start(cookie_keys=old) as running:
        await log_in(Browser(running.http))
        kept = dict(running.http.cookies)
    async with start(cookie_keys=f"{new},{old}") as running:
        running.http.cookies.update(kept)
        assert "Anna Aubry" in (await Browser(running.http).open("/")).seen.text
    async with start(cookie_keys=new) as running:
        running.http.cookies.update(kept)
        assert "Anna Aubry" not in (await Browser(running.http).open("/")).seen.text


@pytest.mark.parametrize("path", ["/profile", "/profile/edit", "/profile/password", "/profile/sessions"])
async def test_pages_of_members_are_for_members(browser: Browser, anna: Anna, path: str) -> None:
    page = await browser.open(path)
    assert page.status == 303
    assert page.headers["location"].startswith("/login?next=")
