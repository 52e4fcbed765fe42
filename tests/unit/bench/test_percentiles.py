"""What the benchmarks compute."""

import pytest

from tests.bench.effects import disorder
from tests.bench.load import deposits
from tests.bench.percentiles import percentile


@pytest.mark.parametrize(("rank", "value"), [(50, 50), (95, 95), (99, 99), (100, 100)])
def test_a_percentile_is_a_measured_value(rank: float, value: float) -> None:
    assert percentile(list(range(100, 0, -1)), rank) == value


def test_the_only_value_is_every_percentile() -> None:
    assert percentile([7.0], 50) == percentile([7.0], 99) == 7.0


def test_the_numbers_of_an_account_ascend_without_a_gap() -> None:
    numbers = [event.number for event in deposits(20, accounts=3) if event.account == "account-1"]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def testdisorder_is_counted() -> None:
    assert disorder([1, 2, 3]) == 0
    assert disorder([1, 3, 2, 4]) == 1
