"""Results: JSON lines, one a run, kept in the repository."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROUNDS = 5
"""Medians are of so many."""

RESULTS = Path(__file__).parent / "results"

Line = dict[str, Any]


class Results:
    """The file of one benchmark; every line is printed, too."""

    def __init__(self, what: str, folder: Path = RESULTS) -> None:
        self._path = folder / f"{what}.jsonl"

    def add(self, line: Line) -> None:
        """Keep a line."""
        text = json.dumps(line)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")
        print(text, flush=True)  # noqa: T201

    def lines(self) -> Iterator[Line]:
        """All lines, oldest first."""
        if self._path.exists():
            yield from map(json.loads, self._path.read_text(encoding="utf-8").splitlines())

    def newest_run(self) -> list[Line]:
        """The lines of the newest run, whoever took part in it."""
        lines = list(self.lines())
        return [line for line in lines if line["run"] == lines[-1]["run"]]

    def newest_rounds(self, most: int = ROUNDS) -> list[Line]:
        """The lines of the newest whole rounds, in which everything had its turn; `round` counts them from 1."""
        rounds: dict[tuple[str, int], list[Line]] = {}
        for line in self.lines():
            rounds.setdefault((line["run"], line["round"]), []).append(line)
        if not rounds:
            raise LookupError(f"{self._path.name} holds no lines: nothing was measured yet")
        size = max(map(len, rounds.values()))
        whole = [lines for lines in rounds.values() if len(lines) == size][-most:]
        return [{**line, "round": number} for number, lines in enumerate(whole, 1) for line in lines]
