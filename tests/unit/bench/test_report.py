"""The page of figures holds what the committed lines say."""

from pathlib import Path

import pytest

from tests.bench.lines import Results
from tests.bench.report import NEWEST, PAGES, PLACE, RUNS, TABLES, rendered
from tests.bench.tables import backlog, runs


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_page_is_as_the_lines_have_it(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page == rendered(page)


def test_every_table_has_its_place_on_a_page() -> None:
    pages = [path.read_text(encoding="utf-8") for path in PAGES]
    assert sorted(found["what"] for page in pages for found in PLACE.finditer(page)) == sorted((*TABLES, RUNS, NEWEST))


@pytest.mark.parametrize(("what", "command"), [("search", "make bench WHAT=search"), ("pages", "make page-speed")])
def test_what_was_not_measured_yet_says_so_and_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, command: str
) -> None:
    monkeypatch.setattr("tests.bench.report.Results", lambda what: Results(what, tmp_path))
    page = f"<!-- {what} -->\nan old table\n<!-- end -->"
    assert rendered(page) == f"<!-- {what} -->\n*Not measured yet: `{command}`.*\n<!-- end -->"


def test_of_all_runs_the_whole_ones_are_shown() -> None:
    rates = {"chassis": 500.0, "faststream": 20.0, "plain-loop": 25.0, "batches": 250.0}
    lines = [
        {
            "run": run,
            "round": number,
            "contender": name,
            "per_second": rate,
            "others_busy_cores": 0.0,
            "machine": {"commit": f"of-{run}"},
        }
        for run, rounds in (("cut-short", 4), ("whole", 5))
        for number in range(1, rounds + 1)
        for name, rate in rates.items()
    ]
    assert runs(lines).splitlines()[2:] == ["| of-whole | 500 | 25.0 | 20.0 | 2.0 | 0.0 |"]


def test_a_ratio_is_that_of_a_round_and_the_middle_one_counts() -> None:
    common = {
        "events": 10,
        "cpu_seconds_per_1000": {"workers": 0.1, "store": 0.2, "kafka": 0.3},
        "memory_mb": 50.0,
        "others_busy_cores": 0.5,
        **dict.fromkeys(("lost", "twice", "disordered", "untold"), 0),
    }
    rates = {"chassis": (100.0, 200.0, 900.0), "plain-loop": (10.0, 10.0, 10.0)}
    lines = [
        {"contender": name, "round": number, "per_second": rate, **common}
        for name, each in rates.items()
        for number, rate in enumerate(each)
    ]
    ours, plain = backlog(lines).splitlines()[2:]
    assert ours.split(" | ")[2:5] == ["200", "100 to 900", "1.0"]
    assert plain.split(" | ")[2:5] == ["10", "10 to 10", "20.0"]
