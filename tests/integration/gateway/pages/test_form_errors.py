"""Every refusal of every form, in both languages: beside its field and in the summary, with all that was typed."""

import html
import re
from functools import partial
from typing import Any

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from services.gateway.pages.sentences import SENTENCES
from services.gateway.pages.texts import translations
from tests.integration.gateway.conftest import Start
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.form_errors import TABLE, FormCase, Refused
from tests.integration.gateway.pages.proposal import ALPRO, FILLED, introduce

SECRET = frozenset({"password", "repeated", "current_password"})
SPENT = frozenset({"captcha-wrong", "captcha-expired"})
CAPTCHA = {"id": "c1", "image_url": "/i", "audio_url": "/a", "expires_at": "later"}
FIRST_LETTERS = {"en": "Error: ", "fr": "Erreur"}


@pytest.fixture
def world(anna: Anna, upstreams: Upstreams) -> Upstreams:
    """Everything that the forms ask for before anything is sent."""
    introduce(upstreams)
    upstreams[Owner.IDENTITY].answers["POST", "/api/v1/captchas"] = lambda: JSONResponse(CAPTCHA, 201)
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/organisations/o1"] = lambda: JSONResponse(ALPRO)
    return upstreams


def said(language: str, code: str) -> str:
    found: str = translations(language).ugettext(SENTENCES[code])
    return " ".join(found.split())


def text(part: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", part)).split())


def beside(page: Page, field: str) -> str:
    """What stands beside a field; empty when nothing does, or when the field does not name it as its description."""
    id = field.replace(".", "-")
    found = re.search(rf'<p class="error" id="{re.escape(id)}-error">(.*?)</p>', page.html, re.DOTALL)
    names_it = any(f"{id}-error" in held.get("aria-describedby", "").split() for _, held in page.seen.attributes)
    return text(found[1]) if found and names_it else ""


def summary(page: Page) -> list[tuple[str, str]]:
    """The lines of the summary: where each leads (empty: nowhere), and its text."""
    found = re.search(r'<div class="error-summary".*?</div>', page.html, re.DOTALL)
    assert found, page.html
    lines = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL)
    return [((re.search(r'href="([^"]*)"', line) or ["", ""])[1], text(line)) for line in lines]


def judge(page: Page, case: FormCase, refused: Refused, language: str) -> None:
    """Raise AssertionError unless this refusal is shown as it has to be."""
    why = f"{case.name}: {refused.code} {refused.pointer} in {language}"
    wanted = said(language, refused.code)
    assert page.status == refused.status, why
    assert page.seen.title.startswith(FIRST_LETTERS[language]), why
    ((target, line),) = summary(page)
    assert wanted in line, why
    if refused.field:
        assert beside(page, refused.field).endswith(wanted), why
        assert target == "#" + refused.field.replace(".", "-"), why
        assert any(held.get("id") == target[1:] for _, held in page.seen.attributes), why
    else:
        assert target == "", why
    held = page.form(case.action).fields
    for name, value in case.typed.items():
        if name in held and name not in SECRET and not (name == "captcha.answer" and refused.code in SPENT):
            assert [held[name]] == (value if isinstance(value, list) else [value]), f"{why}: {name} is lost"
    assert not any(case.typed.get(name, "") and held.get(name) for name in SECRET), f"{why}: a password is shown"
    if refused.status in (429, 503):
        assert page.headers["retry-after"] == "7", why


def answers(refused: Refused) -> dict[str, Any]:
    errors = [{"pointer": refused.pointer, "code": refused.code, "detail": ""}] if refused.pointer else []
    return {"code": "rule-broken" if refused.pointer else refused.code, "errors": errors}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
async def test_every_refusal_is_said_where_it_belongs(
    start: Start, anna: Anna, world: Upstreams, case: FormCase, language: str
) -> None:
    anna.me["language"] = language
    async with start(rate_limit_factor=100) as running:
        await play(Browser(running.http), world, case, language)


async def play(browser: Browser, world: Upstreams, case: FormCase, language: str) -> None:
    """Fill in the form once, and send it into each of its refusals."""
    if case.member:
        await log_in(browser)
    joint = "&" if "?" in case.page else "?"
    form = await browser.open(f"{case.page}{joint}lang={language}")
    for refused in case.refusals:
        waits = {"Retry-After": "7"} if refused.status in (429, 503) else {}
        body = answers(refused)
        world[case.owner].answers[case.target] = partial(JSONResponse, body, refused.status, headers=waits)
        judge(await browser.send(form, case.action, **case.typed), case, refused, language)


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_every_other_refusal_is_a_page_that_says_it(
    browser: Browser, anna: Anna, world: Upstreams, language: str
) -> None:
    anna.me["language"] = language
    await log_in(browser)
    of_forms = {refused.code for case in TABLE for refused in case.refusals}
    others = SENTENCES.keys() - of_forms
    assert len(others) > 30
    for code in others:
        world[Owner.REGISTRY].answers["GET", "/api/v1/requests/r1"] = partial(JSONResponse, {"code": code}, 409)
        page = await browser.open("/requests/r1")
        assert page.status == 409
        assert said(language, code) in page.seen.text, code


PASSWORDS = [("repeated", SENTENCES["passwords-differ"])]
NO_ADDRESS = [("email", "Enter your e-mail address.")]
OPERATOR = [
    ("name", "Enter the name."),
    ("addresses.0.street", "Enter the street and number."),
    ("addresses.0.postcode", "Enter the postcode."),
    ("addresses.0.city", "Enter the city."),
    ("addresses.0.country", "Choose a country."),
    ("phone", "Enter the phone number."),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("path", "typed", "wanted"),
    [
        ("/login", {}, [("email", "Enter your e-mail address."), ("password", "Enter your password.")]),
        ("/reset", {}, NO_ADDRESS),
        ("/reset", {"email": "anna"}, NO_ADDRESS),
        ("/confirm/again", {"email": "anna"}, NO_ADDRESS),
        ("/confirm?token=t", {"password": "x"}, PASSWORDS),
        ("/reset?token=t", {"password": "x"}, PASSWORDS),
        ("/profile/password", {"password": "x"}, PASSWORDS),
        ("/operators/new", {}, [*OPERATOR, ("activities", "Choose at least one activity.")]),
        ("/organisations/new?kind=authority", {}, [OPERATOR[0], ("code", "Enter the code."), *OPERATOR[1:]]),
        (
            "/operators/new",
            {**FILLED, "eori": " ", "control_body.organic-importer": ""},
            [
                ("control_body.organic-importer", "Choose the control body that certifies the company."),
                ("eori", "An importer needs an EORI number."),
            ],
        ),
    ],
)
async def test_what_pages_see_by_themselves_is_said_without_asking_anybody(
    browser: Browser, anna: Anna, world: Upstreams, path: str, typed: dict[str, Any], wanted: Any, language: str
) -> None:
    anna.me["language"] = language
    if path.startswith(("/operators", "/organisations", "/profile")):
        await log_in(browser)
    form = await browser.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
    page = await browser.send(form, path.partition("?")[0], **typed)
    assert page.status == 422
    assert [target for target, _ in summary(page)] == ["#" + field.replace(".", "-") for field, _ in wanted]
    for field, sentence in wanted:
        assert beside(page, field).endswith(translations(language).ugettext(sentence)), field
    assert all(asked.method == "GET" or b"/sessions" in asked.target for fake in world.values() for asked in fake.asked)
