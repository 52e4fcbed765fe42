"""The table of refusals, played: each answers as it says, and changes nothing but what counts attempts."""

import re
from typing import Any

import pytest

from chassis.timers import TIMERS
from chassis.web.problems import MEDIA_TYPE
from services.identity.domain.account import Account
from services.identity.domain.session import Session
from tests.integration.identity.refusals import ACCOUNTS, ALL, REFUSALS, IdentityRefusal
from tests.integration.identity.scene import Scene
from tests.integration.identity.world import API, World


async def state(world: World, named: str) -> dict[str, Any]:
    """What a refusal must not have changed."""
    store = world.runtime.store
    accounts = {"accounts": await store.find(Account, {})}
    if named == ACCOUNTS:
        return accounts
    assert named == ALL
    timers = [timer async for timer in store[TIMERS].find({})]
    return {**accounts, "sessions": await store.find(Session, {}), "timers": timers, "events": await world.rows()}


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
async def test_what_is_refused_changes_nothing(world: World, refusal: IdentityRefusal) -> None:
    scene = Scene(world)
    token = await scene.token(refusal.who)
    path, body = await scene.filled(refusal.path), await scene.filled(refusal.body)
    headers = await scene.filled(dict(refusal.headers))
    if token:
        headers["Authorization"] = f"Bearer {token}"
    sent = {"content": body, "headers": {**headers, "Content-Type": "application/json"}}
    before = await state(world, refusal.unchanged)
    if not isinstance(body, bytes):
        sent = {"json": body, "headers": headers} if body is not None else {"headers": headers}
    answer = await world.client.request(refusal.method, API + path, **sent)
    assert (answer.status_code, answer.json().get("code")) == (refusal.status, refusal.code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    if refusal.fault is not None:
        assert refusal.fault in {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
    assert await state(world, refusal.unchanged) == before


async def test_every_refusal_that_a_route_documents_is_in_the_table(world: World) -> None:
    """Alike in every service: 413, 503, and 422 where only the path could break a rule."""
    document = (await world.client.get("/openapi.json")).json()
    documented = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix(API)), int(status))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        for status, answer in operation["responses"].items()
        if path.startswith(API) and MEDIA_TYPE in answer.get("content", {}) and status not in alike(operation)
    }
    shown = {(refusal.method, shape(refusal.path), refusal.status) for refusal in REFUSALS}
    assert shown == documented


def alike(operation: dict[str, Any]) -> set[str]:
    """Statuses that this table need not show."""
    asks = "requestBody" in operation or any(each["in"] == "query" for each in operation.get("parameters", ()))
    return {"413", "503"} if asks else {"413", "503", "422"}


def shape(path: str) -> str:
    """A path of the table as the document writes it, whatever its parameters are called."""
    return re.sub(r"\{[^}]+\}|unknown", "{}", path.partition("?")[0])
