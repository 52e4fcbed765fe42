"""Death at each boundary of an API command: sent again with the same key it is answered, done once and told of once."""

import httpx
import pytest

from tests.integration.crash_points.doomed import Doomed
from tests.support.eventually import eventually
from tests.support.toy.service import Account

pytestmark = pytest.mark.abandons_transactions


async def name_anna(client: httpx.AsyncClient) -> httpx.Response:
    """The same request each time."""
    body, headers = {"nickname": "mouse"}, {"Idempotency-Key": "one"}
    return await client.post("/api/v1/accounts/anna/nickname", json=body, headers=headers)


@pytest.fixture
def mode() -> str:
    """A command needs the API, and its event the relay."""
    return "all"


async def names(doomed: Doomed) -> list[tuple[str | None, int]]:
    return [(account.nickname, account.revision) for account in await doomed.store.find(Account, {})]


async def told_once(doomed: Doomed) -> bool:
    assert await doomed.sequences() == {"anna": [1]}
    assert await doomed.unpublished() == set()
    return True


@pytest.mark.parametrize(
    ("point", "takes_effect"),
    [("before the read", False), ("after the read", False), ("before the commit", False), ("after the commit", True)],
)
async def test_command(doomed: Doomed, point: str, takes_effect: bool) -> None:
    """Whoever asked gets no answer, and cannot know whether it was done."""
    doomed.starts_to_die_at(f"command: {point}")
    await eventually(doomed.toy.ready, within=40)
    async with httpx.AsyncClient(base_url=doomed.toy.url, trust_env=False, timeout=30) as client:
        with pytest.raises(httpx.TransportError):
            await name_anna(client)
        assert len(await doomed.died()) == 1
        assert await names(doomed) == [("mouse", 1)] * takes_effect
        doomed.toy.start()
        await eventually(doomed.toy.ready, within=40)
        again = await name_anna(client)
    assert (again.status_code, again.json()["nickname"]) == (201, "mouse")
    assert await names(doomed) == [("mouse", 1)]
    assert ("Idempotency-Replayed" in again.headers) is takes_effect
    await eventually(lambda: told_once(doomed), within=20)
