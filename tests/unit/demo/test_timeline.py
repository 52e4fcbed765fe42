"""The timeline: plain lines where nobody watches, and a last line that says how it ended."""

import io

from rich.console import Console

from demo.expectations import Expectations
from demo.play import Report
from demo.story import STORY
from demo.timeline import Timeline
from tests.unit.demo.stories import event, mail


def report(*problems: str) -> Report:
    return Report(list(STORY), [], [], Expectations(), list(problems), 3.2, 1, 0, 2, frozenset())


def shown(*problems: str) -> str:
    out = io.StringIO()
    with Timeline(Console(file=out, highlight=False)) as timeline:
        timeline.title("http://127.0.0.1:8080")
        timeline.step(1, STORY[0])
        timeline.event(event("AccountCreated", account={"first_name": "Élodie", "last_name": "Durand"}))
        timeline.event(event("RequestRouted", dead_letter="poison"))
        timeline.remark("found: ALPRO [Comm.V.A.]")
        timeline.mail(mail("i", "elodie@importer.example.org", subject="Votre accès"))
        timeline.close(report(*problems))
    return out.getvalue()


def test_a_step_is_followed_by_its_events_remarks_and_mails_in_plain_lines() -> None:
    lines = [line.split(" s  ")[-1].strip() for line in shown().splitlines() if line.strip()]
    assert lines[1].startswith("1  Élodie signs up, in French")
    assert lines[2].startswith("● registry   AccountCreated #1")
    assert lines[3:6] == [
        "✗ dead letter of registry: RequestRouted: poison",
        "· found: ALPRO [Comm.V.A.]",
        "✉ “Votre accès” to elodie@importer.example.org, fr",
    ]
    assert "\x1b" not in shown()


def test_success_is_one_sentence() -> None:
    last = shown().splitlines()[-1]
    assert last.startswith("✓ Everything happened")
    assert f"{len(STORY)} of {len(STORY)} steps" in last
    assert "3 repetitions were recognised as such" in last


def test_every_problem_is_a_line() -> None:
    lines = shown("not seen: mail receipt", "dead letter in x").splitlines()
    assert lines[-3].startswith("✗ Not everything happened as it should")
    assert lines[-2:] == ["  - not seen: mail receipt", "  - dead letter in x"]
