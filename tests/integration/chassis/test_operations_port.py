"""Health and metrics on a port of their own: nothing of them where everybody asks (ADR 21)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.running_process import free_port
from tests.support.toy.harness import Toy

OPERATIONS = ("/healthz/live", "/healthz/ready", "/metrics")


@asynccontextmanager
async def running(toy: Toy, operations: str) -> AsyncIterator[None]:
    """The process, once it says on its own port that it is ready."""

    async def ready() -> bool:
        try:
            return (await status(operations, "/healthz/ready")) == 200
        except httpx.TransportError:
            return False

    toy.start()
    try:
        await eventually(ready, within=30)
        yield
    finally:
        toy.kill()


async def status(url: str, path: str) -> int:
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:
        return (await client.get(path)).status_code


@pytest.mark.usefixtures("toy_topics")
async def test_what_platforms_ask_for_is_on_its_own_port_only(backing: Backing, isolation: str, tmp_path: Path) -> None:
    port = free_port()
    toy = Toy(backing, isolation, tmp_path, environment={"OPERATIONS_PORT": str(port)})
    operations = f"http://127.0.0.1:{port}"
    async with running(toy, operations):
        assert [await status(operations, path) for path in OPERATIONS] == [200, 200, 200]
        assert [await status(toy.url, path) for path in OPERATIONS] == [404, 404, 404]
        assert await status(toy.url, "/openapi.json") == 200
        assert await status(operations, "/openapi.json") == 404


@pytest.mark.usefixtures("toy_topics")
async def test_a_worker_listens_there_only(backing: Backing, isolation: str, tmp_path: Path) -> None:
    port = free_port()
    toy = Toy(backing, isolation, tmp_path, mode="worker", environment={"OPERATIONS_PORT": str(port)})
    async with running(toy, f"http://127.0.0.1:{port}"):
        with pytest.raises(httpx.ConnectError):
            await status(toy.url, "/healthz/live")
