"""Mutant by mutant: what it breaks, and the test that notices."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.mutants.table import Mutant
from tests.mutants.workshop import Fate, Trial

PAGE = Path("docs/mutants.md")
HEAD = """# Mutants

Written by `make mutants`, which breaks the lines below one at a time, in a throw-away copy of the code, and runs the
tests named for each. A test had to fail, and this is the one that did. The lines themselves, and what they were
replaced by, stand in [`tests/mutants/`](../tests/mutants). `make mutants ONLY=relay` tries those with that word in
their name, and renews their rows here.

| what was broken | which would mean that | in | noticed by |
|---|---|---|---|
"""


def print_table(trials: Sequence[Trial], console: Console) -> None:
    """All mutants, as a table."""
    table = Table(title="Mutants", show_lines=False)
    for column in ("mutant", "breaks", "fate", "s", "noticed by"):
        table.add_column(column, overflow="fold")
    for trial in trials:
        mutant, fate = trial.mutant, trial.fate
        said = trial.shown_by if fate is Fate.KILLED else f"{mutant.file}\n{trial.shown_by}"
        table.add_row(mutant.name, mutant.breaks, fate.value, f"{trial.seconds:.1f}", said)
    console.print(table)


def page(mutants: Sequence[Mutant], trials: Sequence[Trial], before: str) -> str:
    """The same for people who read docs: rows of what was tried, and rows as they were `before` of what was not."""
    rows = {**rows_of(before), **{trial.mutant.name: _row(trial.mutant, trial.shown_by) for trial in trials}}
    return HEAD + "".join(f"{rows[mutant.name]}\n" for mutant in mutants if mutant.name in rows)


def _row(mutant: Mutant, shown_by: str) -> str:
    return f"| {mutant.name} | {mutant.breaks} | `{mutant.file}` | `{shown_by}` |"


def rows_of(text: str) -> Mapping[str, str]:
    """The rows of a page, by the mutant's name."""
    found = {line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines() if line.startswith("| ")}
    return {name: line for name, line in found.items() if name != "what was broken"}
