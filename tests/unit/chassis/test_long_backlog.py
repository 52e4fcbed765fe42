"""However much waits after a long outage, a relay remembers what is listed, one portion, and the newest ids.

200,000 events, with the sizes of production: `python -m tests.bench.long_outbox`.
"""

from functools import partial

import pytest

from chassis.relay.published import Published
from tests.support.long_outbox import Drained, drained

LISTED, PORTION = 1_500, 300


async def published(waiting: int) -> Drained:
    found = await drained(waiting, portion_rows=PORTION, listed=LISTED)
    assert (found.sent, found.left, found.in_order) == (waiting, 0, True)
    assert found.asked == {
        "list": waiting // LISTED + 1,
        "find": waiting // PORTION,
        "delete": waiting // PORTION,
    }
    return found


async def test_three_times_the_backlog_takes_the_same_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.relay.relay.Published", partial(Published, LISTED))
    short, long = await published(4_500), await published(13_500)
    assert long.peak_mb == pytest.approx(short.peak_mb, rel=0.2)
