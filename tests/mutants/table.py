"""The table of mutants: *.toml beside this file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


class DoesNotApply(Exception):
    """The original text of a mutant is not in the code (any more), or there more than once."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change that breaks a promise: `original` becomes `replacement` in `file`; one of `tests` has to fail.

    `breaks` says what the line is there for. `tests` are node ids of pytest.
    """

    name: str
    breaks: str
    file: Path
    original: str
    replacement: str
    tests: tuple[str, ...]

    def applied_to(self, source: str) -> str:
        """The broken source. Raises DoesNotApply."""
        found = source.count(self.original)
        if found != 1:
            raise DoesNotApply(f"{self.name}: its original text is {found} times in {self.file}, not once")
        return source.replace(self.original, self.replacement)

    @property
    def needs_backing(self) -> bool:
        """Whether its tests need Kafka, the store or the mailbox."""
        return any(not test.startswith("tests/unit/") for test in self.tests)


def load(folder: Path = FOLDER) -> list[Mutant]:
    """All mutants, those of one file after the other."""
    rows = [row for path in sorted(folder.glob("*.toml")) for row in tomllib.loads(path.read_text())["mutant"]]
    return [Mutant(**{**row, "file": Path(row["file"]), "tests": tuple(row["tests"])}) for row in rows]
