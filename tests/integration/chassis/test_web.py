"""HTTP as every service does it: problem details, idempotency keys, limits, health (design section 5)."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from chassis.runtime import Runtime
from chassis.web.app import create_app
from chassis.web.limits import MAX_BODY_BYTES

NICKNAME = "/api/v1/accounts/anna/nickname"


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://toy") as opened:
        yield opened


def problem(response: httpx.Response, status: int, code: str) -> Any:
    """The problem document, after a look at what every one must have."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    assert document["type"] == f"urn:traces-access:problem:{code}"
    assert document["title"]
    assert document["detail"]
    assert document["instance"] == response.request.url.path
    assert len(document["trace_id"]) == 32
    return document


async def test_a_refusal_of_the_domain(client: httpx.AsyncClient) -> None:
    await client.post("/api/v1/accounts/bert/nickname", json={"nickname": "mouse"})
    problem(await client.post(NICKNAME, json={"nickname": "mouse"}), 409, "nickname-taken")


async def test_a_body_that_is_no_json(client: httpx.AsyncClient) -> None:
    response = await client.post(NICKNAME, content=b"{nickname", headers={"content-type": "application/json"})
    problem(response, 400, "unreadable")


async def test_a_body_of_the_wrong_shape_points_at_the_place(client: httpx.AsyncClient) -> None:
    document = problem(await client.post(NICKNAME, json={"nickname": 7}), 422, "invalid")
    assert document["errors"][0]["pointer"] == "/nickname"


async def test_no_such_path_and_no_such_method(client: httpx.AsyncClient) -> None:
    problem(await client.get("/api/v1/nowhere"), 404, "not-found")
    problem(await client.get(NICKNAME), 405, "method-not-allowed")


async def test_a_body_over_the_limit(client: httpx.AsyncClient) -> None:
    huge = b'{"nickname": "' + b"x" * MAX_BODY_BYTES + b'"}'
    problem(await client.post(NICKNAME, content=huge), 413, "body-too-large")

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (MAX_BODY_BYTES // 10)

    problem(await client.post(NICKNAME, content=chunks()), 413, "body-too-large")


async def test_the_same_key_gets_the_same_answer_and_another_body_is_refused(client: httpx.AsyncClient) -> None:
    key = {"idempotency-key": "one"}
    first = await client.post(NICKNAME, json={"nickname": "mouse"}, headers=key)
    again = await client.post(NICKNAME, json={"nickname": "mouse"}, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    problem(await client.post(NICKNAME, json={"nickname": "rat"}, headers=key), 422, "idempotency-key-reused")
    assert (await client.post(NICKNAME, json={"nickname": "rat"})).status_code == 201


async def test_a_key_of_another_path_is_another_key(client: httpx.AsyncClient) -> None:
    key = {"idempotency-key": "one"}
    assert (await client.post(NICKNAME, json={"nickname": "mouse"}, headers=key)).status_code == 201
    other = await client.post("/api/v1/accounts/bert/nickname", json={"nickname": "rat"}, headers=key)
    assert "idempotency-replayed" not in other.headers


async def test_every_answer_is_safe_to_show(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/healthz/live")).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


async def test_what_does_not_move_is_not_live(client: httpx.AsyncClient, runtime: Runtime) -> None:
    runtime.live_checks["consumer"] = lambda: True
    assert (await client.get("/healthz/live")).json() == {"status": "live", "checks": {"consumer": True}}
    runtime.live_checks["consumer"] = lambda: False
    response = await client.get("/healthz/live")
    assert (response.status_code, response.json()["status"]) == (503, "stuck")


async def test_health_names_its_checks(client: httpx.AsyncClient, runtime: Runtime) -> None:
    assert (await client.get("/healthz/ready")).json() == {"ready": True, "checks": {"store": True}}
    runtime.ready_checks["consumer"] = lambda: False
    response = await client.get("/healthz/ready")
    assert (response.status_code, response.json()["ready"]) == (503, False)


async def test_a_trace_goes_on_from_the_caller(client: httpx.AsyncClient, runtime: Runtime) -> None:
    traceparent = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    headers = {"traceparent": traceparent, "x-correlation-id": "correlation-1"}
    await client.post(NICKNAME, json={"nickname": "mouse"}, headers=headers)
    document = await runtime.store["outbox"].find_one({"rows.subject": "anna"})
    assert document is not None
    assert document["rows"][0]["traceparent"] == traceparent
    assert document["rows"][0]["correlation_id"] == "correlation-1"
