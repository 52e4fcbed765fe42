"""A form that cannot be taken, nor be shown again: what was typed stays on the page that says so."""

from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from services.gateway.owners import Owner
from services.gateway.pages.kept_form import SECRET
from tests.integration.gateway.conftest import Start
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.form_case import FormCase
from tests.integration.gateway.pages.form_errors import TABLE
from tests.integration.gateway.pages.proposal import introduce
from tests.integration.gateway.pages.request_errors import ASKED, introduce_requests

MEMBERS = [case for case in TABLE if case.member and not SECRET & case.typed.keys()]
JOIN, AMEND = "/organisations/o1/request", "/requests/r1/amendment"
WRITTEN = "We buy spices\n& <sell> them."
NOT_TYPED = frozenset({"csrf", "step"})


def away() -> Response:
    return JSONResponse({"code": "unavailable"}, 503, headers={"Retry-After": "7"})


def tell_everything(upstreams: Upstreams) -> None:
    tell_case(upstreams)
    introduce(upstreams)
    introduce_requests(upstreams)


@pytest.mark.parametrize("case", MEMBERS, ids=lambda case: case.name)
async def test_what_was_typed_can_be_sent_when_its_owner_is_back(
    start: Start, anna: Anna, upstreams: Upstreams, case: FormCase
) -> None:
    tell_everything(upstreams)
    answers = upstreams[case.owner].answers
    answers[case.target] = lambda: JSONResponse({"request_id": "r1", "warnings": [], "items": [], **anna.me})
    async with start() as running:
        browser = Browser(running.http)
        await log_in(browser)
        form = await browser.open(case.page)
        whole = {**form.form(case.action, case.deed).fields, **case.filled}
        usual = dict(answers)
        answers.update(dict.fromkeys(usual, away))
        refused = await browser.send(form, case.action, **case.filled)
        assert (refused.status, refused.headers["retry-after"]) == (503, "7")
        held = refused.form(case.action, case.deed).fields
        for name, value in whole.items():
            if name not in NOT_TYPED:
                assert [held.get(name)] == (value if isinstance(value, list) else [value]), name
        answers.update(usual)
        before = len(upstreams[case.owner].asked)
        deed: dict[str, Any] = {"deed": case.deed} if case.deed else {}
        sent = await browser.send(refused, case.action, **deed)
        assert sent.status in (200, 303), sent.html
        assert case.target in [(a.method, a.target.decode()) for a in upstreams[case.owner].asked[before:]]


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    tell_everything(upstreams)
    await log_in(browser)
    return browser


async def test_what_was_typed_is_shown_with_its_labels(member: Browser, upstreams: Upstreams) -> None:
    form = await member.open(JOIN)
    for method, path in (("GET", "/organisations/o1"), ("POST", "/organisations/o1/authorisations")):
        upstreams[Owner.REGISTRY].answers[method, f"/api/v1{path}"] = away
    page = await member.send(form, JOIN, message=WRITTEN, contact_phone="+33 1")
    assert (
        "What you typed Request message We buy spices & <sell> them. Contact phone +33 1 Send again" in page.seen.text
    )
    assert "Contact e-mail" not in page.seen.text


@pytest.mark.parametrize(("status", "code"), [(403, "not-your-request"), (404, "not-found")])
async def test_what_will_never_be_taken_can_only_be_copied(
    member: Browser, upstreams: Upstreams, status: int, code: str
) -> None:
    form = await member.open("/requests/r1")
    for method, path in (("GET", "/requests/r1"), ("POST", "/requests/r1/information")):
        tell(upstreams, Owner.REGISTRY, method, path, {"code": code}, status)
    page = await member.send(form, "/requests/r1", deed="answer", message=WRITTEN)
    assert page.status == status
    assert "What you typed Your answer We buy spices & <sell> them." in page.seen.text
    assert "Send again" not in page.seen.text


async def test_a_correction_that_comes_too_late_can_be_copied(member: Browser, upstreams: Upstreams) -> None:
    form = await member.open(AMEND)
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r1", {**ASKED, "status": "REJECTED"})
    typed: dict[str, Any] = {"addresses.0.street": "Long Street 2", "vat": "BE0987654321"}
    page = await member.send(form, AMEND, **typed)
    assert page.status == 409
    for said in ("Street and number Long Street 2", "VAT number BE0987654321", "can only be changed while"):
        assert said in page.seen.text
    assert "Send again" not in page.seen.text


async def test_a_form_of_another_site_is_not_handed_on(member: Browser) -> None:
    form = await member.open(JOIN)
    page = await member.send(form, JOIN, headers={"Sec-Fetch-Site": "cross-site"}, message=WRITTEN)
    assert page.status == 403
    assert "We buy spices" not in page.seen.text
    assert not any(found.action == JOIN for found in page.seen.forms)


async def test_a_page_that_was_only_asked_for_offers_nothing_to_send(member: Browser, upstreams: Upstreams) -> None:
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/requests/r1"] = away
    page = await member.open("/requests/r1")
    assert page.status == 503
    assert "Send again" not in page.seen.text
