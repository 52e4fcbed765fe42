"""pytest plugin of `make moments`: runs the tests that steer a clock and prints moment -> tests -> result."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

MOMENTS: Mapping[str, str] = {
    "links": "a mailed link is good for 90 minutes and expired at exactly 90:00; used once; a newer one ends it",
    "locks": "the fifth failure makes wait: 1, 2, 4, … minutes, an hour at most; over at exactly that moment",
    "sessions": "a refresh token is good for 12 hours, its predecessor for 10 seconds, a session for 7 days",
    "due dates": "the end of the second working day of the authority: weekends, national holidays, clock changes",
    "reminders": "reminder, overdue, escalation when their day is over; what was slept through is no burst",
    "certificates": "warnings 30, 7 and 1 days before, the end the day after",
    "leases": "5 seconds from before the store was asked; never two holders",
    "claims": "a timer's claim lasts 6 seconds, a mail's 60, and is anybody's at exactly that moment",
    "mails": "no mail with a dead link; not-now is believed for 3 days; nothing begun that outlasts its claim",
    "limits": "so many an hour or a minute, and again when it is over",
    "clock jumps": "ids ascend whatever the clock does",
}
"""What is shown, by the name that `@pytest.mark.moment` gives."""


class MomentTable:
    """Gathers outcomes by moment while pytest runs."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, bool]] = defaultdict(dict)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep the tests that show a moment."""
        shown = [item for item in items if any(item.iter_markers("moment"))]
        config.hook.pytest_deselected(items=[item for item in items if item not in shown])
        items[:] = shown

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Note what became of a test, under each moment it shows."""
        report = yield
        name = item.nodeid.split("[")[0]
        for marker in item.iter_markers("moment"):
            for moment in marker.args:
                self.outcomes[moment][name] = self.outcomes[moment].get(name, True) and report.passed
        return report

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        table = Table(title="Moments", show_lines=True)
        for column in ("moment", "what holds", "result", "shown by"):
            table.add_column(column, overflow="fold")
        for moment, holds in MOMENTS.items():
            outcomes = self.outcomes[moment]
            result = "NOT SHOWN" if not outcomes else "shown" if all(outcomes.values()) else "FAILED"
            table.add_row(moment, holds, result, "\n".join(sorted(outcomes)))
        Console(width=180, file=terminalreporter._tw._file).print(table)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail when a moment is not shown, or a test names one that is not there."""
        unshown = [f"no test shows {moment}" for moment in MOMENTS if not self.outcomes[moment]]
        unknown = [f"unknown moment {moment}" for moment in self.outcomes if moment not in MOMENTS]
        for problem in [*unshown, *unknown]:
            session.config.get_terminal_writer().line(problem)
        if unshown or unknown:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    """Register the table."""
    config.pluginmanager.register(MomentTable(), "moment-table")
