"""An index that holds some documents only is looked at when one of them is asked for."""

from collections.abc import AsyncIterator
from importlib import import_module

import pytest

from chassis.decider import Aggregate, Index
from chassis.mongo import Store
from chassis.service import Service
from contracts.topics import SERVICES
from tests.support.backing import Backing


def partial_indexes() -> list[tuple[type[Aggregate], Index]]:
    """Of every aggregate and projection of every service."""
    services: list[Service] = [import_module(f"services.{name}.service").service for name in SERVICES]
    kept = [aggregate for service in services for aggregate in service.aggregates]
    return [(aggregate, index) for aggregate in kept for index in aggregate.indexes if index.partial is not None]


WANTED = partial_indexes()


@pytest.fixture
async def store(backing: Backing, database_prefix: str) -> AsyncIterator[Store]:
    made = Store(backing.mongo, f"{database_prefix}indexes")
    yield made
    made.close()


async def test_an_index_of_some_documents_is_looked_at_for_one_of_them(store: Store) -> None:
    assert len(WANTED) >= 6
    await store.prepare({aggregate.collection: aggregate.indexes for aggregate, _ in WANTED})
    for aggregate, index in WANTED:
        ((field, _),) = index.keys
        plan = str(await store[aggregate.collection].find({field: "text"}).explain())
        assert "IXSCAN" in plan, (aggregate, index.name, plan)
        assert index.name in plan
