"""What is not known everywhere yet is marked, so that the page looks again by itself (`data-soon` in a live part)."""

from typing import Any

import pytest

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.cases import REQUEST, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    tell_case(upstreams)
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/inao/users", {"items": []})
    tell(upstreams, Owner.NOTIFY, "GET", "/messages", {"items": []})
    await log_in(browser)
    return browser


def expects_more(page: Page) -> bool:
    assert page.status == 200
    return any("data-soon" in found for _, found in page.seen.attributes)


@pytest.mark.parametrize(
    ("case", "request_status", "expected"),
    [
        ({}, "REQUESTED", False),
        ({"complete": False}, "REQUESTED", True),
        ({"status": "VALIDATED"}, "REQUESTED", True),
        ({"status": "VALIDATED"}, "VALID", False),
        ({"status": "VALIDATED"}, "SUSPENDED", False),
        ({"status": "REJECTED"}, "INFO_REQUIRED", True),
        ({"status": "INFO_REQUIRED"}, "REQUESTED", True),
        ({"status": "INFO_REQUIRED"}, "INFO_REQUIRED", False),
    ],
)
async def test_a_case_looks_again_while_its_history_lags(
    member: Browser, upstreams: Upstreams, case: dict[str, Any], request_status: str, expected: bool
) -> None:
    tell_case(upstreams, **case)
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {**REQUEST, "status": request_status})
    assert expects_more(await member.open("/work/r9")) is expected


async def test_a_case_that_registry_does_not_know_yet_looks_again(member: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {"code": "unknown-request"}, 404)
    assert expects_more(await member.open("/work/r9"))
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {**REQUEST, "timeline": []})
    assert expects_more(await member.open("/work/r9"))


@pytest.mark.parametrize("path", ["/requests/r9", "/find/r9"])
async def test_a_request_looks_again_until_it_is_routed(member: Browser, upstreams: Upstreams, path: str) -> None:
    assert not expects_more(await member.open(path))
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", {**REQUEST, "validator": None, "due_at": None})
    assert expects_more(await member.open(path))
    withdrawn = {**REQUEST, "validator": None, "due_at": None, "status": "WITHDRAWN"}
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/r9", withdrawn)
    assert not expects_more(await member.open(path))


async def test_the_decision_is_a_part_of_its_own(member: Browser) -> None:
    live = {found["id"] for _, found in (await member.open("/work/r9")).seen.attributes if "data-live" in found}
    assert live == {"case", "about", "deciding"}
