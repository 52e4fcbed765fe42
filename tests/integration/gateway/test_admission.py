"""Who may ask, and how often."""

from typing import Any

import pytest
from starlette.responses import Response

from chassis.ids import new_id
from contracts.ended_sessions import ENDED_SESSIONS
from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.serving import closed_address
from tests.integration.gateway.upstream import FakeService

Upstreams = dict[Owner, FakeService]


async def test_what_is_not_open_needs_a_token(running: Running, upstreams: Upstreams) -> None:
    for method, path in (("GET", "/me"), ("GET", "/accounts"), ("POST", "/operators"), ("DELETE", "/sessions/current")):
        answer = await running.http.request(method, f"/api/v1{path}")
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert not upstreams[Owner.REGISTRY].asked
    assert not upstreams[Owner.IDENTITY].asked


@pytest.mark.parametrize(
    "claims", [{"exp": 1}, {"iss": "somebody"}, {"aud": "somewhere"}], ids=["expired", "issuer", "audience"]
)
async def test_a_token_that_is_not_good_is_refused(running: Running, tokens: Tokens, claims: dict[str, Any]) -> None:
    answer = await running.http.get("/api/v1/me", headers=tokens.bearer(**claims))
    assert answer.status_code == 401


async def test_a_token_that_others_signed_is_refused(running: Running) -> None:
    answer = await running.http.get("/api/v1/me", headers=Tokens().bearer())
    assert answer.status_code == 401
    malformed = await running.http.get("/api/v1/me", headers={"Authorization": "Bearer nonsense"})
    assert malformed.status_code == 401


async def test_without_any_key_yet_it_says_try_again(start: Start, tokens: Tokens) -> None:
    async with start(jwks_url=closed_address()) as running:
        answer = await running.http.get("/api/v1/me", headers=tokens.bearer())
        opened = await running.http.post("/api/v1/captchas")
    assert (answer.status_code, opened.status_code) == (503, 200)


async def test_an_ended_session_is_refused_and_others_of_the_account_are_not(running: Running, tokens: Tokens) -> None:
    running.gateway.ended.add("ended")
    refused = await running.http.get("/api/v1/me", headers=tokens.bearer(session="ended"))
    assert (refused.status_code, refused.json()["code"]) == (401, "session-ended")
    assert (await running.http.get("/api/v1/me", headers=tokens.bearer(session="other"))).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/sessions/current", "/api/v1/sessions"])
async def test_after_logging_out_the_token_is_dead_at_once(
    running: Running, tokens: Tokens, upstreams: Upstreams, path: str
) -> None:
    upstreams[Owner.IDENTITY].answers["DELETE", path] = lambda: Response(status_code=204)
    bearer = tokens.bearer(session="mine")
    answer = await running.http.delete(path, headers=bearer)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await running.http.get("/api/v1/me", headers=bearer)).json()["code"] == "session-ended"


@pytest.mark.parametrize(("status", "seen"), [(204, 401), (404, 200)])
async def test_another_session_that_its_owner_ended_is_refused_at_once(
    running: Running, tokens: Tokens, upstreams: Upstreams, status: int, seen: int
) -> None:
    upstreams[Owner.IDENTITY].answers["DELETE", "/api/v1/sessions/other"] = lambda: Response(status_code=status)
    await running.http.delete("/api/v1/sessions/other", headers=tokens.bearer(session="mine"))
    answers = [await running.http.get("/api/v1/me", headers=tokens.bearer(session=each)) for each in ("other", "mine")]
    assert [answer.status_code for answer in answers] == [seen, 200]


async def test_sessions_that_identity_names_are_refused_at_once_and_the_caller_is_not_told(
    running: Running, tokens: Tokens, upstreams: Upstreams
) -> None:
    named = {ENDED_SESSIONS: "there,elsewhere"}
    upstreams[Owner.IDENTITY].answers["PUT", "/api/v1/me/password"] = lambda: Response(status_code=204, headers=named)
    answer = await running.http.put("/api/v1/me/password", json={}, headers=tokens.bearer(session="here"))
    assert (answer.status_code, answer.headers.get(ENDED_SESSIONS)) == (204, None)
    asked = [
        await running.http.get("/api/v1/countries", headers=tokens.bearer(session=each))
        for each in ("there", "elsewhere", "here")
    ]
    assert [each.status_code for each in asked] == [401, 401, 200]


async def test_a_log_out_that_failed_leaves_the_session_alive(
    running: Running, tokens: Tokens, upstreams: Upstreams
) -> None:
    upstreams[Owner.IDENTITY].answers["DELETE", "/api/v1/sessions/current"] = lambda: Response(status_code=503)
    bearer = tokens.bearer(session="mine")
    await running.http.delete("/api/v1/sessions/current", headers=bearer)
    assert (await running.http.get("/api/v1/me", headers=bearer)).status_code == 200


@pytest.mark.parametrize(
    ("limit", "method", "path"),
    [
        ("sign_up_limit", "POST", "/accounts"),
        ("login_limit", "POST", "/sessions"),
        ("recording_limit", "GET", "/captchas/{}/audio"),
        ("api_limit", "POST", "/captchas"),
    ],
)
async def test_an_address_has_its_limits(
    start: Start, upstreams: Upstreams, limit: str, method: str, path: str
) -> None:
    async with start(**{limit: "2/hour"}, trusted_proxies="127.0.0.1") as running:

        async def asked(address: str) -> tuple[int, str | None]:
            named = f"/api/v1{path.format(new_id())}"
            answer = await running.http.request(method, named, json={}, headers={"X-Forwarded-For": address})
            return answer.status_code, answer.headers.get("retry-after")

        assert [(await asked("198.51.100.1"))[0] for _ in range(2)] == [200, 200]
        status, retry_after = await asked("198.51.100.1")
        assert status == 429
        assert retry_after is not None
        assert 3500 < int(retry_after) <= 3600
        assert (await asked("198.51.100.2"))[0] == 200
    assert len(upstreams[Owner.IDENTITY].asked) == 3


async def test_an_address_that_nobody_trusted_named_does_not_evade_the_limit(start: Start) -> None:
    async with start(login_limit="1/hour") as running:
        statuses = [
            (await running.http.post("/api/v1/sessions", json={}, headers={"X-Forwarded-For": f"198.51.100.{n}"}))
            for n in range(2)
        ]
    assert [answer.status_code for answer in statuses] == [200, 429]


async def test_an_account_has_its_limit_wherever_it_asks_from(start: Start, tokens: Tokens) -> None:
    async with start(api_limit="2/minute") as running:
        statuses = [
            (await running.http.get("/api/v1/me", headers=tokens.bearer("anna", session))).status_code
            for session in ("one", "two", "three")
        ]
        other = await running.http.get("/api/v1/me", headers=tokens.bearer("bert"))
    assert statuses == [200, 200, 429]
    assert other.status_code == 200


async def test_guessing_tokens_is_limited_too(start: Start) -> None:
    async with start(api_limit="2/minute") as running:
        statuses = [(await running.http.get("/api/v1/me")).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
