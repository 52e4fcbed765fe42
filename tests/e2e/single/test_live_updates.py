"""Live updates of the running stack: a decision is hinted to the applicant, what waits to who decides, nobody else."""

import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest

from demo import cast
from demo.chapters import asking, signing_up
from demo.person import Person
from demo.play import on_stage, secrets_of
from demo.scene import Scene, Sent
from tests.e2e.running import PATIENCE, RunningStack
from tests.support.event_stream import Reader, Said, reading

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

HINT_SECONDS = 30


@contextlib.asynccontextmanager
async def told(scene: Scene, who: Person, after: str | None = None) -> AsyncIterator[Reader]:
    """The stream of somebody, open."""
    bearer = {"Authorization": f"Bearer {who.token}"}
    async with (
        httpx.AsyncClient(base_url=scene.stack.gateway, trust_env=False, timeout=30) as http,
        reading(http, bearer, after=after) as reader,
    ):
        assert await reader.next_comment() == "open"
        yield reader


async def until(reader: Reader, type: str, about: Sent, *, never: Sent | None = None) -> list[Said]:
    """Read on to this hint, past others, but for those at the request of `never`; all that were read."""
    found: list[Said] = []
    while not found or (found[-1].type, found[-1].data["request_id"]) != (type, about.request_id):
        found.append(await reader.next(within=HINT_SECONDS))
        assert found[-1].name == "message"
        assert never is None or found[-1].data["request_id"] != never.request_id
    return found


async def reject(desk: Person, sent: Sent) -> None:
    decision = {"outcome": "rejected", "reason": "no certificate"}
    await desk.post(f"/work-items/{sent.request_id}/decision", decision)


async def test_a_decision_is_hinted_to_the_applicant_and_nobody_else(running: RunningStack) -> None:
    async with on_stage(running.stack(), patience=PATIENCE) as scene:
        await signing_up.hugo_joins(scene)
        await signing_up.elodie_signs_up(scene)
        await signing_up.elodie_confirms(scene)
        await signing_up.elodie_logs_in(scene)
        hugo, elodie = scene.people[scene.hugo.email], scene.people[scene.elodie.email]
        belgium, inao = await scene.validator(cast.BELGIAN_AUTHORITY), await scene.validator(cast.INAO)
        async with (
            told(scene, belgium) as desk,
            told(scene, inao) as other_desk,
            told(scene, elodie) as bystander,
        ):
            async with told(scene, hugo) as applicant:
                await asking.ask_to_join_coffeeteam(scene)
                sent = scene.requests["coffeeteam"]
                await until(applicant, "RequestRouted", sent)
            await until(desk, "RequestRouted", sent)
            await reject(belgium, sent)
            async with told(scene, hugo, after=applicant.last_id) as applicant:
                hints = await until(applicant, "AuthorisationRejected", sent)
                assert "RequestRouted" not in [hint.type for hint in hints]
                assert (await hugo.get(f"/requests/{sent.request_id}"))["status"] == "REJECTED"
            await until(desk, "RequestRejected", sent)
            await asking.ask_to_join_alpro(scene)
            await until(bystander, "RequestRouted", scene.requests["alpro"], never=sent)
            await asking.propose_french_importer(scene)
            await until(other_desk, "RequestRouted", scene.requests["french"], never=sent)
        running.secrets |= secrets_of(scene)


async def test_logging_out_ends_the_stream(running: RunningStack) -> None:
    async with on_stage(running.stack(), patience=PATIENCE) as scene:
        await signing_up.hugo_joins(scene)
        hugo = scene.people[scene.hugo.email]
        async with told(scene, hugo) as stream:
            await hugo.log_out()
            await stream.rest(within=HINT_SECONDS)
            assert stream.comments[-1] == "closed: session-ended"
        running.secrets |= secrets_of(scene)
