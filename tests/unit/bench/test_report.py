"""The page of figures holds what the committed lines say."""

from tests.bench.report import PAGE, rendered
from tests.bench.tables import backlog


def test_the_page_is_as_the_lines_have_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == rendered(page)


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
