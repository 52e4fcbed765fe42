"""What is said beside a choice or a field, without script: the roles, EORI numbers by country, control bodies."""

from typing import Any

import pytest

from services.gateway.pages.applicant.eori_help import ANYWHERE, EORI_HELP
from services.gateway.pages.texts import translations
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import introduce

ROLES = (
    "A company certified for organic production: importer or first consignee.",
    "Control bodies that certify, and control authorities.",
    "Border control posts, and central competent authorities.",
)


@pytest.fixture(params=["en", "fr"])
async def member(request: Any, browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = request.param
    introduce(upstreams)
    await log_in(browser)
    return browser


def says(page: Page, text: str) -> bool:
    return " ".join(translations(page.seen.language).ugettext(text).split()) in page.seen.text


async def test_each_role_is_explained_as_in_the_guide(member: Browser) -> None:
    page = await member.open("/role")
    assert [role for role in ROLES if not says(page, role)] == []


@pytest.mark.parametrize("country", ["BE", "FR", "GR", "LU"])
async def test_the_eori_number_is_explained_for_the_country(member: Browser, country: str) -> None:
    page = await member.open(f"/operators/new?country={country}&q=Test")
    hint = page.html.partition('id="eori-hint">')[2].partition("</p>")[0]
    wanted = translations(page.seen.language).ugettext(EORI_HELP.get(country, ANYWHERE))
    assert hint.endswith(wanted)
    assert all(says(page, text) for text in EORI_HELP.values()), "every country can be looked up"


async def test_control_bodies_can_be_chosen_from_a_list_of_the_page(member: Browser) -> None:
    page = await member.open("/operators/new")
    (field, *_) = [found for _, found in page.seen.attributes if found.get("name", "").startswith("control_body.")]
    assert field["list"] == "control-bodies"
    assert ("option", {"value": "BE-BIO-01 Certisys"}) in page.seen.attributes
