"""The tables of `make rules` and `make moments` say what tests show: every claim has a test, every name a claim."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.moments.plugin import known_moments
from tests.rules.plugin import known_rules
from tests.support.shown_by import Claim, problems
from tests.support.source import files, read


def named_by_markers(source: str, marker: str) -> Iterator[str]:
    """What `pytest.mark.<marker>(…)` names in `source`; anything but a plain string, as it is written."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"pytest.mark.{marker}":
            for name in node.args:
                yield str(name.value) if isinstance(name, ast.Constant) else ast.unparse(name)


def test_markers_are_read_wherever_they_stand() -> None:
    source = """
pytestmark = [pytest.mark.rule("D1"), pytest.mark.moment("links")]
CASES = [pytest.param(1, marks=pytest.mark.rule("D2"))]
@pytest.mark.rule("D3", *OTHERS)
def test_it(): ...
"""
    assert set(named_by_markers(source, "rule")) == {"D1", "D2", "D3", "*OTHERS"}
    assert set(named_by_markers(source, "moment")) == {"links"}


@pytest.mark.parametrize(("marker", "claims"), [("rule", known_rules()), ("moment", known_moments())])
def test_what_has_to_be_shown_is_named_by_a_test_and_nothing_else_is(
    marker: str, claims: Mapping[str, Claim], pytestconfig: pytest.Config
) -> None:
    run = pytestconfig.getini("testpaths")
    named = {name for path in files(*run) for name in named_by_markers(read(path), marker)}
    assert problems(marker, claims, sorted(named)) == []
