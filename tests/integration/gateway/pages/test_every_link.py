"""Every link of the open pages leads to something: a page with a heading and text, or the place on it that is named."""

import pytest

from services.gateway.owners import Owner
from services.gateway.pages.content.texts import PLAIN
from services.gateway.pages.texts import translations
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.cases import tell
from tests.integration.gateway.pages.conftest import Upstreams

OPEN = ("/", *(f"/{name}" for name in PLAIN), "/login", "/signup/sent", "/reset/sent", "/confirm", "/reset?token=")
FEWEST_WORDS = 40
ELSEWHERE = ("https://", "mailto:", "tel:")
FOR_MEMBERS = ("/profile",)
CAPTCHA = {"id": "c1", "image_url": "/i", "audio_url": "/a", "expires_at": "later"}
DOCUMENT = "/api/docs"
"""For programs, and in English."""


def ids(page: Page) -> set[str]:
    return {found["id"] for _, found in page.seen.attributes if "id" in found}


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_every_link_leads_to_a_page_with_content(browser: Browser, upstreams: Upstreams, language: str) -> None:
    tell(upstreams, Owner.IDENTITY, "POST", "/captchas", CAPTCHA, 201)
    await browser.open(f"/?lang={language}")
    found = {(path, link) for path in OPEN for link in (await browser.open(path)).seen.links}
    inside = {(path, link) for path, link in found if not link.startswith(ELSEWHERE)}
    assert {"/guide#account", "/faq", "/news", "/help", "/privacy", "/signup"} <= {link for _, link in inside}
    for target in sorted({link if link.startswith("/") else path + link for path, link in inside} - {DOCUMENT}):
        page = await browser.open(target.partition("#")[0])
        fragment = target.partition("#")[2]
        page = await browser.follow(page) if target in FOR_MEMBERS else page
        assert page.status == 200, target
        assert page.seen.language == language, target
        assert not fragment or fragment in ids(page), target
        assert len(page.seen.text.split()) > FEWEST_WORDS, target


async def test_the_document_for_programs_is_there(browser: Browser) -> None:
    assert (await browser.open(DOCUMENT)).status == 200


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", [f"/{name}" for name in PLAIN])
async def test_a_page_of_text_has_text_of_its_own_in_each_language(browser: Browser, path: str, language: str) -> None:
    page = await browser.open(f"{path}?lang={language}")
    other = await browser.open(f"{path}?lang={'fr' if language == 'en' else 'en'}")
    words, others = ({word for word in each.seen.text.split() if word.isalpha()} for each in (page, other))
    assert len(words - others) > FEWEST_WORDS, path
    assert translations(language).ugettext("Skip to the content") in page.seen.text
