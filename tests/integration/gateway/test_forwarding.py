"""Requests reach their owner as they were sent, and answers the caller as they were given."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.responses import JSONResponse, Response

from chassis.metrics import HTTP_REQUESTS
from services.gateway.owners import OWNERS, Owner
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.upstream import FakeService

Upstreams = dict[Owner, FakeService]


async def raw(running: Running, request: bytes) -> bytes:
    """Say exactly these bytes and read the answer until the connection closes."""
    host, port = running.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


async def test_each_request_goes_to_the_owner_of_its_path(running: Running, tokens: Tokens) -> None:
    expected = {"/me": "identity", "/me/rights": "registry", "/routes": "validation", "/notifications": "notify"}
    for path, owner in expected.items():
        answer = await running.http.get(f"/api/v1{path}", headers=tokens.bearer())
        assert answer.json() == {"service": owner}


async def test_metrics_tell_areas_apart_and_nobody_can_make_more_of_them(running: Running, tokens: Tokens) -> None:
    HTTP_REQUESTS.clear()
    for path in ("/me", "/me/rights", "/organisations/a", "/organisations/b/users", "/made-up", "/me/../up"):
        await running.http.get(f"/api/v1{path}", headers=tokens.bearer())
    await running.http.request("PROPFIND", "/api/v1/me", headers=tokens.bearer())
    (counted,) = HTTP_REQUESTS.collect()
    seen = {(sample.labels["method"], sample.labels["route"]) for sample in counted.samples}
    assert {("GET", "/api/v1/me"), ("GET", "/api/v1/me/rights"), ("GET", "/api/v1/organisations")} <= seen
    assert {("GET", "/api/v1/{path:path}"), ("other", "/api/v1/{path:path}")} <= seen
    known = {f"/api/v1{area}" for area in OWNERS} | {"/api/v1/{path:path}"}
    assert {route for _, route in seen if route.startswith("/api/v1")} <= known
    assert "PROPFIND" not in {method for method, _ in seen}


async def test_path_and_query_arrive_byte_for_byte(running: Running, tokens: Tokens, upstreams: Upstreams) -> None:
    target = b"/api/v1/organisations/%C3%A9%2Fx+y%20z?q=a+b%26c&q=%7Edo&&x=%C3%A9;~"
    bearer = tokens.bearer()["Authorization"].encode()
    head = b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + bearer + b"\r\n\r\n"
    assert (await raw(running, head)).startswith(b"HTTP/1.1 200")
    assert upstreams[Owner.REGISTRY].last.target == target


async def test_body_and_headers_arrive(running: Running, tokens: Tokens, upstreams: Upstreams) -> None:
    body = '{"name":  "Élodie"}'.encode()
    headers = {
        **tokens.bearer(),
        "Content-Type": "application/json",
        "Idempotency-Key": "k1",
        "If-Match": '"3"',
        "Cookie": "a=b",
    }
    await running.http.post("/api/v1/operators", content=body, headers=headers)
    asked = upstreams[Owner.REGISTRY].last
    assert asked.body == body
    assert asked.header(b"idempotency-key") == b"k1"
    assert asked.header(b"if-match") == b'"3"'
    assert asked.header(b"authorization") == headers["Authorization"].encode()
    assert asked.header(b"x-forwarded-for") == b"127.0.0.1"
    assert asked.header(b"traceparent") is not None
    assert asked.header(b"x-correlation-id") is not None
    assert asked.header(b"cookie") is None
    for added_by_nobody in (b"user-agent", b"accept-encoding"):
        assert asked.header(added_by_nobody) is None, added_by_nobody


async def test_a_header_that_is_not_ascii_arrives_byte_for_byte(
    running: Running, tokens: Tokens, upstreams: Upstreams
) -> None:
    bearer = tokens.bearer()["Authorization"].encode()
    headers = {b"authorization": bearer, b"if-none-match": '"clé"'.encode()}
    assert (await running.http.get("/api/v1/countries", headers=headers)).status_code == 200
    assert upstreams[Owner.REGISTRY].last.header(b"if-none-match") == '"clé"'.encode()


async def test_a_chunked_body_arrives_whole(running: Running, tokens: Tokens, upstreams: Upstreams) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"name": '
        yield b'"x"}'

    headers = {**tokens.bearer(), "Content-Type": "application/json"}
    await running.http.post("/api/v1/operators", content=chunks(), headers=headers)
    assert upstreams[Owner.REGISTRY].last_json() == {"name": "x"}


async def test_the_answer_comes_back_with_its_headers(running: Running, tokens: Tokens, upstreams: Upstreams) -> None:
    def answer() -> Response:
        response = JSONResponse({"id": 1}, 201, headers={"ETag": '"1"', "Location": "/api/v1/operators/1"})
        response.raw_headers += [(b"x-twice", b"one"), (b"x-twice", b"two"), (b"keep-alive", b"5")]
        return response

    upstreams[Owner.REGISTRY].answers["POST", "/api/v1/operators"] = answer
    given = await running.http.post("/api/v1/operators", json={}, headers=tokens.bearer())
    assert (given.status_code, given.json()) == (201, {"id": 1})
    assert given.headers["etag"] == '"1"'
    assert given.headers["location"] == "/api/v1/operators/1"
    assert given.headers.get_list("x-twice") == ["one", "two"]
    assert "keep-alive" not in given.headers
    assert given.headers.get_list("content-length") == [str(len(given.content))]


async def test_answers_without_a_body_stay_without(running: Running, tokens: Tokens, upstreams: Upstreams) -> None:
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/countries"] = lambda: Response(status_code=304)
    not_modified = await running.http.get("/api/v1/countries", headers=tokens.bearer())
    assert (not_modified.status_code, not_modified.content) == (304, b"")
    head = await running.http.head("/api/v1/me", headers=tokens.bearer())
    assert (head.status_code, head.content) == (200, b"")


async def test_unknown_paths_are_problems_and_reach_nobody(
    running: Running, tokens: Tokens, upstreams: Upstreams
) -> None:
    for target in (b"/api/v1/nothing", b"/api/v1/captchas/%2e%2e/image", b"/api/v1//me", b"/api/v1/captchas/../me"):
        request = b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        answer = await raw(running, request)
        assert answer.startswith(b"HTTP/1.1 404"), target
        assert b"application/problem+json" in answer
    assert all(not upstream.asked for upstream in upstreams.values())


async def test_a_body_that_is_not_json_is_refused(running: Running, tokens: Tokens, upstreams: Upstreams) -> None:
    for headers in ({"Content-Type": "text/plain"}, {}):
        answer = await running.http.post("/api/v1/accounts", content=b"x", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")
    assert not upstreams[Owner.IDENTITY].asked
    assert (await running.http.post("/api/v1/captchas")).status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
async def test_more_than_a_mebibyte_is_refused(
    running: Running, tokens: Tokens, upstreams: Upstreams, chunked: bool
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * 65_536

    headers = {**tokens.bearer(), "Content-Type": "application/json"}
    content = chunks() if chunked else b" " * (1024 * 1024 + 1)
    answer = await running.http.post("/api/v1/operators", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")
    assert not upstreams[Owner.REGISTRY].asked
    exactly = await running.http.post("/api/v1/operators", content=b" " * 1024 * 1024, headers=headers)
    assert exactly.status_code == 200


async def test_every_answer_is_hardened(running: Running, tokens: Tokens) -> None:
    for path in ("/", "/api/docs", "/api/v1/nothing", "/api/v1/me", "/healthz/live", "/static/style.css"):
        answer = await running.http.get(path, headers=tokens.bearer())
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == ("same-origin" if path == "/" else "no-referrer"), path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], path
        assert "server" not in answer.headers, path


async def test_proxies_that_are_trusted_name_the_caller(start: Start, upstreams: Upstreams) -> None:
    async with start(trusted_proxies="127.0.0.0/8") as running:
        await running.http.post("/api/v1/captchas", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.7"})
    assert upstreams[Owner.IDENTITY].last.header(b"x-forwarded-for") == b"198.51.100.7"
