"""Hints reach those whom they concern, from the topics through HTTP, and nobody else."""

import pytest
from starlette.responses import Response

from chassis.ids import new_id
from tests.integration.gateway.conftest import Start, Tokens
from tests.integration.gateway.live.following import RIGHTS, asked_rights, gives
from tests.integration.gateway.live.telling import ANNA, BEN, IMPORTER, INAO, IRIS, Services, case, event, right
from tests.integration.gateway.upstream import FakeService
from tests.support.event_stream import reading
from tests.support.eventually import eventually


async def test_the_applicant_and_nobody_else_is_told(live: Start, services: Services, tokens: Tokens) -> None:
    mine, others = new_id(), new_id()
    async with (
        live() as running,
        reading(running.http, tokens.bearer(ANNA)) as anna,
        reading(running.http, tokens.bearer(BEN)) as ben,
    ):
        await anna.next_comment()
        await ben.next_comment()
        assert anna.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert anna.response.headers["cache-control"] == "no-store"
        first = await services.say(case("RequestRouted", mine))
        await services.say(case("RequestRouted", others, applicant=BEN))
        second = await services.say(case("RequestValidated", mine))
        said = [await anna.next(), await anna.next()]
        assert [(each.name, each.id) for each in said] == [("message", first), ("message", second)]
        assert said[0].data == {"type": "eu.traces-access.validation.RequestRouted.v1", "request_id": mine}
        assert (await ben.next()).data["request_id"] == others


async def test_who_may_decide_is_told(live: Start, services: Services, tokens: Tokens, registry: FakeService) -> None:
    gives(registry, (INAO, True, False), (IMPORTER, False, True))
    request_id = new_id()
    async with live() as running, reading(running.http, tokens.bearer(IRIS)) as iris:
        await iris.next_comment()
        await services.say(case("RequestRouted", new_id(), validator="org-other"))
        await services.say(case("RequestRouted", request_id))
        assert (await iris.next()).data["request_id"] == request_id
    (asked,) = [asked for asked in registry.asked if asked.target == RIGHTS[1].encode()]
    assert (asked.header(b"authorization") or b"").startswith(b"Bearer ")


async def test_a_right_that_is_revoked_ends_the_hints_and_one_that_is_granted_begins_them(
    live: Start, services: Services, tokens: Tokens, registry: FakeService
) -> None:
    gives(registry, (INAO, True, False))
    hidden, seen = new_id(), new_id()
    async with live() as running, reading(running.http, tokens.bearer(IRIS)) as iris:
        await services.say(case("RequestRouted", new_id()))
        await iris.next()
        gives(registry)
        await services.say(right("AuthorisationRevoked", IRIS, INAO))
        await eventually(lambda: asked_rights(registry) == 2)
        await services.say(case("RequestRouted", hidden))
        gives(registry, (INAO, True, False))
        await services.say(right("AuthorisationGranted", IRIS, INAO))
        await eventually(lambda: asked_rights(registry) == 3)
        await services.say(case("RequestRouted", seen))
        assert (await iris.next()).data["request_id"] == seen


async def test_while_registry_does_not_answer_only_own_requests_are_hinted(
    live: Start, services: Services, tokens: Tokens, registry: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.gateway.live.telling.AGAIN_SECONDS", 0.2)
    registry.answers[RIGHTS] = lambda: Response(status_code=503)
    own = new_id()
    async with live() as running, reading(running.http, tokens.bearer(ANNA)) as anna:
        await anna.next_comment()
        await services.say(case("RequestRouted", new_id(), applicant=BEN))
        await services.say(case("RequestRouted", own))
        assert (await anna.next()).data["request_id"] == own
        gives(registry, (INAO, True, False))
        assert (await anna.next()).name == "reset"
        other = new_id()
        await services.say(case("RequestRouted", other, applicant=BEN))
        assert (await anna.next()).data["request_id"] == other


async def test_nonsense_and_what_belongs_to_no_request_is_passed_over(
    live: Start, services: Services, tokens: Tokens
) -> None:
    request_id = new_id()
    async with live() as running, reading(running.http, tokens.bearer(ANNA)) as anna:
        routed = case("RequestRouted", request_id)
        await services.send(routed, b"{", [("ce_type", routed.type.encode())])
        await services.send(routed, b"{}", [])
        await services.say(right("AuthorisationGranted", ANNA, IMPORTER))
        await services.say(event("notify.MessageSent", message={"account_id": ANNA, "request_id": None}))
        copied = await services.say(routed)
        await services.say(routed, id=copied)
        await services.say(case("RequestValidated", request_id))
        assert [(await anna.next()).type for _ in range(2)] == ["RequestRouted", "RequestValidated"]
