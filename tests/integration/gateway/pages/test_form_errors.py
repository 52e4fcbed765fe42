"""Every refusal of every form, in both languages: beside its field and in the summary, with all that was typed."""

import html
import re
from functools import partial
from typing import Any

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from services.gateway.pages.field_names import VAGUE
from services.gateway.pages.sentences import SENTENCES
from services.gateway.pages.texts import translations
from tests.integration.gateway.conftest import Start
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.cases import tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.form_case import FormCase, Place, Refused
from tests.integration.gateway.pages.form_errors import TABLE
from tests.integration.gateway.pages.proposal import FILLED, introduce
from tests.integration.gateway.pages.request_errors import introduce_requests

SECRET = frozenset({"password", "repeated", "current_password"})
BUTTONS = frozenset({"step"})
SPENT = frozenset({"captcha-wrong", "captcha-expired"})
CAPTCHA = {"id": "c1", "image_url": "/i", "audio_url": "/a", "expires_at": "later"}
FIRST_LETTERS = {"en": "Error: ", "fr": "Erreur"}


def introduce_forms(upstreams: Upstreams) -> None:
    """Everything that the forms ask for before anything is sent."""
    tell_case(upstreams)
    introduce(upstreams)
    introduce_requests(upstreams)
    upstreams[Owner.IDENTITY].answers["POST", "/api/v1/captchas"] = lambda: JSONResponse(CAPTCHA, 201)


@pytest.fixture
def world(anna: Anna, upstreams: Upstreams) -> Upstreams:
    """Services that know what the forms ask for."""
    introduce_forms(upstreams)
    return upstreams


def said(language: str, refused: Refused) -> str:
    found: str = translations(language).ugettext(refused.said or SENTENCES[refused.code])
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
    assert page.status == refused.status, why
    if refused.place is Place.SUMMARY:
        judge_summary(page, refused, language, why)
    else:
        assert said(language, refused) in page.seen.text, why
    if refused.place is not Place.PAGE:
        assert page.seen.title.startswith(FIRST_LETTERS[language]), why
        judge_fields(page, case, refused, why)
    if refused.status in (429, 503):
        assert page.headers["retry-after"] == "7", why


def judge_summary(page: Page, refused: Refused, language: str, why: str) -> None:
    """On top and beside its field, which the summary leads to, and names where the sentence does not."""
    wanted = said(language, refused)
    ((target, line),) = summary(page)
    assert wanted in line, why
    if not refused.field:
        assert target == "", why
        return
    assert beside(page, refused.field).endswith(wanted), why
    assert target == "#" + refused.field.replace(".", "-"), why
    assert any(held.get("id") == target[1:] for _, held in page.seen.attributes), why
    assert line != wanted or refused.code not in VAGUE, f"{why}: which field?"


def judge_fields(page: Page, case: FormCase, refused: Refused, why: str) -> None:
    """Nothing that was typed is lost, and no password is shown."""
    held = page.form(case.action, case.deed).fields
    for name, value in case.typed.items():
        if name not in SECRET | BUTTONS and not (name == "captcha.answer" and refused.code in SPENT):
            assert [held.get(name)] == (value if isinstance(value, list) else [value]), f"{why}: {name} is lost"
    assert not any(case.typed.get(name, "") and held.get(name) for name in SECRET), f"{why}: a password is shown"


def refuse(upstreams: Upstreams, case: FormCase, refused: Refused) -> None:
    """Whoever owns what this form is about refuses it so from now on."""
    errors = [{"pointer": refused.pointer, "code": refused.code, "detail": ""}] if refused.pointer else []
    body = {"code": "rule-broken" if refused.pointer else refused.code, "errors": errors}
    waits = {"Retry-After": "7"} if refused.status in (429, 503) else {}
    upstreams[case.owner].answers[case.target] = partial(JSONResponse, body, refused.status, headers=waits)


def pointers(case: FormCase) -> dict[str, str]:
    """What can be wrong in each field at the same time: pointer and code."""
    return {
        each.pointer: each.code
        for each in reversed(case.refusals)
        if each.field and each.pointer and (each.status, each.place) == (422, Place.SUMMARY)
    }


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
    form = await begin(browser, case, language)
    for refused in case.refusals:
        refuse(world, case, refused)
        judge(await browser.send(form, case.action, **case.filled), case, refused, language)


async def begin(browser: Browser, case: FormCase, language: str = "en") -> Page:
    """The form, before anything is typed."""
    if case.member:
        await log_in(browser)
    else:
        await browser.open(f"/?lang={language}")
    return await browser.open(case.page)


@pytest.mark.parametrize("case", [case for case in TABLE if len(pointers(case)) > 1], ids=lambda case: case.name)
async def test_the_summary_goes_down_the_form_in_whatever_order_the_api_refused(
    start: Start, anna: Anna, world: Upstreams, case: FormCase
) -> None:
    wrong = [{"pointer": pointer, "code": code, "detail": ""} for pointer, code in reversed(pointers(case).items())]
    body = {"code": "rule-broken", "errors": wrong}
    world[case.owner].answers[case.target] = partial(JSONResponse, body, 422)
    async with start(rate_limit_factor=100) as running:
        browser = Browser(running.http)
        form = await begin(browser, case)
        page = await browser.send(form, case.action, **case.filled)
    ids = [held["id"] for _, held in page.seen.attributes if "id" in held]
    places = [ids.index(target.removeprefix("#")) for target, _ in summary(page)]
    assert len(places) > 1
    assert places == sorted(places)


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
        assert said(language, Refused("", code)) in page.seen.text, code


PASSWORDS = [("repeated", SENTENCES["passwords-differ"])]
NO_ADDRESS = [("email", "Enter your e-mail address.")]
OPERATOR = [
    ("name", "Enter the name."),
    ("addresses.0.country", "Choose a country."),
    ("addresses.0.street", "Enter the street and number."),
    ("addresses.0.postcode", "Enter the postcode."),
    ("addresses.0.city", "Enter the city."),
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
    targets = [target for target, _ in summary(page)]
    assert targets == ["#" + field.replace(".", "-") for field, _ in wanted]
    ids = [held["id"] for _, held in page.seen.attributes if "id" in held]
    assert targets == sorted(targets, key=lambda target: ids.index(target[1:])), "not down the form"
    for field, sentence in wanted:
        assert beside(page, field).endswith(translations(language).ugettext(sentence)), field
    assert all(asked.method == "GET" or b"/sessions" in asked.target for fake in world.values() for asked in fake.asked)
