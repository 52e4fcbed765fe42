"""What is committed is what the models say: whoever changes a model runs `make contracts`."""

import pytest

from contracts.generate import output
from contracts.generate.layout import ROOT
from contracts.generate.topics_table import BEGIN, END, table, with_table


def test_generated_files_are_committed_as_the_models_say() -> None:
    stale = [str(path.relative_to(ROOT)) for path in output.stale()]
    assert not stale, "run `make contracts`"


def test_writing_twice_gives_the_same() -> None:
    assert output.expected() == output.expected()


def test_the_table_replaces_what_stood_between_its_markers_and_nothing_else() -> None:
    assert with_table(f"before\n{BEGIN}\nold\n{END}\nafter\n") == f"before\n{BEGIN}\n{table()}\n{END}\nafter\n"


def test_a_guide_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="markers"):
        with_table(f"no table {BEGIN}")
