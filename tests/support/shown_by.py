"""What the pytest plugins of `make rules` and `make moments` are made of: which tests show a thing; do they pass."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

WIDTH = 180


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that tests show, in words. `left_out` says why no test has to; empty for all others."""

    text: str
    left_out: str = ""


def problems(marker: str, claims: Mapping[str, Claim], named: Collection[str]) -> list[str]:
    """Claims that no test names although one has to, names that are no claim's, and claims left out yet named."""
    unshown = [f"no test shows {name}" for name, claim in claims.items() if not claim.left_out and name not in named]
    unknown = [f"unknown {marker} {name}" for name in named if name not in claims]
    needless = [f"left out, but a test shows {name}" for name in named if name in claims and claims[name].left_out]
    return unshown + unknown + needless


class ShownBy:
    """Runs only tests that `@pytest.mark.<marker>(name, …)` marks, and prints a table: name, claim, result, tests.

    The run fails when `problems` finds one among the names of the tests that ran.
    """

    def __init__(self, marker: str, claims: Mapping[str, Claim], title: str) -> None:
        self._marker = marker
        self._claims = claims
        self._title = title
        self.outcomes: dict[str, dict[str, bool]] = defaultdict(dict)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep the tests that show something."""
        shown = [item for item in items if item.get_closest_marker(self._marker)]
        config.hook.pytest_deselected(items=[item for item in items if item not in shown])
        items[:] = shown

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Note what became of a test, under each name it shows."""
        report = yield
        test = item.nodeid.split("[")[0]
        for marker in item.iter_markers(self._marker):
            for name in marker.args:
                self.outcomes[name][test] = self.outcomes[name].get(test, True) and report.passed
        return report

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        table = Table(title=self._title, show_lines=True)
        for column in (self._marker, "what holds", "result", "shown by"):
            table.add_column(column, overflow="fold")
        for name, claim in self._claims.items():
            shown_by = sorted(self.outcomes[name]) or [claim.left_out]
            table.add_row(name, claim.text, self.result(name), "\n".join(shown_by))
        Console(width=WIDTH, file=terminalreporter._tw._file).print(table)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail for what is wrong with the table itself."""
        for problem in self.problems():
            session.config.get_terminal_writer().line(problem)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def result(self, name: str) -> str:
        """`shown`, `FAILED`, `left out` or `NOT SHOWN`."""
        if outcomes := self.outcomes[name].values():
            return "shown" if all(outcomes) else "FAILED"
        return "left out" if self._claims[name].left_out else "NOT SHOWN"

    def problems(self) -> list[str]:
        """What is wrong with the table itself."""
        return problems(self._marker, self._claims, [name for name, tests in self.outcomes.items() if tests])
