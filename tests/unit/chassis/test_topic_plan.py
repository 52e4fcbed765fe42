"""What `topics apply` may do about a topic that is not as the contracts want it."""

from dataclasses import replace

import pytest

from chassis.broker.plan import Remedy, differences
from chassis.broker.topics import Present
from contracts.topics import ACCOUNTS

AS_WANTED = Present(ACCOUNTS.name, ACCOUNTS.partitions, ACCOUNTS.retention_ms, "delete", {})


def remedies(present: Present | None) -> dict[str, Remedy]:
    found = differences([ACCOUNTS], {} if present is None else {present.name: present})
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
