"""docs/reliability.md names tests that exist, and the figures of the results that are committed."""

import ast
import re

import pytest

from tests.chaos.planted import read
from tests.chaos.planting import PLANTS
from tests.chaos.report import PAGE, placed, whole
from tests.mutants.table import load
from tests.support.source import PROJECT

NAMED = re.findall(r"`(tests/[^`\s]+\.py)(?:::(\w+))?` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_row_names_a_test() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").partition("## Chaos")[0].splitlines() if line[:2] == "| "]
    assert len(rows) - 1 == len(NAMED)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_of_a_row_exists(file: str, name: str) -> None:
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert name in functions if name else any(each.startswith("test_") for each in functions)


def test_the_figures_are_those_that_are_committed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == whole(page), "run python -m tests.chaos.report"


def test_only_the_figures_are_replaced() -> None:
    begin, end = "<!-- chaos: begin -->", "<!-- chaos: end -->"
    assert placed(f"before\n{begin}\nold\n{end}\nafter", "chaos", ["new"]) == f"before\n{begin}\nnew\n{end}\nafter"


def test_each_planted_defect_was_found() -> None:
    assert [each.defect for each in read()] == [planted.defect for planted in PLANTS]
    assert all(each.said for each in read())


def test_each_planted_defect_is_a_mutant_that_applies() -> None:
    mutants = {mutant.name: mutant for mutant in load()}
    for planted in PLANTS:
        mutant = mutants[planted.defect]
        assert mutant.applied_to((PROJECT / mutant.file).read_text(encoding="utf-8"))
