"""pytest plugin of `make rules`: runs the tests that show a rule of the domain and prints rule -> tests -> result."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.shown_by import Claim, ShownBy

RULES = Path(__file__).with_name("rules.csv")


def known_rules() -> Mapping[str, Claim]:
    """All rules by id, with the reason why the design does without some."""
    with RULES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: Claim(row["rule"], row["left_out"]) for row in csv.DictReader(file)}


def pytest_configure(config: pytest.Config) -> None:
    """Register the table."""
    config.pluginmanager.register(ShownBy("rule", known_rules(), "Rules of the domain"), "rule-table")
