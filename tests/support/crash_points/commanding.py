"""Points of a command of the API, which is a unit of work by itself."""

from collections.abc import Callable, Mapping, Sequence

from chassis.unit_of_work import Work
from tests.support.crash_points.settling import points


def _a_command(works: Sequence[Work]) -> bool:
    return len(works) == 1 and works[0].answer is not None


POINTS: Mapping[str, Callable[[], None]] = points("command", _a_command)
