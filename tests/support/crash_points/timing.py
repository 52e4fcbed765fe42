"""Points of timers: their claim, and the unit of work of their firing."""

from collections.abc import Callable, Mapping, Sequence

import chassis.timekeeper
from chassis.timers import TIMERS
from chassis.unit_of_work import Work
from tests.support.crash_points import claiming, settling


def _fires(works: Sequence[Work]) -> bool:
    return all(work.fired_timer is not None for work in works)


POINTS: Mapping[str, Callable[[], None]] = {
    **claiming.points("timer", chassis.timekeeper, TIMERS),
    **settling.points("timer fires", _fires),
}
