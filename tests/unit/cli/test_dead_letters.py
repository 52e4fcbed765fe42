"""What `traces-access dead-letters` shows, picks, tells and leaves alone; the letters are made up."""

import io
import json
import time
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from chassis.dead_letters import Letter, Wanted
from cli import app as cli_app
from cli.service_command import CommandRefused

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def letter(number: int, service: str = "notify") -> Letter:
    """Set aside `number` hours after noon."""
    return Letter(
        service=service,
        place=f"2:{number}",
        at=NOON + timedelta(hours=number),
        type="eu.traces-access.validation.RequestRouted.v1",
        event_id=f"event-{number}",
        reason="undecodable",
        exception="data: case: missing",
        attempts=0,
        origin=f"validation.requests.v1:7:{number}",
        key=b"FR-ORG-1",
        value=f'{{"number": {number}}}'.encode() if number else None,
        headers=(("ce_id", f"event-{number}".encode()), ("ce_actor", b"\xff")),
    )


class Letters:
    """Stands in for the topics: four letters of notify. Remembers what was done; breaks down after so many."""

    service = ""

    def __init__(self) -> None:
        self.done: list[tuple[str, str, float | None]] = []
        self.breaks_after = 4
        self.held = {"notify": [letter(number) for number in range(4)]}

    def __call__(self, _bootstrap: str, service: str, _prefix: str) -> "Letters":
        of_service = copy(self)
        of_service.service = service
        return of_service

    async def waiting(self, wanted: Wanted) -> list[Letter]:
        return wanted.of(self.held.get(self.service, []))

    async def replay(self, letters: Sequence[Letter], *, rate: float | None, told: Callable[[Letter], None]) -> None:
        for number, each in enumerate(letters):
            if number == self.breaks_after:
                raise ConnectionError("the broker is away")
            self.done.append(("replayed", each.place, rate))
            told(each)

    async def drop(self, letters: Sequence[Letter], *, rate: float | None, told: Callable[[Letter], None]) -> None:
        for each in letters:
            self.done.append(("dropped", each.place, rate))
            told(each)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    stand_in = Letters()
    monkeypatch.setattr("cli.dead_letters.Repair", stand_in)
    return stand_in


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What somebody at a terminal gets to see."""
    screen = io.StringIO()
    shown_on = Console(file=screen, force_terminal=True, width=100, highlight=False)
    monkeypatch.setattr("cli.dead_letters.console", shown_on)
    return screen


@pytest.fixture
def far_west(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock on the wall is ten hours behind UTC."""
    monkeypatch.setenv("TZ", "HST+10")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said(*words: str) -> str:
    done = CliRunner().invoke(cli_app.app, ["dead-letters", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(*words, "--json").splitlines()]


@pytest.mark.parametrize("command", ["replay", "drop"])
def test_a_limit_is_one_for_all_services_and_takes_the_oldest(letters: Letters, command: str) -> None:
    letters.held["registry"] = [letter(1, "registry"), letter(7, "registry")]
    done = [(row["service"], row["place"]) for row in rows(command, "--limit", "3")]
    assert sorted(done) == [("notify", "2:0"), ("notify", "2:1"), ("registry", "2:1")]
    assert len(letters.done) == len(done)


def test_many_are_found_without_comparing_each_with_all(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand, after a bad day, would be fifty million comparisons."""

    def compared(one: Letter, other: object) -> bool:
        raise AssertionError(f"{one} is compared with {other}")

    monkeypatch.setattr(Letter, "__eq__", compared)
    assert len(rows("list")) == 4


@pytest.mark.parametrize("command", ["list", "show"])
def test_letters_are_found_by_their_places(letters: Letters, command: str) -> None:
    assert [row["place"] for row in rows(command, "--place", "2:3", "--place", "2:1")] == ["2:1", "2:3"]


def test_letters_are_shown_whole(letters: Letters) -> None:
    """With what is no text as far as it can be shown."""
    (shown,) = rows("show", "--place", "2:3")
    assert shown == {
        "service": "notify",
        "place": "2:3",
        "at": "2026-03-04T15:00:00+00:00",
        "type": "eu.traces-access.validation.RequestRouted.v1",
        "event_id": "event-3",
        "reason": "undecodable",
        "exception": "data: case: missing",
        "attempts": 0,
        "origin": "validation.requests.v1:7:3",
        "left_out": None,
        "headers": {"ce_id": "event-3", "ce_actor": "\ufffd"},
        "value": '{"number": 3}',
    }
    assert rows("show", "--place", "2:0")[0]["value"] is None


def test_headers_without_a_value_and_such_that_repeat_are_shown_too(letters: Letters) -> None:
    headers = (("x", None), ("y", b"1"), ("y", b"2"))
    letters.held["notify"] = [replace(letter(3), headers=headers, value=None)]
    assert rows("show")[0]["headers"] == {"x": None, "y": ["1", "2"]}


def test_people_are_shown_them_over_several_lines(letters: Letters) -> None:
    shown = said("show", "--place", "2:3")
    assert '\n  "place": "2:3",\n' in shown
    assert json.loads(shown) == rows("show", "--place", "2:3")[0]


def test_what_a_record_says_is_shown_and_not_obeyed(letters: Letters) -> None:
    odd = replace(letter(3), type="[/x]", reason=":x:", exception="\x1b[2J[b]\x9b")
    letters.held["notify"] = [odd]
    shown = said("list")
    assert all(text in shown for text in ("[/x]", ":x:", "\ufffd[2J[b]\ufffd"))


def test_one_without_its_value_is_refused_in_a_sentence_and_holds_up_no_other(letters: Letters) -> None:
    letters.held["notify"][1] = replace(letter(1), value=b"", left_out=1_048_026)
    done = CliRunner().invoke(cli_app.app, ["dead-letters", "replay"])
    assert isinstance(done.exception, CommandRefused)
    assert "notify 2:1 cannot be replayed: its value (1048026 bytes)" in str(done.exception)
    assert "validation.requests.v1:7:1" in str(done.exception)
    assert [place for _, place, _ in letters.done] == ["2:0", "2:2", "2:3"]
    assert "without its" in said("list")
    assert [row["place"] for row in rows("drop", "--place", "2:1")] == ["2:1"]


@pytest.mark.parametrize("command", ["list", "show", "replay", "drop"])
def test_since_is_a_moment_in_utc_wherever_one_is(letters: Letters, far_west: None, command: str) -> None:
    dry = ("--dry-run",) if command in ("replay", "drop") else ()
    assert [row["place"] for row in rows(command, "--since", "2026-03-04T14:00:00", *dry)] == ["2:2", "2:3"]
    assert [row["place"] for row in rows(command, "--since", "2026-03-04T14:00:01", *dry)] == ["2:3"]
    assert [row["place"] for row in rows(command, "--since", "2026-03-05", *dry)] == []


@pytest.mark.parametrize(("command", "word"), [("replay", "replayed"), ("drop", "dropped")])
def test_a_dry_run_says_what_would_be_done_and_does_nothing(letters: Letters, command: str, word: str) -> None:
    assert said(command, "--dry-run", "--limit", "3") == f"notify: 3 would be {word}.\n"
    told = [(row["place"], row["done"]) for row in rows(command, "--dry-run", "--limit", "2")]
    assert told == [("2:0", f"would be {word}"), ("2:1", f"would be {word}")]
    assert letters.done == []


@pytest.mark.parametrize(("command", "word"), [("replay", "replayed"), ("drop", "dropped")])
def test_what_is_done_is_told_and_no_faster_than_asked_for(letters: Letters, command: str, word: str) -> None:
    told = [(row["place"], row["done"]) for row in rows(command, "--limit", "2", "--rate", "2.5")]
    assert told == [("2:0", word), ("2:1", word)]
    assert letters.done == [(word, "2:0", 2.5), (word, "2:1", 2.5)]


@pytest.mark.parametrize(("command", "word"), [("replay", "replayed"), ("drop", "dropped")])
def test_a_bar_grows_with_every_letter(letters: Letters, terminal: io.StringIO, command: str, word: str) -> None:
    said(command)
    assert f"{word} " in terminal.getvalue()
    assert "100%" in terminal.getvalue()
    assert terminal.getvalue().endswith(f"notify: 4 {word}.\n")


def test_a_bar_stands_where_it_broke_off(letters: Letters, terminal: io.StringIO) -> None:
    letters.breaks_after = 3
    done = CliRunner().invoke(cli_app.app, ["dead-letters", "replay"])
    assert isinstance(done.exception, ConnectionError)
    assert "75%" in terminal.getvalue()
    assert "100%" not in terminal.getvalue()


def test_there_is_no_bar_where_nobody_looks(letters: Letters) -> None:
    assert said("replay") == "notify: 4 replayed.\n"
