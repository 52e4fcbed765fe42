"""SIGTERM ends a process, whatever it is waiting for (design section 5, processes)."""

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from chassis.mongo import Store
from tests.integration.chassis.test_process import deposits, settled
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.frozen import frozen
from tests.support.running_process import free_port
from tests.support.toy.harness import Toy, feed, raw


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Yet longer than the driver takes to notice that a store hangs, and the five seconds of a request after that."""
    monkeypatch.setattr(Toy, "GRACE_SECONDS", 14.0)


async def test_while_it_waits_for_a_store_that_is_not_there(backing: Backing, isolation: str, tmp_path: Path) -> None:
    toy = Toy(backing, isolation, tmp_path, mongo=f"mongodb://127.0.0.1:{free_port()}/")
    toy.start()
    try:
        await eventually(lambda: "prepare.retry" in toy.log.read_text(), within=20)
        toy.signal(signal.SIGTERM)
        assert toy.wait() == 0
    finally:
        toy.kill()


async def test_while_the_store_hangs_it_is_cut_off_and_nothing_is_lost(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    with frozen(backing.pid("mongo")):
        await feed(backing, isolation, [raw(event) for event in deposits(5)])
        toy.signal(signal.SIGTERM)
        assert toy.wait() in (0, 1)
    toy.start()
    await eventually(lambda: settled(store, 5), within=40)


async def test_a_request_that_cannot_be_waited_for_is_told_to_come_back(backing: Backing, toy: Toy) -> None:
    """Found by chaos: it was answered 500, which says that coming back is of no use."""
    with frozen(backing.pid("mongo")):
        async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
            (await client.get("/healthz/live")).raise_for_status()
            asked = asyncio.create_task(client.post("/api/v1/accounts/anna/nickname", json={"nickname": "mouse"}))
            done, _ = await asyncio.wait({asked}, timeout=1)
            assert not done, "the store hangs, and so does the command"
            toy.signal(signal.SIGTERM)
            answer = await asked
        assert toy.wait() in (0, 1), "cut off, unless its thread has given the store up before"
    assert (answer.status_code, answer.json()["code"]) == (503, "time-out")
    assert answer.headers["retry-after"]
