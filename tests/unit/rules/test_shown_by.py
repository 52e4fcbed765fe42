"""`make rules` and `make moments` fail on what is not shown, and on what is not known."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.shown_by import Claim, ShownBy

CLAIMS = {"D1": Claim("it holds"), "D2": Claim("it is done without", left_out="the guide does not ask for it")}


def ran(table: ShownBy, *names: str, passed: bool = True, nodeid: str = "test_a.py::test_it[one]") -> None:
    """A test with the marker ended so."""
    item: Any = SimpleNamespace(
        nodeid=nodeid, iter_markers=lambda wanted: [SimpleNamespace(args=names)] if wanted == "rule" else []
    )
    hook: Any = table.pytest_runtest_makereport(item, None)  # type: ignore[arg-type]
    next(hook)
    with pytest.raises(StopIteration):
        hook.send(SimpleNamespace(passed=passed))


@pytest.fixture
def table() -> ShownBy:
    return ShownBy("rule", CLAIMS, "Rules")


def test_a_claim_without_a_test_is_a_problem_unless_it_is_left_out(table: ShownBy) -> None:
    assert table.problems() == ["no test shows D1"]
    assert (table.result("D1"), table.result("D2")) == ("NOT SHOWN", "left out")


def test_it_is_shown_when_every_case_of_every_test_passes(table: ShownBy) -> None:
    ran(table, "D1")
    assert (table.result("D1"), table.problems()) == ("shown", [])
    ran(table, "D1", passed=False, nodeid="test_a.py::test_it[two]")
    ran(table, "D1", nodeid="test_a.py::test_it[three]")
    assert table.result("D1") == "FAILED"
    assert list(table.outcomes["D1"]) == ["test_a.py::test_it"]


def test_a_name_that_is_no_claim_is_a_problem(table: ShownBy) -> None:
    ran(table, "D1", "D9")
    assert table.problems() == ["unknown rule D9"]


def test_a_claim_that_is_left_out_and_shown_all_the_same_is_a_problem(table: ShownBy) -> None:
    ran(table, "D1", "D2")
    assert table.problems() == ["left out, but a test shows D2"]
