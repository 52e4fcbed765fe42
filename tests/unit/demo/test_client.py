"""The client repeats what got lost, under the same idempotency key, and nothing else."""

from collections.abc import Callable

import httpx
import pytest

from demo.client import Client, GaveUp, Refused

Step = httpx.Response | Exception


class Script:
    """A server that answers by a script, and the time that passes only when somebody sleeps."""

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.requests: list[httpx.Request] = []
        self.slept: list[float] = []

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return step

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def keys(self) -> list[str | None]:
        return [request.headers.get("idempotency-key") for request in self.requests]


def client(script: Script, patience: float = 30) -> Client:
    http = httpx.AsyncClient(base_url="http://gateway/api/v1", transport=httpx.MockTransport(script.handle))
    return Client(http, patience=patience, sleep=script.sleep, monotonic=lambda: sum(script.slept))


LOST: list[Callable[[], Step]] = [
    lambda: httpx.ConnectError("refused"),
    lambda: httpx.ReadError("reset"),
    lambda: httpx.RemoteProtocolError("disconnected without an answer"),
    lambda: httpx.ReadTimeout("late"),
    lambda: httpx.Response(429, headers={"Retry-After": "1"}),
    lambda: httpx.Response(502),
    lambda: httpx.Response(503, headers={"Retry-After": "2"}),
    lambda: httpx.Response(504),
]


@pytest.mark.parametrize("lost", LOST)
async def test_what_got_lost_is_sent_again_under_the_same_key(lost: Callable[[], Step]) -> None:
    script = Script(lost(), lost(), httpx.Response(201, json={"request_id": "r"}))
    answer = await client(script).ask("POST", "/operators", json={"name": "Test Importer"})
    assert (answer.status, answer.body, answer.attempts) == (201, {"request_id": "r"}, 3)
    assert len(set(script.keys)) == 1
    assert script.keys[0]
    assert len({request.content for request in script.requests}) == 1


async def test_another_request_has_another_key() -> None:
    script = Script(httpx.Response(200))
    asking = client(script)
    await asking.ask("POST", "/operators", json={})
    await asking.ask("POST", "/operators", json={})
    await asking.ask("POST", "/operators", json={}, key="given")
    await asking.ask("GET", "/operators")
    assert len(set(script.keys)) == 4
    assert script.keys[2:] == ["given", None]


async def test_it_comes_back_when_it_was_asked_to() -> None:
    script = Script(httpx.Response(503, headers={"Retry-After": "7"}), httpx.Response(204))
    asking = client(script)
    await asking.ask("POST", "/sessions", json={})
    assert script.slept == [7.0]
    assert asking.repeated == 1


async def test_pauses_grow_up_to_a_limit() -> None:
    script = Script(*[httpx.ConnectError("refused")] * 20, httpx.Response(204))
    await client(script, patience=60).ask("GET", "/me")
    assert script.slept[0] <= 0.1
    assert 1.0 <= script.slept[-1] <= 2.0


async def test_patience_has_an_end_that_names_the_trouble() -> None:
    script = Script(httpx.Response(503, json={"code": "unavailable"}, headers={"Retry-After": "2"}))
    with pytest.raises(GaveUp, match=r"within 5 s.*unavailable"):
        await client(script, patience=5).ask("GET", "/me")
    assert 5 < sum(script.slept) <= 8


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 500])
async def test_a_refusal_is_not_repeated(status: int) -> None:
    script = Script(httpx.Response(status, json={"code": "eori-taken"}))
    with pytest.raises(Refused) as refusal:
        await client(script).ask("POST", "/operators", json={})
    assert (refusal.value.status, refusal.value.code) == (status, "eori-taken")
    assert len(script.requests) == 1


async def test_an_expected_refusal_is_an_answer() -> None:
    script = Script(httpx.Response(403, json={"code": "self-validation"}))
    answer = await client(script).ask("POST", "/decision", json={}, expect=(403,))
    assert answer.body["code"] == "self-validation"


async def test_a_stored_answer_is_recognised() -> None:
    script = Script(httpx.ReadError("reset"), httpx.Response(201, headers={"Idempotency-Replayed": "true"}))
    assert (await client(script).ask("POST", "/operators", json={})).replayed
