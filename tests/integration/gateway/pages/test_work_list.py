"""The work list, and many decisions at once, in a browser without script (rules E13, F9)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from chassis.ids import new_id
from services.gateway.owners import Owner
from services.gateway.pages.validator.work import ROWS
from tests.integration.gateway.pages.browser import Browser, Page
from tests.integration.gateway.pages.cases import COUNTS, ITEM, asked_what, tell, tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

MANY = "/work-items/decisions"


@pytest.fixture
async def validator(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    anna.me["language"] = "en"
    tell_case(upstreams)
    await log_in(browser)
    return browser


def listed(upstreams: Upstreams) -> dict[str, list[str]]:
    """What validation was asked to list at last."""
    target = asked_what(upstreams, Owner.VALIDATION, "/api/v1/work-items?")[-1]
    return parse_qs(urlsplit(target).query)


async def test_a_row_says_what_it_is_and_that_it_is_overdue_in_words(validator: Browser) -> None:
    page = await validator.open("/work")
    assert "/work/r9" in page.seen.links
    for said in ("Ferme & Fils <Bio>", "FR-ORG-OP-9", "Paul Martin", "New organisation", "France", "Overdue by", "ago"):
        assert said in page.seen.text
    assert "<Bio>" not in page.html


async def test_counts_lead_to_what_they_count(validator: Browser) -> None:
    page = await validator.open("/work")
    assert "1 waits for your decision 1 is overdue 1 waits for the applicant" in page.seen.text
    assert {"/work?status=OPEN", "/work?due=overdue", "/work?status=INFO_REQUIRED"} <= set(page.seen.links)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("1,234 wait for your decision", "1,001 are overdue", "2,345 wait for the applicant", "France (3,456)")),
        ("fr", ("1 234 attendent votre décision", "1 001 en retard", "2 345 attendent", "France (3 456)")),
    ],
)
async def test_counts_are_written_as_in_the_language(
    validator: Browser, upstreams: Upstreams, language: str, said: tuple[str, ...]
) -> None:
    counts = {"total": 3579, "open": 1234, "overdue": 1001, "information_required": 2345, "countries": {"FR": 3456}}
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items/counts", {**COUNTS, **counts})
    text = (await validator.open(f"/work?lang={language}")).seen.text
    assert [part for part in said if part not in text] == []


async def test_filters_and_pages_go_to_the_api(validator: Browser, upstreams: Upstreams) -> None:
    page = await validator.open("/work?kind=proposal&country=FR&organisation_kind=operator&status=OPEN&due=")
    assert listed(upstreams) == {
        "kind": ["proposal"],
        "country": ["FR"],
        "organisation_kind": ["operator"],
        "status": ["OPEN"],
        "limit": ["25"],
    }
    more = next(link for link in page.seen.links if "cursor=more" in link)
    await validator.open(more)
    assert (listed(upstreams)["cursor"], listed(upstreams)["country"]) == (["more"], ["FR"])


@pytest.mark.parametrize("due", ["overdue", "today", "week"])
async def test_what_is_due_waits_for_a_decision(validator: Browser, upstreams: Upstreams, due: str) -> None:
    await validator.open(f"/work?due={due}&status=INFO_REQUIRED")
    assert listed(upstreams)["status"] == ["OPEN"]
    assert "due_before" in listed(upstreams)


async def test_nonsense_filters_nothing(validator: Browser, upstreams: Upstreams) -> None:
    assert (await validator.open("/work?status=GONE&due=never&kind=x&organisation_kind=y")).status == 200
    assert listed(upstreams) == {"limit": ["25"]}


async def test_an_empty_list_says_so(validator: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": [], "next_cursor": None})
    assert "No request is like that." in (await validator.open("/work?status=OPEN")).seen.text
    nothing = {**COUNTS, "total": 0, "open": 0, "overdue": 0, "information_required": 0, "countries": {}}
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items/counts", nothing)
    assert "No request waits for your decision." in (await validator.open("/work")).seen.text


async def decided(validator: Browser, **filled: Any) -> Page:
    return await validator.send(await validator.open("/work"), "/work", **filled)


async def test_many_are_decided_at_once_with_a_result_each(validator: Browser, upstreams: Upstreams) -> None:
    other = {"request_id": "r8", "operator_version": 7, "version": 12}
    second = {**ITEM, **other, "organisation": {**ITEM["organisation"], "name": "B"}}
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": [ITEM, second], "next_cursor": None})
    settled = {"code": "already-decided", "title": "", "detail": ""}
    results = [
        {"request_id": "r9", "status": 200, "case_status": "VALIDATED", "problem": None},
        {"request_id": "r8", "status": 409, "case_status": None, "problem": settled},
    ]
    tell(upstreams, Owner.VALIDATION, "POST", MANY, {"items": results})
    page = await decided(validator, chosen=["r9 3 4", "r8 7 12"], outcome="validated")
    assert page.status == 200
    assert upstreams[Owner.VALIDATION].last_json() == {
        "decisions": [
            {"request_id": "r9", "outcome": "validated", "operator_version": 3, "version": 4},
            {"request_id": "r8", "outcome": "validated", "operator_version": 7, "version": 12},
        ]
    }
    assert upstreams[Owner.VALIDATION].last.header(b"idempotency-key")
    for said in ("1 of 2 have been decided", "Ferme & Fils <Bio>", "Validated", "Not done", "decided already"):
        assert said in page.seen.text


async def test_a_row_that_changed_meanwhile_says_so_and_leaves_the_others(
    validator: Browser, upstreams: Upstreams
) -> None:
    changed = {"code": "version-mismatch", "title": "", "detail": ""}
    results = [{"request_id": "r9", "status": 412, "case_status": None, "problem": changed}]
    tell(upstreams, Owner.VALIDATION, "POST", MANY, {"items": results})
    page = await decided(validator, chosen="r9 3 4", outcome="validated")
    assert "Somebody has changed this meanwhile." in page.seen.text
    assert "/work/r9" in page.seen.links


async def test_a_list_without_versions_is_decided_as_before(validator: Browser, upstreams: Upstreams) -> None:
    plain = {name: value for name, value in ITEM.items() if name != "version"}
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": [plain], "next_cursor": None})
    tell(upstreams, Owner.VALIDATION, "POST", MANY, {"items": []})
    await decided(validator, chosen="r9 3 ", outcome="validated")
    (row,) = upstreams[Owner.VALIDATION].last_json()["decisions"]
    assert row == {"request_id": "r9", "outcome": "validated", "operator_version": 3}


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"outcome": "validated"}, "chosen"),
        ({"chosen": "r9 3 4"}, "outcome"),
        ({"chosen": "r9 3 4", "outcome": "rejected", "reason": " "}, "reason"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_decided(
    validator: Browser, upstreams: Upstreams, filled: dict[str, str], field: str
) -> None:
    page = await decided(validator, **filled)
    assert page.status == 422
    assert f"#{field}" in page.seen.links
    assert not asked_what(upstreams, Owner.VALIDATION, f"/api/v1{MANY}")
    if "chosen" in filled:
        assert page.form("/work").fields["chosen"] == "r9 3 4"


async def test_too_many_are_refused_beside_the_list(validator: Browser, upstreams: Upstreams) -> None:
    problem = {"code": "invalid", "errors": [{"pointer": "/decisions", "code": "too_long", "detail": ""}]}
    tell(upstreams, Owner.VALIDATION, "POST", MANY, problem, 422)
    page = await decided(validator, chosen="r9 3 4", outcome="validated")
    assert page.status == 422
    assert "These are too many at once." in page.seen.text


async def test_a_full_list_is_light(validator: Browser, upstreams: Upstreams) -> None:
    many = [{**ITEM, "request_id": new_id()} for _ in range(ROWS)]
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": many, "next_cursor": "more"})
    page = await validator.open("/work")
    assert page.seen.text.count("Paul Martin") == ROWS
    assert len(page.answer.content) < 100_000


async def test_the_list_is_for_who_is_logged_in(browser: Browser, anna: Anna) -> None:
    for path in ("/work", "/work/r9", "/organisations/o9"):
        assert (await browser.open(path)).headers["location"].startswith("/login?next=%2F")
