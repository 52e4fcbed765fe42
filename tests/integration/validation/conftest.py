"""Validation on the real store, in this process: events by its unit of work, questions by its HTTP application."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from chassis.auth import TokenVerifier
from chassis.runtime import Runtime
from chassis.settings import Settings
from services.validation.service import service
from tests.integration.validation.desk import ISSUER, Desk, TestKeys
from tests.support.backing import Backing


@pytest.fixture
async def desk(backing: Backing, database_prefix: str, isolation: str) -> AsyncIterator[Desk]:
    """A prepared service with an empty database."""
    settings = Settings(
        mongo_uri=SecretStr(backing.mongo),
        mongo_database=f"{database_prefix}validation",
        token_issuer=ISSUER,
        idempotency_secret=SecretStr(isolation),
    )
    keys = TestKeys()
    runtime = Runtime(service, settings)
    runtime.verifier = TokenVerifier(keys, ISSUER)
    await runtime.prepare()
    yield Desk(runtime, keys)
    runtime.close()
