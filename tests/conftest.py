"""What every test may use: one Kafka, store and mailbox a run, and isolation within them by name.

They are embedded, or with STACK=containers in containers (Kafka, MongoDB, Mailpit); tests need not know.
"""

import os
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from contracts.topics import TOPICS
from deploy.local.topics import create_topics, delete_topics
from tests.support.backing import Backing, attached_backing, running_backing
from tests.support.containers import running_containers, store_is_a_stand_in
from tests.support.no_skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

TEST_PARTITIONS = 2
UNFIT = ("abandons_transactions", "contends_for_rows")
IN_CONTAINERS = {"embedded": False, "containers": True}[os.environ.get("STACK", "embedded")]


def pytest_report_header() -> str:
    """Which store answers: no figure without its name."""
    if not IN_CONTAINERS:
        return "stack: embedded"
    store = "SecantusDB stand-in, not MongoDB" if store_is_a_stand_in() else "MongoDB"
    return f"stack: containers; store: {store}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the stand-in for mongo:8 cannot do.

    Its abandoned transactions last a minute, not five seconds; and a plain write of many documents that waits for a
    transaction keeps their collection from it, so that both may wait for ever (see store_yielding).
    """
    if not (IN_CONTAINERS and store_is_a_stand_in()):
        return
    unfit = [item for item in items if any(map(item.get_closest_marker, UNFIT))]
    items[:] = [item for item in items if item not in unfit]
    config.hook.pytest_deselected(items=unfit)


@pytest.fixture(scope="session")
def backing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backing]:
    """Kafka, store and mailbox, started once for the whole run; isolate by `topic_prefix` and `database_prefix`.

    Where BACKING names the folder of some that run already, those are used, and left running.
    """
    if running_already := os.environ.get("BACKING"):
        yield attached_backing(Path(running_already))
        return
    folder = tmp_path_factory.mktemp("stack")
    with running_containers(folder) if IN_CONTAINERS else running_backing(folder) as running:
        yield running


@pytest.fixture
def isolation() -> str:
    """A short name that no other test has."""
    return f"t{secrets.token_hex(4)}"


@pytest.fixture
async def topic_prefix(backing: Backing, isolation: str) -> AsyncIterator[str]:
    """TOPIC_PREFIX for this test; all topics of the contracts exist under it, with two partitions each."""
    prefix = f"{isolation}-"
    names = await create_topics(backing.broker, topics=TOPICS, prefix=prefix, partitions=TEST_PARTITIONS)
    yield prefix
    await delete_topics(backing.kafka, names)


@pytest.fixture
def database_prefix(isolation: str) -> str:
    """Put before the database names of this test: `f"{database_prefix}registry"`."""
    return f"{isolation}_"


@pytest.fixture
async def mailbox(backing: Backing) -> AsyncIterator[httpx.AsyncClient]:
    """HTTP client of the mailbox; SMTP behaves when the test begins and ends."""
    async with httpx.AsyncClient(base_url=backing.mailbox, trust_env=False, timeout=30) as client:
        (await client.post("/test/behaviour", json={})).raise_for_status()
        yield client
        (await client.post("/test/behaviour", json={})).raise_for_status()
