"""`python -m tests.mutants [part of a name …]`: try out all mutants, or those; exit 1 unless each is noticed."""

import contextlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.mutants.report import PAGE, page, print_table
from tests.mutants.table import Mutant, load
from tests.mutants.workshop import Fate, Trial, Workshop, copy_of
from tests.support.backing import PROJECT, running_backing

console = Console(width=200)


def main(wanted: Sequence[str]) -> int:
    mutants = [mutant for mutant in load() if not wanted or any(part in mutant.name for part in wanted)]
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(copy_of(PROJECT))
        environment = {}
        if any(mutant.needs_backing for mutant in mutants):
            logs = stack.enter_context(tempfile.TemporaryDirectory(prefix="mutants-stack-"))
            environment["BACKING"] = str(stack.enter_context(running_backing(Path(logs))).folder)
        trials = try_out_all(Workshop(folder, environment), mutants)
    print_table(trials, console)
    if not trials or any(trial.fate is not Fate.KILLED for trial in trials):
        return 1
    if not wanted:
        (PROJECT / PAGE).write_text(page(trials), encoding="utf-8")
    return 0


def try_out_all(workshop: Workshop, mutants: Sequence[Mutant]) -> list[Trial]:
    """One after the other; none if a test fails on the code as it is, which would show nothing."""
    tests = list(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    console.print(f"{len(mutants)} mutants; first their {len(tests)} tests on the code as it is")
    if said := workshop.unbroken(tests):
        console.print(said, markup=False)
        return []
    trials = []
    for number, mutant in enumerate(mutants, 1):
        trials.append(workshop.try_out(mutant))
        console.print(f"{number:3}/{len(mutants)} {trials[-1].fate:10} {mutant.name}", highlight=False)
    return trials


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
