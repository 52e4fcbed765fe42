"""How many dead letters wait, from what the topic says."""

from datetime import UTC, datetime, timedelta

from chassis.dead_letters import DeadLetterWatch
from chassis.metrics import DEAD_LETTERS_OLDEST, DEAD_LETTERS_WAITING
from chassis.records import Received

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def record(offset: int, *, age: timedelta = timedelta(0), settles: str = "") -> Received:
    headers = [("dlq-settles", settles.encode())] if settles else []
    return Received(b"key", b"", headers, "toy.dead-letters.v1", 0, offset, (NOW - age).timestamp())


def seen(*records: Received) -> tuple[float, float]:
    """Letters that wait, and how old the oldest is, when these have come one by one."""
    watch = DeadLetterWatch("nowhere:0", "toy", lambda: NOW)
    for each in records:
        watch.note([each])
    return DEAD_LETTERS_WAITING._value.get(), DEAD_LETTERS_OLDEST._value.get()


def test_letters_wait_until_they_are_settled() -> None:
    minute = timedelta(minutes=1)
    assert seen(record(0, age=minute), record(1)) == (2, 60)
    assert seen(record(0, age=minute), record(1), record(2, settles="0:0")) == (1, 0)


def test_a_settlement_may_be_read_before_its_letter() -> None:
    assert seen(record(2, settles="0:0"), record(0)) == (0, 0)


def test_what_the_topic_will_not_keep_any_more_waits_no_more() -> None:
    assert seen(record(0, age=timedelta(days=31)), record(1)) == (1, 0)
