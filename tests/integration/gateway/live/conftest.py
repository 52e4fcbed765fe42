"""A gateway with live updates, and services that speak on the topics."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start
from tests.integration.gateway.live.following import RIGHTS, following
from tests.integration.gateway.live.telling import Services, rights
from tests.integration.gateway.upstream import FakeService
from tests.support.backing import Backing


@pytest.fixture(autouse=True)
def registry(upstreams: dict[Owner, FakeService]) -> FakeService:
    """It says that nobody has any rights."""
    found = upstreams[Owner.REGISTRY]
    found.answers[RIGHTS] = lambda: JSONResponse(rights())
    return found


@pytest.fixture
async def services(backing: Backing, topic_prefix: str) -> AsyncIterator[Services]:
    async with AIOKafkaProducer(bootstrap_servers=backing.kafka, acks="all") as producer:
        yield Services(producer, topic_prefix)


@pytest.fixture
def live(backing: Backing, topic_prefix: str, start: Start) -> Start:
    """Start a gateway that follows the topics."""

    @contextlib.asynccontextmanager
    async def started(**different: Any) -> AsyncIterator[Running]:
        settings = {"kafka_bootstrap": backing.kafka, "topic_prefix": topic_prefix, **different}
        async with start(**settings) as running, following(running):
            yield running

    return started


@pytest.fixture
def quiet(start: Start) -> Start:
    """Start a gateway for which nothing is on the topics; tests note in its journal what they want it to have read."""

    @contextlib.asynccontextmanager
    async def started(**different: Any) -> AsyncIterator[Running]:
        async with start(**different) as running:
            running.gateway.live.feed.catch_up()
            yield running

    return started
