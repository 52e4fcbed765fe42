"""A throw-away copy of the tree, in which one mutant after the other is tried."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.mutants.table import DoesNotApply, Mutant

PATIENCE = 180.0
"""Seconds for one mutant, whose tests may hang."""

OPTIONS = ("-q", "-x", "--tb=no", "-rf", "--timeout=25", "-p", "no:cacheprovider", "-W", "ignore")
SOME_FAILED = 1
_FAILED = re.compile(r"^FAILED (.+?)(?: - |$)", re.MULTILINE)


class Fate(StrEnum):
    """What became of a mutant. All but KILLED fail the run."""

    KILLED = "killed"
    SURVIVED = "SURVIVED"
    NOT_APPLICABLE = "DOES NOT APPLY"
    BROKEN = "TESTS DID NOT RUN"


@dataclass(frozen=True, slots=True)
class Trial:
    """One mutant, its fate, and what shows it: the test that failed, or what went wrong."""

    mutant: Mutant
    fate: Fate
    shown_by: str
    seconds: float


class Workshop:
    """The copy, and the environment in which its tests run."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._environment = {**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": "1"}

    def unbroken(self, tests: Sequence[str]) -> str:
        """Run tests on the code as it is; what they said if not all of them passed, else nothing."""
        code, said = self._run(tests)
        return said if code else ""

    def try_out(self, mutant: Mutant) -> Trial:
        """Break the copy, run the tests, mend it."""
        begun = time.monotonic()
        path = self.folder / mutant.file
        source = path.read_text(encoding="utf-8")
        try:
            path.write_text(mutant.applied_to(source), encoding="utf-8")
            code, said = self._run(mutant.tests)
        except DoesNotApply as error:
            return Trial(mutant, Fate.NOT_APPLICABLE, str(error), time.monotonic() - begun)
        finally:
            path.write_text(source, encoding="utf-8")
        fate, shown_by = fate_of(code, said)
        return Trial(mutant, fate, shown_by, time.monotonic() - begun)

    def _run(self, tests: Sequence[str]) -> tuple[int, str]:
        command = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
        with subprocess.Popen(
            command, cwd=self.folder, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as running:
            try:
                said, _ = running.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                running.kill()
                return -1, f"nothing within {PATIENCE:.0f} s"
            return running.returncode, said


def fate_of(code: int, said: str) -> tuple[Fate, str]:
    """What pytest's exit code and words mean. A test that fails kills; one that cannot even begin shows nothing."""
    failed = _FAILED.search(said)
    if code == SOME_FAILED and failed:
        return Fate.KILLED, failed.group(1)
    return (Fate.BROKEN, said[-2000:]) if code else (Fate.SURVIVED, "")


@contextlib.contextmanager
def copy_of(project: Path) -> Iterator[Path]:
    """What git knows or would add, as it lies there now, without its history; gone afterwards."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        for relative in filter(None, listed.stdout.split("\0")):
            source, target = project / relative, folder / relative
            if source.is_file() and not source.is_symlink():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
        yield folder
