"""What the API's document says is what happens: random requests, good and bad, on every operation of the gateway."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from demo import cast
from demo.chapters import asking, signing_up
from demo.play import on_stage, secrets_of
from tests.e2e.fuzzing import Fuzzer
from tests.e2e.running import PATIENCE, RunningStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

ENDING = frozenset({"DELETE /api/v1/sessions", "DELETE /api/v1/sessions/current", "PUT /api/v1/me/password"})
"""They end the session that asks, or lock the account: asked by somebody who has nothing else to ask."""

ENDLESS = frozenset({"GET /api/v1/events"})
"""Its answer goes on as long as the token lives: `test_live_updates` reads it. Whoever has no token is answered."""

UNBREAKABLE = {"POST /api/v1/captchas", "GET /api/v1/captchas/{id}/audio", "GET /api/v1/captchas/{id}/image"}

VALIDATORS = ("/work-items", "/routes", "/requests", "/audit", "/organisations", "/authorisations", "/notifications")
"""What a validator asks as well. A demo account keeps its name and its language: nothing of `/me`."""


@dataclass(frozen=True)
class People:
    """Tokens of an applicant and a validator, what they can look at, and credentials of somebody to be locked out."""

    applicant: str = field(repr=False)
    validator: str = field(repr=False)
    known: dict[str, str]
    leaving: dict[str, str] = field(repr=False)


@pytest.fixture(scope="module")
def people(running: RunningStack) -> People:
    async def made() -> People:
        async with on_stage(running.stack(), patience=PATIENCE) as scene:
            await signing_up.hugo_joins(scene)
            await signing_up.elodie_signs_up(scene)
            await signing_up.elodie_confirms(scene)
            await asking.ask_to_join_coffeeteam(scene)
            hugo, desk = scene.people[scene.hugo.email], await scene.validator(cast.BELGIAN_AUTHORITY)
            sent = scene.requests["coffeeteam"]
            running.secrets |= secrets_of(scene)
            known = {"request_id": sent.request_id, "organisation_id": cast.COFFEETEAM}
            leaving = {"email": scene.elodie.email, "password": scene.elodie.password}
            return People(hugo.token, desk.token, known, leaving)

    return asyncio.run(made())


@pytest.fixture(scope="module")
def leaving(running: RunningStack, people: People) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{running.stack().gateway}/api/v1", trust_env=False, timeout=30) as http:
        yield http


def test_an_applicant_meets_what_is_documented(running: RunningStack, people: People) -> None:
    fuzzer = Fuzzer(running.stack().gateway)
    for operation in fuzzer.operations():
        if operation.label in ENDLESS:
            fuzzer.ask(operation, lambda: "", {})
        elif operation.label not in ENDING:
            fuzzer.ask(operation, lambda: people.applicant, people.known)
    assert fuzzer.findings == {}
    assert {label: fuzzer.statuses[label] for label in ENDLESS} == {label: {401} for label in ENDLESS}
    assert fuzzer.unbreakable == UNBREAKABLE
    assert fuzzer.statuses["GET /api/v1/requests/{request_id}"] >= {200, 404}
    assert fuzzer.statuses["GET /api/v1/organisations/{organisation_id}"] >= {200, 404}


def test_a_validator_meets_what_is_documented(running: RunningStack, people: People) -> None:
    fuzzer = Fuzzer(running.stack().gateway)
    for operation in fuzzer.operations():
        if operation.path.removeprefix("/api/v1").startswith(VALIDATORS):
            fuzzer.ask(operation, lambda: people.validator, people.known)
    assert fuzzer.findings == {}
    assert fuzzer.statuses["GET /api/v1/work-items/{request_id}"] >= {200, 404}


def test_who_leaves_meets_what_is_documented(running: RunningStack, people: People, leaving: httpx.Client) -> None:
    def token() -> str:
        answer = leaving.post("/sessions", json=people.leaving)
        return str(answer.raise_for_status().json()["access_token"])

    fuzzer = Fuzzer(running.stack().gateway)
    operations = {operation.label: operation for operation in fuzzer.operations()}
    assert operations.keys() >= ENDING
    for label in sorted(ENDING - {"PUT /api/v1/me/password"}):
        fuzzer.ask(operations[label], token, {})
    last = token()  # wrong present passwords lock the account for log-ins
    fuzzer.ask(operations["PUT /api/v1/me/password"], lambda: last, {})
    assert fuzzer.findings == {}
