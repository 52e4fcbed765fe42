"""Rounds as JSON lines, and what they come to."""

from dataclasses import replace
from pathlib import Path

from tests.chaos.report import lines
from tests.chaos.results import Row, append, close, read, summary

ROW = Row(
    seed=1,
    round=1,
    store="SecantusDB",
    faults=["kill Kafka", "kill Kafka", "SMTP 451"],
    commands=20,
    retried=2,
    events=60,
    mails=30,
    refused_mails=1,
    repeated_events=3,
    repeated_mails=1,
    dead_letters=2,
    repeated_dead_letters=0,
    lost=0,
    doubled=0,
    reordered=0,
    disagreeing=0,
    stuck=0,
    strange=0,
    recovery_seconds=4.0,
    seconds=12.0,
    load_average=2.0,
    violations=[],
)
OTHER = replace(ROW, seed=2, lost=1, recovery_seconds=10.0, violations=["lost: event e1"])


def test_what_was_written_is_read_again_without_the_sums(tmp_path: Path) -> None:
    path = tmp_path / "results" / "1.jsonl"
    append(path, ROW)
    append(path, OTHER)
    close(path, [ROW, OTHER])
    assert read([path]) == [ROW, OTHER]
    assert len(path.read_text().splitlines()) == 3


def test_sums_and_seconds() -> None:
    total = summary([ROW, OTHER, ROW])
    assert (total["rounds"], total["commands"], total["lost"], total["seeds"]) == (3, 60, 1, [1, 2])
    assert total["faults"] == {"SMTP 451": 3, "kill Kafka": 6}
    assert (total["recovery_median_seconds"], total["recovery_worst_seconds"]) == (4.0, 10.0)


def test_the_table_says_what_was_lost() -> None:
    assert "| lost | 1 |" in lines([ROW, OTHER])
    assert "| kill Kafka | 4 |" in lines([ROW, OTHER])
