"""`python -m tests.mutants [part of a name …]`: try out all mutants, or those; exit 1 unless each is noticed."""

import contextlib
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console

from tests.mutants.report import PAGE, page, print_table
from tests.mutants.table import Mutant, load
from tests.mutants.workshop import Fate, Trial, Workshop, copy_of
from tests.support.backing import PROJECT, running_backing

console = Console(width=200, markup=False)


def main(wanted: Sequence[str]) -> int:
    mutants = [mutant for mutant in load() if not wanted or any(part in mutant.name for part in wanted)]
    alone = [mutant for mutant in mutants if not mutant.needs_backing]
    backed = [mutant for mutant in mutants if mutant.needs_backing]
    with contextlib.ExitStack() as stack:
        environment = {}
        if backed:
            logs = stack.enter_context(tempfile.TemporaryDirectory(prefix="mutants-stack-"))
            environment = {"BACKING": str(stack.enter_context(running_backing(Path(logs))).folder)}
        with ThreadPoolExecutor(2) as workshops:
            trials = [*workshops.map(try_out_all, (alone, backed), ({}, environment))]
    found = {trial.mutant.name: trial for group in trials for trial in group}
    print_table([found[mutant.name] for mutant in mutants if mutant.name in found], console)
    if len(found) < max(len(mutants), 1) or any(trial.fate is not Fate.KILLED for trial in found.values()):
        return 1
    path = PROJECT / PAGE
    path.write_text(page(load(), list(found.values()), path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def try_out_all(mutants: Sequence[Mutant], environment: Mapping[str, str]) -> list[Trial]:
    """One after the other in a copy; none if a test fails on the code as it is, which would show nothing."""
    tests = list(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    trials: list[Trial] = []
    with copy_of(PROJECT) as folder:
        workshop = Workshop(folder, environment)
        if tests and (said := workshop.unbroken(tests)):
            console.print(said)
            return trials
        for mutant in mutants:
            trials.append(workshop.try_out(mutant))
            console.print(f"{trials[-1].fate:10} {mutant.name}", highlight=False)
    return trials


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
