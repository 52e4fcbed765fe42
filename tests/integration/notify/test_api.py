"""GET /api/v1/messages: where the mails about my request stand."""

import httpx
import pytest

from chassis.auth import Actor
from chassis.errors import Unauthenticated
from chassis.web.app import create_app
from tests.integration.notify.post import Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import ALPRO, BELGIUM, activated, case_of, granted, history, routed

CASE = case_of("elodie", ALPRO, BELGIUM)


class Callers:
    """Takes the token for the caller's account id: what stands behind a token is identity's business."""

    async def verify(self, token: str) -> Actor:
        if not token.isalpha():
            raise Unauthenticated
        return Actor(token, "session", "en")


@pytest.fixture
def client(post: Post) -> httpx.AsyncClient:
    post.runtime.verifier = Callers()  # type: ignore[assignment]
    transport = httpx.ASGITransport(create_app(post.runtime))
    return httpx.AsyncClient(transport=transport, base_url="http://notify")


async def ask(client: httpx.AsyncClient, who: str, request_id: str = CASE.request_id) -> httpx.Response:
    headers = {"Authorization": f"Bearer {who}"}
    return await client.get("/api/v1/messages", params={"request_id": request_id}, headers=headers)


async def test_the_applicant_sees_the_state_of_his_own_mails(post: Post, client: httpx.AsyncClient) -> None:
    async with post.mailing():
        await post.hear([*history(activated("elodie")), *history(routed(CASE)), *history(granted("elodie", ALPRO))])
        await eventually(post.settled)
    items = (await ask(client, "elodie")).json()["items"]
    assert sorted((item["template"], item["status"]) for item in items) == [("granted", "SENT"), ("receipt", "SENT")]
    assert all(item["sent_at"] >= item["queued_at"] for item in items)


async def test_nobody_sees_what_went_to_others(post: Post, client: httpx.AsyncClient) -> None:
    await post.hear(history(routed(CASE)))
    assert (await ask(client, "marc")).json() == {"items": []}
    assert (await ask(client, "elodie", "another-request")).json() == {"items": []}


async def test_somebody_must_be_asking(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/messages", params={"request_id": "r"})).status_code == 401
