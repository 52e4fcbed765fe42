"""`traces-access topics plan|apply` on a real broker: what is missing comes to be, and nothing ever gets less."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from chassis.broker.topics import Present, create, describe, settle
from contracts.topics import ACCOUNTS, ORGANISATIONS, REQUESTS, TOPICS, Topic
from deploy.local.topics import delete_topics
from tests.integration.cli.conftest import Command
from tests.support.backing import Backing
from tests.support.eventually import eventually

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
async def swept(backing: Backing, isolation: str) -> AsyncIterator[None]:
    """Whatever of this test's topics came to be is gone afterwards."""
    yield
    names = [f"{isolation}-{topic.name}" for topic in TOPICS]
    await delete_topics(backing.kafka, list(await describe(backing.broker, names)))


def named(topic: Topic, isolation: str, **other: Any) -> Topic:
    return replace(topic, name=f"{isolation}-{topic.name}", **other)


async def known(backing: Backing, name: str) -> Present:
    """The topic, once the broker shows it: it acknowledges a moment earlier."""
    found = await describe(backing.broker, [name])
    assert name in found
    return found[name]


async def test_apply_makes_what_is_missing_and_plan_agrees(
    backing: Backing, isolation: str, swept: None, traces_access: Command
) -> None:
    planned = traces_access("topics", "plan", "--json")
    assert planned.code == 1
    assert [row["remedy"] for row in planned.rows] == ["create"] * len(TOPICS)
    assert await describe(backing.broker, [f"{isolation}-{ACCOUNTS.name}"]) == {}
    assert traces_access("topics", "apply").code == 0
    agreed = traces_access("topics", "plan")
    assert (agreed.code, agreed.text) == (0, f"All {len(TOPICS)} topics are as the contracts want them.\n")
    made = await describe(backing.broker, [f"{isolation}-{topic.name}" for topic in TOPICS])
    assert [(t.partitions, t.retention_ms, t.cleanup_policy) for t in made.values()] == [
        (t.partitions, t.retention_ms, "delete") for t in TOPICS
    ]
    assert {(t.copies, t.own["min.insync.replicas"]) for t in made.values()} == {(1, "1")}


async def test_copies_that_lack_are_told_and_what_cannot_be_written_to_is_mended(
    backing: Backing, isolation: str, swept: None, traces_access: Command
) -> None:
    assert traces_access("topics", "apply").code == 0
    name = f"{isolation}-{ACCOUNTS.name}"
    await settle(backing.broker, await known(backing, name), {"min.insync.replicas": "2"})

    async def shown() -> bool:
        return (await known(backing, name)).in_sync == 2

    await eventually(shown)
    (only,) = traces_access("topics", "plan", "--json").rows
    assert (only["what"], only["is_"], only["wanted"], only["remedy"]) == ("min.insync.replicas", "2", "1", "set")
    left = traces_access("topics", "apply", "--json", KAFKA_REPLICATION="3")
    assert left.code == 1
    assert [(row["what"], row["is_"], row["wanted"]) for row in left.rows] == [
        ("replication.factor", "1", "3") for _ in TOPICS
    ]


async def test_what_differs_is_mended_as_far_as_nothing_is_lost(
    backing: Backing, isolation: str, swept: None, traces_access: Command
) -> None:
    fewer = named(ACCOUNTS, isolation, partitions=3)
    shorter = named(REQUESTS, isolation, retention_ms=DAY, cleanup_policy="compact")
    longer = named(ORGANISATIONS, isolation, partitions=13, retention_ms=90 * DAY)
    await create(backing.broker, [fewer, shorter, longer])
    present = await eventually(lambda: known(backing, shorter.name))
    await settle(backing.broker, present, {"max.message.bytes": "123456"})

    async def settled() -> bool:
        return (await known(backing, shorter.name)).own.get("max.message.bytes") == "123456"

    await eventually(settled)

    left = traces_access("topics", "apply", "--json")
    assert left.code == 1
    assert [(row["topic"], row["what"], row["remedy"]) for row in left.rows] == [
        (fewer.name, "partitions", "grow"),
        (longer.name, "partitions", "none"),
        (longer.name, "retention.ms", "none"),
    ]
    now = await describe(backing.broker, [fewer.name, shorter.name, longer.name])
    assert (now[shorter.name].retention_ms, now[shorter.name].cleanup_policy) == (REQUESTS.retention_ms, "delete")
    assert now[shorter.name].own["max.message.bytes"] == "123456"
    assert (now[longer.name].partitions, now[longer.name].retention_ms) == (13, 90 * DAY)
    assert now[fewer.name].partitions == 3

    assert [row["remedy"] for row in traces_access("topics", "apply", "--grow", "--json").rows] == ["none", "none"]
    assert (await describe(backing.broker, [fewer.name]))[fewer.name].partitions == ACCOUNTS.partitions
    told = traces_access("topics", "plan")
    assert told.code == 1
    assert "left to you" in told.text


def test_no_broker_is_no_difference(traces_access: Command) -> None:
    said = traces_access("topics", "plan", KAFKA_BOOTSTRAP="127.0.0.1:1")
    assert said.code == 2
    assert "The broker does not do it" in said.problem
