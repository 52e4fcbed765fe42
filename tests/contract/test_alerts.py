"""deploy/observability/alerts.yml: its metrics exist, and `traces-access status` finds the same by the same names.

What each rule fires on is played by promtool, where there is one: `make alerts`.
"""

import re
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client import REGISTRY

from cli.status.findings import FOUND_FROM_OUTSIDE
from contracts.topics import EVENT_TOPICS, SERVICES
from services.notify.mailer import metrics
from services.registry import unrouted
from tests.support.source import PROJECT
from tests.unit.cli.test_status import CASES

RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((PROJECT / "deploy" / "observability" / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
LABEL_SHOWN = re.compile(r"\$labels\.(\w+)")
OF_A_SCRAPE = {"job", "instance"}
"""Labels that Prometheus itself puts on every sample."""
OWN_NAMES = (metrics.__name__, unrouted.__name__)
"""Imported for what it registers."""


def exposed() -> dict[str, set[str]]:
    """Every sample name with the labels its metric declares (a labelled one has no samples before its first use)."""
    found: dict[str, set[str]] = {}
    for collector in set(REGISTRY._collector_to_names):
        for name in REGISTRY._collector_to_names[collector]:
            found[name] = set(getattr(collector, "_labelnames", ()))
    return {name: labels | OF_A_SCRAPE for name, labels in found.items()} | {"up": OF_A_SCRAPE}


def selectors(expression: str) -> list[promql_parser.VectorSelector]:
    """Every place of an expression that names a metric. Raises ValueError for what is no PromQL."""
    found: list[promql_parser.VectorSelector] = []

    def note(part: promql_parser.Expr) -> None:
        if isinstance(part, promql_parser.VectorSelector):
            found.append(part)

    promql_parser.walk(promql_parser.parse(expression), note)
    return found


def kept_labels(expression: str) -> list[set[str]]:
    """The labels by which each aggregation of an expression groups."""
    found: list[set[str]] = []

    def note(part: promql_parser.Expr) -> None:
        if isinstance(part, promql_parser.AggregateExpr) and part.modifier is not None:
            found.append(set(part.modifier.labels))

    promql_parser.walk(promql_parser.parse(expression), note)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_every_metric_of_a_rule_exists_and_every_rule_says_what_to_do(rule: dict[str, Any]) -> None:
    named = selectors(rule["expr"])
    assert named
    for selector in named:
        asked = {matcher.name for matcher in selector.matchers.matchers}
        assert selector.name in exposed()
        assert asked <= exposed()[selector.name], selector.name
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["next"]
    assert rule["labels"]["severity"] in ("page", "ticket")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_a_rule_shows_only_labels_that_its_expression_keeps(rule: dict[str, Any]) -> None:
    shown = set(LABEL_SHOWN.findall(" ".join(rule["annotations"].values())))
    kept = kept_labels(rule["expr"])
    assert kept
    assert all(shown <= labels for labels in kept)


@pytest.mark.parametrize("job", sorted(set(SERVICES) - {"gateway"}))
def test_who_should_publish_and_who_should_consume_is_asked_after(job: str) -> None:
    asked = {
        rule["alert"]: {
            matcher.value
            for selector in selectors(rule["expr"])
            if selector.name == "up"
            for matcher in selector.matchers.matchers
        }
        for rule in RULES
    }
    consumes = any(job in topic.consumers for topic in EVENT_TOPICS)
    assert all(re.fullmatch(value, job) for value in asked["NobodyPublishes"])
    assert all(bool(re.fullmatch(value, job)) is consumes for value in asked["NobodyConsumes"])
    assert asked["NobodyPublishes"]
    assert asked["NobodyConsumes"]


def test_dead_letters_have_a_rule() -> None:
    (rule,) = [rule for rule in RULES if rule["alert"] == "DeadLettersNotEmpty"]
    assert rule["expr"] == "max by (job) (traces_dead_letters_waiting) > 0"


def test_status_finds_what_the_rules_find() -> None:
    assert {rule["alert"] for rule in RULES} == CASES.keys() - FOUND_FROM_OUTSIDE
