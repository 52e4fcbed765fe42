"""`kill -9` between a POST's effect and its answer, then the same POST with the same key: the same answer."""

import json
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from demo import cast
from demo.chapters import asking, signing_up
from demo.play import on_stage, secrets_of
from demo.scene import Scene
from tests.e2e.invariants import check_invariants
from tests.e2e.running import PATIENCE, RunningStack
from tests.e2e.swallowing import swallowing
from tests.support.eventually import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]


@dataclass(frozen=True)
class Post:
    """A POST whose answer is lost: who answers it, what it is, and the event that its effect is."""

    path: str
    body: dict[str, Any]
    token: str | None
    effect: str
    told_by: Callable[[Any], dict[str, Any]]


@pytest.fixture
async def scene(running: RunningStack) -> AsyncIterator[Scene]:
    async with on_stage(running.stack(), patience=PATIENCE) as scene:
        await signing_up.hugo_joins(scene)
        yield scene
        running.secrets |= secrets_of(scene)
    await running.all_ready()
    await check_invariants(running.about())


async def signing_up_of_elodie(scene: Scene) -> Post:
    captcha = (await scene.client.ask("POST", "/captchas")).body
    form = signing_up.form(scene.elodie, captcha["id"], scene.stack.captcha_answer)
    return Post("/accounts", form, None, "AccountCreated", lambda _: {"account.email": scene.elodie.email})


async def proposing(scene: Scene) -> Post:
    hugo = scene.people[scene.hugo.email]
    told_by: Callable[[Any], dict[str, Any]] = lambda answer: {"request_id": answer["request_id"]}  # noqa: E731
    return Post("/operators", cast.french_importer(), hugo.token, "OperatorProposed", told_by)


async def asking_to_join(scene: Scene) -> Post:
    hugo = scene.people[scene.hugo.email]
    told_by: Callable[[Any], dict[str, Any]] = lambda answer: {"request_id": answer["request_id"]}  # noqa: E731
    path = f"/organisations/{cast.ALPRO}/authorisations"
    return Post(path, cast.CONTACT, hugo.token, "AuthorisationRequested", told_by)


async def deciding_on_coffeeteam(scene: Scene) -> Post:
    await asking.ask_to_join_coffeeteam(scene)
    desk = await scene.validator(cast.BELGIAN_AUTHORITY)
    request_id = scene.requests["coffeeteam"].request_id
    path = f"/work-items/{request_id}/decision"
    return Post(path, {"outcome": "validated"}, desk.token, "RequestValidated", lambda _: {"request_id": request_id})


CASES = [
    pytest.param("identity", signing_up_of_elodie, id="identity: POST /accounts"),
    pytest.param("registry", proposing, id="registry: POST /operators"),
    pytest.param("registry", asking_to_join, id="registry: POST /organisations/{id}/authorisations"),
    pytest.param("validation", deciding_on_coffeeteam, id="validation: POST /work-items/{id}/decision"),
    pytest.param("gateway", proposing, id="gateway: POST /operators"),
]


@pytest.mark.parametrize(("service", "prepare"), CASES)
async def test_the_same_answer_after_a_death(
    running: RunningStack, scene: Scene, service: str, prepare: Callable[[Scene], Any]
) -> None:
    post: Post = await prepare(scene)
    key, about = str(uuid.uuid4()), running.about()
    async with swallowing(about["services"][service], lambda: running.kill(service)) as lost:
        headers = {"Idempotency-Key": key, **({"Authorization": f"Bearer {post.token}"} if post.token else {})}
        async with httpx.AsyncClient(
            base_url=f"{lost.url}/api/v1", headers=headers, trust_env=False, timeout=30
        ) as http:
            with pytest.raises(httpx.TransportError):
                await http.post(post.path, json=post.body)
    assert 200 <= lost.status < 300
    await eventually(lambda: running.about()["processes"].get(service) != about["processes"][service])

    again = await scene.client.ask("POST", post.path, json=post.body, token=post.token, key=key)
    assert again.replayed
    assert (again.status, again.body) == (lost.status, json.loads(lost.body))

    scene.expected.event(post.effect, **post.told_by(again.body))
    await scene.settle()
    (effect,) = scene.expected.events[-1:]
    assert sum(effect.fits(event) for event in scene.journal.events) == 1
