"""How many dead letters wait, from what the topic says."""

from datetime import UTC, datetime, timedelta

from chassis.broker.connection import Broker
from chassis.dead_letters import DeadLetterWatch
from chassis.metrics import DEAD_LETTERS_OLDEST, DEAD_LETTERS_WAITING
from chassis.records import Received

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def record(offset: int, *, age: timedelta = timedelta(0), settles: str = "", origin: int | None = None) -> Received:
    """A letter of the record at `origin` of a topic, or the settlement of the letter at a place."""
    said = {"topic": "deposits", "partition": "3", "offset": origin}
    headers = [(f"dlq-original-{name}", str(value).encode()) for name, value in said.items() if origin is not None]
    headers += [("dlq-settles", settles.encode())] if settles else []
    return Received(b"key", b"", headers, "toy.dead-letters.v1", 0, offset, (NOW - age).timestamp())


def seen(*records: Received) -> tuple[float, float]:
    """Letters that wait, and how old the oldest is, when these have come one by one."""
    watch = DeadLetterWatch(Broker("nowhere:0"), "toy", lambda: NOW)
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


def test_one_that_was_written_twice_waits_once_and_is_settled_once() -> None:
    """As the list for people on duty has it: an alert about letters that nobody is shown would never end."""
    minute = timedelta(minutes=1)
    twice = (record(0, age=minute, origin=7), record(1, origin=7))
    assert seen(*twice) == (1, 60)
    assert seen(*twice, record(2, settles="0:0")) == (0, 0)
    assert seen(twice[0], record(1, settles="0:0"), record(2, origin=7)) == (0, 0)
    assert seen(*twice, record(2, settles="0:1"), record(3, origin=8)) == (1, 0)


def test_the_copy_that_the_topic_still_keeps_waits_on() -> None:
    assert seen(record(0, age=timedelta(days=31), origin=7), record(1, age=timedelta(days=29), origin=7)) == (
        1,
        timedelta(days=29).total_seconds(),
    )
