"""POST /work-items/decisions: one result a row, each row for itself (design section 7)."""

from typing import Any

import httpx
import pytest

from tests.integration.validation.desk import Desk
from tests.integration.validation.story import ATTACHMENT, NEW, OFFICE, PROPOSAL
from tests.support.interleaving import history
from tests.unit.validation.world import ANNA, BERT, INES, requested

PATH = "/work-items/decisions"


def validated(request_id: str, **more: Any) -> dict[str, Any]:
    return {"request_id": request_id, "outcome": "validated", **more}


def said(answer: httpx.Response) -> list[tuple[int, str | None]]:
    """Status and code of each row."""
    return [(item["status"], (item["problem"] or {}).get("code")) for item in answer.json()["items"]]


async def test_each_row_is_decided_for_itself(desk: Desk) -> None:
    second = history(requested("c", account=BERT, organisation=NEW))
    await desk.hear([*OFFICE, *PROPOSAL, *ATTACHMENT, *second])
    rows = [
        validated("req-b"),
        {"request_id": "req-a", "outcome": "rejected"},
        validated("req-unknown"),
        validated("req-a", certificate="FR-BIO-001.250-0000052.2026.001"),
        validated("req-c"),
        {"request_id": "req-a", "outcome": "rejected", "reason": "on second thoughts"},
    ]
    answer = await desk.post(INES, PATH, {"decisions": rows})
    assert answer.status_code == 200
    items = answer.json()["items"]
    assert [item["request_id"] for item in items] == [row["request_id"] for row in rows]
    assert said(answer) == [
        (403, "not-your-case"),
        (422, "reason-missing"),
        (404, "not-found"),
        (200, None),
        (409, "operator-not-valid"),
        (409, "already-decided"),
    ]
    assert [item["case_status"] for item in items] == [None, None, None, "VALIDATED", None, None]
    assert (await desk.published())[-1] == ("RequestValidated", "req-a")


@pytest.mark.rule("F10")
async def test_a_row_is_decided_only_as_it_was_listed(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    (listed,) = (await desk.get(INES, "/work-items")).json()["items"]
    rows = [validated("req-a", version=listed["version"] + 1), validated("req-a", version=listed["version"])]
    answer = await desk.post(INES, PATH, {"decisions": rows})
    assert said(answer) == [(412, "version-mismatch"), (200, None)]


@pytest.mark.parametrize(
    "decisions",
    [[], [validated("req-a")] * 101, [validated("req-a"), validated("req-b", outcome="perhaps")], [{}], "req-a"],
    ids=["none", "more than a hundred", "one of another shape", "an empty row", "no list"],
)
async def test_a_list_of_another_shape_decides_nothing(desk: Desk, decisions: Any) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    answer = await desk.post(INES, PATH, {"decisions": decisions})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert len(await desk.published()) == 1


async def test_a_hundred_at_once(desk: Desk) -> None:
    names = [f"n{number}" for number in range(100)]
    await desk.hear([*OFFICE, *(each for of in names for each in history(requested(of, organisation=NEW)))])
    rows = [{"request_id": f"req-{of}", "outcome": "rejected", "reason": "unknown"} for of in names]
    answer = await desk.post(INES, PATH, {"decisions": rows})
    assert {item["status"] for item in answer.json()["items"]} == {200}


async def test_the_same_list_under_the_same_key_takes_effect_once(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    rows = [validated("req-a"), validated("req-unknown")]
    first = await desk.post(INES, PATH, {"decisions": rows}, key="once")
    again = await desk.post(INES, PATH, {"decisions": rows}, key="once")
    assert first.json() == again.json()
    assert [item["status"] for item in again.json()["items"]] == [200, 404]
    assert len(await desk.published()) == 2


async def test_another_decision_under_the_same_key_is_refused(desk: Desk) -> None:
    """Only where it was decided on that case: the others are decided, and what was refused is judged again."""
    await desk.hear([*OFFICE, *PROPOSAL, *history(requested("d", organisation=NEW))])
    await desk.post(INES, PATH, {"decisions": [validated("req-a"), validated("req-d")]}, key="once")
    rejected = {"outcome": "rejected", "reason": "not certified"}
    others = [validated("req-a", administrator=False), {"request_id": "req-d", **rejected}]
    again = await desk.post(INES, PATH, {"decisions": others}, key="once")
    assert said(again) == [(422, "idempotency-key-reused"), (200, None)]
    assert said(await desk.post(INES, PATH, {"decisions": others}, key="once")) == said(again)


async def test_rows_about_the_same_case_are_each_a_row_under_a_key_too(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    rows = [validated("req-a"), validated("req-a"), validated("req-a", administrator=False)]
    first = await desk.post(INES, PATH, {"decisions": rows}, key="once")
    assert said(first) == [(200, None), (409, "already-decided"), (409, "already-decided")]
    assert (await desk.post(INES, PATH, {"decisions": rows}, key="once")).json() == first.json()


async def test_a_key_is_its_callers_own(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    rows = [validated("req-a")]
    await desk.post(INES, PATH, {"decisions": rows}, key="once")
    (item,) = (await desk.post(ANNA, PATH, {"decisions": rows}, key="once")).json()["items"]
    assert (item["status"], item["problem"]["code"]) == (403, "self-validation")


async def test_a_key_that_cannot_be_one_is_refused(desk: Desk) -> None:
    answer = await desk.post(INES, PATH, {"decisions": [validated("req-a")]}, key="x" * 256)
    assert (answer.status_code, answer.json()["code"]) == (422, "rule-broken")
