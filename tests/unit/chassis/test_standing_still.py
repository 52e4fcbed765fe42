"""A stop waits for what was handed over to be settled, and not for a handler that stands still for good."""

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from chassis.consumer.delivery import Consumer

Parts = tuple[Any, SimpleNamespace, asyncio.Event]


@dataclass(eq=False)
class Message:
    """A record that was handed over."""

    acked: bool


@pytest.fixture
def parts() -> Parts:
    """A consumer that has handed over one record which is settled and one which is not; its application."""
    consumer: Any = object.__new__(Consumer)
    app, stands_still = SimpleNamespace(should_stop=True), asyncio.Event()
    consumer.app, consumer.transport = app, SimpleNamespace(stands_still=stands_still)
    consumer._unacked_messages = {Message(acked=True), Message(acked=False)}
    return consumer, app, stands_still


def left(consumer: Any) -> int:
    """How many records are waited for after a look."""
    consumer._clean_unacked_messages()
    return len(consumer._unacked_messages)


def test_a_stop_waits_for_what_is_not_settled(parts: Parts) -> None:
    consumer, _, _ = parts
    assert left(consumer) == 1


def test_a_stop_waits_no_longer_once_the_handler_stands_still(parts: Parts) -> None:
    consumer, _, stands_still = parts
    assert left(consumer) == 1
    stands_still.set()
    assert left(consumer) == 0


def test_a_division_of_partitions_waits_all_the_same(parts: Parts) -> None:
    """As for any batch that takes long: the group goes on when it has waited for its time."""
    consumer, app, stands_still = parts
    app.should_stop = False
    stands_still.set()
    assert left(consumer) == 1
