"""deploy/observability/alerts.yml: its metrics exist, and `traces-access status` finds the same by the same names."""

import re
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from cli.status.findings import FOUND_FROM_OUTSIDE
from services.notify.mailer import metrics
from tests.support.source import PROJECT
from tests.unit.cli.test_status import CASES

RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((PROJECT / "deploy" / "observability" / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
NAMED = re.compile(r"\btraces_\w+")
LABELLED = re.compile(r"(traces_\w+)\{(\w+)=")
NAMES_OF_MAILS = metrics.__name__
"""Imported for what it registers."""


def exposed() -> dict[str, set[str]]:
    """Every sample name with the labels its metric declares (a labelled one has no samples before its first use)."""
    found: dict[str, set[str]] = {}
    for collector in set(REGISTRY._collector_to_names):
        for name in REGISTRY._collector_to_names[collector]:
            found[name] = set(getattr(collector, "_labelnames", ()))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_every_metric_of_a_rule_exists_and_every_rule_says_what_to_do(rule: dict[str, Any]) -> None:
    names = NAMED.findall(rule["expr"])
    assert names
    assert set(names) <= exposed().keys()
    assert all(label in exposed()[name] for name, label in LABELLED.findall(rule["expr"]))
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["next"]
    assert rule["labels"]["severity"] in ("page", "ticket")


def test_dead_letters_have_a_rule() -> None:
    (rule,) = [rule for rule in RULES if rule["alert"] == "DeadLettersNotEmpty"]
    assert rule["expr"] == "max by (job) (traces_dead_letters_waiting) > 0"


def test_status_finds_what_the_rules_find() -> None:
    assert {rule["alert"] for rule in RULES} == CASES.keys() - FOUND_FROM_OUTSIDE
