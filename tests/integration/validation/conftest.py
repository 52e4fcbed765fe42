"""Validation on the real store, in this process: events by its unit of work, questions by its HTTP application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from chassis.auth import TokenVerifier
from chassis.runtime import Runtime
from chassis.service import Service
from chassis.settings import Settings
from services.validation.service import service
from tests.integration.validation.desk import ISSUER, Desk, TestKeys
from tests.support.backing import Backing
from tests.unit.validation.test_delegation import DELEGATED


@pytest.fixture
async def desk(backing: Backing, database_prefix: str, isolation: str) -> AsyncIterator[Desk]:
    """A prepared service with an empty database."""
    async with open_desk(backing, f"{database_prefix}validation", isolation, service) as opened:
        yield opened


@pytest.fixture
async def delegating_desk(backing: Backing, database_prefix: str, isolation: str) -> AsyncIterator[Desk]:
    """Another one, in a world where Belgium's operators decide on their own further users."""
    async with open_desk(backing, f"{database_prefix}delegating", isolation, DELEGATED) as opened:
        yield opened


@asynccontextmanager
async def open_desk(backing: Backing, database: str, secret: str, declared: Service) -> AsyncIterator[Desk]:
    """A desk of its own."""
    settings = Settings(
        mongo_uri=SecretStr(backing.mongo),
        mongo_database=database,
        token_issuer=ISSUER,
        idempotency_secret=SecretStr(secret),
    )
    keys = TestKeys()
    runtime = Runtime(declared, settings)
    runtime.verifier = TokenVerifier(keys, ISSUER)
    await runtime.prepare()
    yield Desk(runtime, keys)
    runtime.close()
