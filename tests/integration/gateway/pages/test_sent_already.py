"""Going back after sending, changing something and sending again: nothing is done twice, and the page says so."""

from typing import Any

import pytest

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import ITEM, REQUEST, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.proposal import FILLED, introduce

SENT_ALREADY = "This form has been sent already."
REUSED = {"code": "idempotency-key-reused"}


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    introduce(upstreams)
    tell_case(upstreams)
    await log_in(browser)
    return browser


async def test_a_proposal_that_was_sent_is_not_sent_otherwise(member: Browser, upstreams: Upstreams) -> None:
    form = await member.open("/operators/new")
    check = await member.send(form, "/operators/new", **FILLED)
    key = check.form("/operators/new").fields["key"]
    tell(upstreams, Owner.REGISTRY, "POST", "/operators", {"request_id": "r9", "warnings": []}, 201)
    assert (await member.send(check, "/operators/new", step="send")).headers["location"] == "/requests/r9?done=proposed"
    changed = await member.send(check, "/operators/new", step="edit")
    check = await member.send(changed, "/operators/new", name="Another name")
    tell(upstreams, Owner.REGISTRY, "POST", "/operators", REUSED, 422)
    page = await member.send(check, "/operators/new", step="send")
    keys = {asked.header(b"idempotency-key") for asked in upstreams[Owner.REGISTRY].asked if asked.method == "POST"}
    assert keys == {key.encode()}
    assert page.status == 422
    assert SENT_ALREADY in page.seen.text
    assert page.form("/operators/new").fields["name"] == "Another name"
    fresh = await member.open("/operators/new")
    assert fresh.form("/operators/new").fields["key"] != key


@pytest.mark.parametrize(
    ("owner", "path", "sent_to", "filled"),
    [
        (Owner.REGISTRY, "/organisations/o9/request", "/organisations/o9/authorisations", {"message": "x"}),
        (Owner.REGISTRY, "/requests/r9", "/requests/r9/information", {"deed": "answer", "message": "x"}),
        (Owner.VALIDATION, "/work/r9", "/work-items/r9/decision", {"outcome": "validated"}),
        (Owner.VALIDATION, "/work/r9", "/work-items/r9/reassignment", {"deed": "hand-over", "why": "x"}),
    ],
)
async def test_every_form_that_was_sent_says_so(
    member: Browser, upstreams: Upstreams, owner: Owner, path: str, sent_to: str, filled: dict[str, Any]
) -> None:
    mine = [{**REQUEST["timeline"][0], "who": "you"}]
    asked: dict[str, Any] = {**REQUEST, "status": "INFO_REQUIRED", "timeline": mine}
    route: dict[str, Any] = {"validator": ITEM["validator"], "due_at_if_sent_now": ITEM["due_at"]}
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", asked)
    tell(upstreams, Owner.VALIDATION, "GET", "/routes", route)
    tell(upstreams, owner, "POST", sent_to, REUSED, 422)
    page = await member.send(await member.open(path), path, **filled)
    assert page.status == 422
    assert SENT_ALREADY in page.seen.text
