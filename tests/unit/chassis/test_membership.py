"""Whether a share of partitions may come from the partitions that there are now."""

import pytest

from chassis.consumer.membership import Partition, may_be_a_share

TOPIC = [("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1)]


@pytest.mark.parametrize("members", [1, 2, 3, 4, 5, 7])
def test_every_members_share_of_what_is_there(members: int) -> None:
    for member in range(min(members, len(TOPIC))):
        assert may_be_a_share(set(TOPIC[member::members]), set(TOPIC))


@pytest.mark.parametrize(
    "share",
    [
        {("a", 0), ("a", 1), ("a", 2)},
        {("a", 0), ("a", 1), ("b", 1)},
        {("a", 0), ("a", 2)},
        {("b", 0), ("b", 1)},
        {("a", 0), ("a", 9)},
        {("gone", 0)},
        set(),
    ],
)
def test_a_share_of_something_else(share: set[Partition]) -> None:
    assert not may_be_a_share(share, set(TOPIC))


def test_nothing_of_nothing() -> None:
    assert may_be_a_share(set(), set())
