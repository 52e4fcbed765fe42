"""One stack for all tests of this folder, and how the guide ends when nobody disturbs it."""

import asyncio
from collections.abc import Iterator

import pytest

from demo.play import Report
from tests.e2e.running import RunningStack, running_stack


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("doubled"), "--replicas", "2") as stack:
        yield stack


@pytest.fixture(scope="package")
def undisturbed(running: RunningStack) -> Report:
    return asyncio.run(running.play())
