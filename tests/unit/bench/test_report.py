"""The page of figures holds what the committed lines say."""

from pathlib import Path

import pytest

from tests.bench.lines import Results
from tests.bench.report import PAGE, PLACE, TABLES, rendered
from tests.bench.tables import backlog


def test_the_page_is_as_the_lines_have_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == rendered(page)


def test_every_table_has_its_place_on_the_page() -> None:
    assert {found["what"] for found in PLACE.finditer(PAGE.read_text(encoding="utf-8"))} == TABLES.keys()


def test_what_was_not_measured_yet_says_so_and_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.report.Results", lambda what: Results(what, tmp_path))
    page = "<!-- search -->\nan old table\n<!-- end -->"
    assert rendered(page) == "<!-- search -->\n*Not measured yet: `make bench WHAT=search`.*\n<!-- end -->"


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
