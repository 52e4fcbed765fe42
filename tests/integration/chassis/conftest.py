"""A toy service of this test's own."""

from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest

from chassis.mongo import Store
from chassis.runtime import Runtime
from chassis.unit_of_work import UnitOfWork
from deploy.local.topics import delete_topics
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import Toy, make_topics
from tests.support.toy.runtime import toy_runtime
from tests.support.toy.witness import testimony

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Remember whether the test failed, for fixtures that can say why."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
async def toy_topics(backing: Backing, isolation: str) -> AsyncIterator[None]:
    """The topics of the toy service, under this test's prefix."""
    names = await make_topics(backing, isolation)
    yield
    await delete_topics(backing.kafka, names)


@pytest.fixture
async def toy(backing: Backing, isolation: str, toy_topics: None, tmp_path: Path) -> AsyncIterator[Toy]:
    """A ready process of the toy service."""
    process = Toy(backing, isolation, tmp_path)
    process.start()
    try:
        await eventually(process.ready, within=30)
        yield process
    finally:
        process.kill()


@pytest.fixture
async def store(backing: Backing, isolation: str, request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """The toy's database, to look into. Says what is in it when the test has failed."""
    opened = Store(backing.mongo, f"{isolation}_toy")
    try:
        yield opened
        if request.node.stash.get(FAILED, False):
            request.node.add_report_section("teardown", "store", await testimony(backing, isolation, opened))
    finally:
        opened.close()


@pytest.fixture
async def runtime(backing: Backing, isolation: str) -> AsyncIterator[Runtime]:
    """The toy inside this process: its unit of work on a database of its own, without HTTP, consumer and relay."""
    made = toy_runtime(backing, isolation)
    await made.prepare()
    yield made
    made.close()


@pytest.fixture
def unit(runtime: Runtime) -> UnitOfWork:
    """The unit of work of that."""
    return runtime.unit_of_work
