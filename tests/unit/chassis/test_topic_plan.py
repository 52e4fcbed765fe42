"""What `topics apply` may do about a topic that is not as the contracts want it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from aiokafka.admin import NewTopic

from chassis.broker.connection import Broker
from chassis.broker.plan import Remedy, differences
from chassis.broker.topics import Present, create
from contracts.topics import ACCOUNTS, LETTER_BYTES, Topic, dead_letter_topic

AS_WANTED = Present(ACCOUNTS.name, ACCOUNTS.partitions, ACCOUNTS.retention_ms, "delete", 1_048_588, 1, 1, {})

WHO_DOES = {"min.insync.replicas": Remedy.SET, "replication.factor": Remedy.COPY}


def remedies(present: Present | None, replication: int = 1, topic: Topic = ACCOUNTS) -> dict[str, Remedy]:
    found = differences([topic], {} if present is None else {topic.name: present}, replication)
    return {each.what: each.remedy for each in found}


def test_what_is_as_wanted_differs_in_nothing() -> None:
    assert remedies(AS_WANTED) == {}


def test_what_is_missing_is_created() -> None:
    assert remedies(None) == {"topic": Remedy.CREATE}


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        (replace(AS_WANTED, partitions=11), {"partitions": Remedy.GROW}),
        (replace(AS_WANTED, partitions=13), {"partitions": Remedy.NONE}),
        (replace(AS_WANTED, retention_ms=ACCOUNTS.retention_ms - 1), {"retention.ms": Remedy.SET}),
        (replace(AS_WANTED, retention_ms=ACCOUNTS.retention_ms + 1), {"retention.ms": Remedy.NONE}),
        (replace(AS_WANTED, retention_ms=-1), {"retention.ms": Remedy.NONE}),
        (replace(AS_WANTED, cleanup_policy="compact"), {"cleanup.policy": Remedy.SET}),
    ],
)
def test_nothing_ever_gets_less(present: Present, expected: dict[str, Remedy]) -> None:
    assert remedies(present) == expected


@pytest.mark.parametrize(
    ("copies", "in_sync", "replication", "expected"),
    [
        (3, 2, 3, {}),
        (3, 3, 3, {}),
        (3, 2, 1, {}),
        (2, 1, 1, {}),
        (3, 1, 3, {"min.insync.replicas": "2"}),
        (4, 1, 1, {"min.insync.replicas": "2"}),
        (1, 2, 1, {"min.insync.replicas": "1"}),
        (1, 1, 3, {"replication.factor": "3"}),
        (2, 1, 3, {"replication.factor": "3"}),
    ],
)
def test_no_leader_acknowledges_alone_where_there_are_copies(
    copies: int, in_sync: int, replication: int, expected: dict[str, str]
) -> None:
    present = replace(AS_WANTED, copies=copies, in_sync=in_sync)
    found = differences([ACCOUNTS], {present.name: present}, replication)
    assert {each.what: each.wanted for each in found} == expected
    assert remedies(present, replication) == {what: WHO_DOES[what] for what in expected}


@pytest.mark.parametrize(("replication", "in_sync"), [(1, "1"), (2, "1"), (3, "2"), (5, "2")])
async def test_what_is_created_says_how_many_copies_acknowledge(
    monkeypatch: pytest.MonkeyPatch, replication: int, in_sync: int
) -> None:
    made: list[NewTopic] = []

    class Admin:
        async def create_topics(self, wanted: list[NewTopic]) -> SimpleNamespace:
            made.extend(wanted)
            return SimpleNamespace(topic_errors=[])

    @asynccontextmanager
    async def administration(_: Broker) -> AsyncIterator[Admin]:
        yield Admin()

    monkeypatch.setattr("chassis.broker.topics.administration", administration)
    await create(Broker("nowhere:0"), [ACCOUNTS], replication=replication)
    (topic,) = made
    assert (topic.replication_factor, topic.topic_configs["min.insync.replicas"]) == (replication, in_sync)


@pytest.mark.parametrize(
    ("largest", "expected"),
    [(LETTER_BYTES - 1, {"max.message.bytes": Remedy.SET}), (LETTER_BYTES, {}), (LETTER_BYTES + 1, {})],
)
def test_topics_of_letters_take_more_than_an_original_comes_to(largest: int, expected: dict[str, Remedy]) -> None:
    topic = dead_letter_topic("registry")
    present = replace(AS_WANTED, partitions=3, retention_ms=topic.retention_ms, max_message_bytes=largest)
    assert remedies(present, topic=topic) == expected
