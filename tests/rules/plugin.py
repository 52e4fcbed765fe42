"""pytest plugin of `make rules`: runs the tests that show a rule and prints rule -> tests -> result."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

RULES = Path(__file__).with_name("rules.csv")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of domain.md. `left_out` says why the design does without it; empty for all others."""

    id: str
    text: str
    left_out: str


def known_rules() -> Mapping[str, Rule]:
    """All rules by id."""
    with RULES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: Rule(row["id"], row["rule"], row["left_out"]) for row in csv.DictReader(file)}


class RuleTable:
    """Gathers outcomes by rule while pytest runs."""

    def __init__(self) -> None:
        self.rules = known_rules()
        self.outcomes: dict[str, dict[str, bool]] = defaultdict(dict)
        self.unknown: set[str] = set()

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep the tests that show a rule."""
        shown = [item for item in items if any(item.iter_markers("rule"))]
        config.hook.pytest_deselected(items=[item for item in items if item not in shown])
        items[:] = shown

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Note what became of a test, under each rule it shows."""
        report = yield
        name = item.nodeid.split("[")[0]
        for marker in item.iter_markers("rule"):
            for rule in marker.args:
                if rule not in self.rules:
                    self.unknown.add(f"{rule} ({name})")
                self.outcomes[rule][name] = self.outcomes[rule].get(name, True) and report.passed
        return report

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        table = Table(title="Rules of the domain", show_lines=False)
        for column in ("rule", "what it says", "result", "shown by"):
            table.add_column(column, overflow="fold")
        for rule in self.rules.values():
            table.add_row(rule.id, rule.text, self.result(rule), "\n".join(self.shown_by(rule)))
        Console(width=160, file=terminalreporter._tw._file).print(table)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail when a rule is neither shown nor left out, or a test names one that is not there."""
        unshown = [rule.id for rule in self.rules.values() if not self.outcomes[rule.id] and not rule.left_out]
        for problem in [*(f"no test shows {rule}" for rule in unshown), *(f"unknown rule {r}" for r in self.unknown)]:
            session.config.get_terminal_writer().line(problem)
        if unshown or self.unknown:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def result(self, rule: Rule) -> str:
        """`shown`, `FAILED`, `left out` or `NOT SHOWN`."""
        outcomes = self.outcomes[rule.id].values()
        if outcomes:
            return "shown" if all(outcomes) else "FAILED"
        return "left out" if rule.left_out else "NOT SHOWN"

    def shown_by(self, rule: Rule) -> list[str]:
        """Names of tests, or the reason why there is none."""
        return sorted(self.outcomes[rule.id]) or [rule.left_out]


def pytest_configure(config: pytest.Config) -> None:
    """Register the table."""
    config.pluginmanager.register(RuleTable(), "rule-table")
