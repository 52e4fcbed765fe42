"""A registry of this test's own, with its reference data."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.registry.harness import Registry
from tests.support.backing import Backing


@pytest.fixture
async def registry(backing: Backing, database_prefix: str) -> AsyncIterator[Registry]:
    """Prepared: collections, indexes, reference data."""
    made = Registry(backing, f"{database_prefix}registry")
    await made.runtime.prepare()
    yield made
    made.runtime.close()
