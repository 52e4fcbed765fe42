"""Pages that say the same to everybody: in both languages, with every link of the guide, and nothing inline."""

import re

import pytest

from services.gateway.pages.content.texts import PLAIN
from tests.integration.gateway.conftest import Running, Start
from tests.integration.gateway.pages.browser import Browser

PATHS = ["/", *(f"/{name}" for name in PLAIN), "/login", "/confirm/done"]
OF_THE_GUIDE = [
    *("/guide", "/faq", "/news", "/help", "/signup", "/guide#account", "/reset", "/privacy", "/legal"),
    *("/cookies", "/credits", "/problem", "/login", "#top"),
]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]* src=)")


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_speaks_both_languages_and_weighs_little(browser: Browser, path: str) -> None:
    french = await browser.open(path, **{"Accept-Language": "fr-BE,fr;q=0.9,en;q=0.5"})
    english = await browser.open(path, **{"Accept-Language": "en"})
    for page, language in ((french, "fr"), (english, "en")):
        assert page.status == 200
        assert page.seen.language == page.headers["content-language"] == language
        assert page.seen.title
        assert len(page.answer.content) < 100_000
        assert INLINE.search(page.html) is None
    assert french.seen.title != english.seen.title
    assert english.html.count("<h1") == french.html.count("<h1") == 1


async def test_the_welcome_page_has_every_link_of_the_guide_and_the_version(browser: Browser) -> None:
    page = await browser.open("/", **{"Accept-Language": "en"})
    assert set(OF_THE_GUIDE) <= set(page.seen.links)
    assert "traces-access 0.1.0" in page.seen.text


@pytest.mark.parametrize(
    ("language", "link"),
    [("en", "Privacy statement (version 1.1)"), ("fr", "Déclaration de confidentialité (version 1.1)")],
)
async def test_the_welcome_page_and_the_privacy_statement_name_its_version(
    browser: Browser, language: str, link: str
) -> None:
    assert f'<a href="/privacy">{link}</a>' in (await browser.open(f"/?lang={language}")).html
    assert "Version 1.1" in (await browser.open("/privacy")).seen.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Before that day the authority is reminded; from then on you can remind it yourself"),
        ("fr", "Avant ce jour, l’autorité reçoit un rappel ; à partir de là, vous pouvez la relancer vous-même"),
    ],
)
async def test_the_answers_say_from_when_an_authority_can_be_reminded(
    browser: Browser, language: str, said: str
) -> None:
    assert said in (await browser.open(f"/faq?lang={language}")).seen.text


async def test_the_mailbox_is_shown_only_where_there_is_one(start: Start) -> None:
    async with start() as running:
        without = await running.http.get("/")
    async with start(mailbox_url="http://127.0.0.1:8025") as running:
        with_mailbox = await running.http.get("/")
    assert ":8025" not in without.text
    assert 'href="http://127.0.0.1:8025"' in with_mailbox.text


async def test_a_language_once_chosen_stays(browser: Browser) -> None:
    chosen = await browser.open("/?lang=fr", **{"Accept-Language": "en"})
    later = await browser.open("/faq", **{"Accept-Language": "en"})
    assert (chosen.seen.language, later.seen.language) == ("fr", "fr")
    cookie = chosen.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "Max-Age=31536000" in cookie


async def test_switching_the_language_keeps_what_was_asked(browser: Browser) -> None:
    page = await browser.open("/login?next=%2Fwork%3Fstatus%3DOPEN&lang=en")
    switch = next(form for form in page.seen.forms if form.method == "get")
    assert (switch.action, switch.fields) == ("/login", {"next": "/work?status=OPEN"})


@pytest.mark.parametrize("kind", ["css", "js"])
async def test_style_and_script_are_ours_and_kept_for_ever(browser: Browser, kind: str) -> None:
    page = await browser.open("/")
    found = re.search(rf'"(/static/[^"]+\.{kind})"', page.html)
    assert found is not None
    asset = await browser.open(found[1])
    assert asset.status == 200
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert asset.headers["content-type"].startswith({"css": "text/css", "js": "text/javascript"}[kind])
    assert "@import" not in asset.html
    assert "url(" not in asset.html
    assert len(asset.answer.content) < 60_000
    assert (await browser.open(f"/static/traces.000000000000.{kind}")).status == 404


async def test_headers_keep_a_page_from_running_leaking_and_being_framed(running: Running) -> None:
    page = await Browser(running.http).open("/")
    policy = page.headers["content-security-policy"]
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in page.headers
