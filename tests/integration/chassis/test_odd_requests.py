"""Requests that are no defect of ours, however odd."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from chassis.runtime import Runtime
from chassis.web import OpenCall
from chassis.web.app import create_app
from tests.support.backing import Backing
from tests.support.toy.runtime import toy_runtime
from tests.support.toy.service import Name

router = APIRouter()


@router.post("/bodiless")
async def bodiless(call: OpenCall) -> Response:
    """Does something without a body."""
    return await call.execute(Name("anna", "mouse"))


@router.get("/version")
async def version(call: OpenCall) -> JSONResponse:
    """What If-Match names."""
    return JSONResponse(call.if_match)


@pytest.fixture
async def client(backing: Backing, isolation: str) -> AsyncIterator[httpx.AsyncClient]:
    toy = toy_runtime(backing, isolation)
    runtime = Runtime(replace(toy.service, routes=[router]), toy.settings)
    await runtime.prepare()
    transport = httpx.ASGITransport(create_app(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://toy") as opened:
        yield opened
    runtime.close()


@pytest.mark.parametrize("body", [b"no json", b"\xff", b"[" * 100_000, b""])
async def test_a_route_without_a_body_takes_a_key_with_any(client: httpx.AsyncClient, body: bytes) -> None:
    for replayed in (None, "true"):
        answer = await client.post("/bodiless", content=body, headers={"Idempotency-Key": "one"})
        assert (answer.status_code, answer.headers.get("idempotency-replayed")) == (204, replayed)
    answer = await client.post("/bodiless", content=body + b"x", headers={"Idempotency-Key": "one"})
    assert answer.status_code == 422


@pytest.mark.parametrize("sent", [b'"\xb2"', b"9" * 5000, b'"-1"', b'"1", "2"', b""])
async def test_if_match_that_names_no_version(client: httpx.AsyncClient, sent: bytes) -> None:
    answer = await client.get("/version", headers=[(b"if-match", sent)])
    assert (answer.status_code, answer.json()["code"]) == (422, "rule-broken")


@pytest.mark.parametrize(("sent", "version"), [('"3"', 3), ('W/"3"', 3), ("*", None)])
async def test_if_match_that_names_one(client: httpx.AsyncClient, sent: str, version: int | None) -> None:
    assert (await client.get("/version", headers={"if-match": sent})).json() == version
