"""The program that measures live updates still runs, and everybody concerned is told. No time is ever judged."""

import pytest

from tests.bench.streams import streams
from tests.support.backing import Backing

pytestmark = [pytest.mark.bench, pytest.mark.timeout(180)]


async def test_everybody_concerned_is_told_of_each_event(backing: Backing) -> None:
    line = await streams(backing, count=10, events=5)
    assert (line["told_of_each"], line["hints"], line["missing"]) == (3, 15, 0)
    assert 0 < line["p50_ms"] <= line["p95_ms"] <= line["p99_ms"]
