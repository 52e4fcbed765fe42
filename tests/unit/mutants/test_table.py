"""The table of mutants fits the code. When it does not any more, put the row right: the line it guards has moved."""

import ast

import pytest

from tests.mutants.report import PAGE, page, rows_of
from tests.mutants.table import DoesNotApply, Mutant, load
from tests.mutants.workshop import Fate, Trial, fate_of
from tests.support.source import PROJECT, read

MUTANTS = load()
WANTED = 25


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_a_change_of_the_code_that_some_tests_are_named_for(mutant: Mutant) -> None:
    broken = mutant.applied_to(read(mutant.file))
    assert ast.dump(ast.parse(broken)) != ast.dump(ast.parse(read(mutant.file)))
    assert mutant.tests
    for test in mutant.tests:
        path, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (PROJECT / path).read_text(), test


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(names) == len(set(names)) >= WANTED


def test_every_mutant_was_tried_and_the_page_says_so() -> None:
    """`make mutants` writes it, `make mutants ONLY=…` renews a row."""
    rows = rows_of(read(PAGE))
    assert rows.keys() == {mutant.name for mutant in MUTANTS}
    for mutant in MUTANTS:
        assert f"| {mutant.breaks} | `{mutant.file}` |" in rows[mutant.name]
        assert any(f"`{test}" in rows[mutant.name] for test in mutant.tests), mutant.name


def test_a_page_keeps_the_rows_of_what_was_not_tried_and_forgets_what_is_no_mutant_any_more() -> None:
    first, second = MUTANTS[:2]
    before = page([first, second], [Trial(each, Fate.KILLED, "test_then", 1.0) for each in (first, second)], "")
    after = page([first], [], before)
    assert list(rows_of(after)) == [first.name]
    again = rows_of(page([first, second], [Trial(second, Fate.KILLED, "test_now", 1.0)], before))
    assert "test_then" in again[first.name]
    assert "test_now" in again[second.name]


def test_text_that_is_gone_or_there_twice_is_no_mutant() -> None:
    mutant = MUTANTS[0]
    for source in ("", mutant.original * 2):
        with pytest.raises(DoesNotApply):
            mutant.applied_to(source)


@pytest.mark.parametrize(
    ("code", "said", "fate"),
    [
        (1, "F\nFAILED tests/unit/a.py::test_b - AssertionError\n", Fate.KILLED),
        (0, "2 passed", Fate.SURVIVED),
        (1, "ERROR tests/unit/a.py::test_b - no backing\n", Fate.BROKEN),
        (2, "ERROR tests/unit/a.py - SyntaxError\n", Fate.BROKEN),
        (4, "no tests ran", Fate.BROKEN),
        (-1, "nothing within 180 s", Fate.BROKEN),
    ],
)
def test_only_a_test_that_failed_kills(code: int, said: str, fate: Fate) -> None:
    assert fate_of(code, said)[0] is fate
