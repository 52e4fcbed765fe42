"""What `traces-access outbox republish` asks a service for, and what it shows while that goes on."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from cli import app as cli_app

ANSWER = {"service": "registry", "events": 4, "types": {"OperatorProposed": 4}, "dry_run": False}


class Service:
    """Stands in for the process of a service: publishes in portions, of which it tells, and breaks down or answers."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.portions = [1, 2, 4]

    def follow(self, _: str, __: str, request: dict[str, Any], told: Callable[[int, int], None]) -> dict[str, Any]:
        self.asked = request
        for done in self.portions:
            told(done, 4)
        if self.portions[-1] < 4:
            raise ConnectionError("the broker is away")
        return ANSWER


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    stand_in = Service()
    monkeypatch.setattr("cli.outbox.follow", stand_in.follow)
    return stand_in


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What somebody at a terminal gets to see."""
    screen = io.StringIO()
    monkeypatch.setattr("cli.outbox.console", Console(file=screen, force_terminal=True, width=100, highlight=False))
    return screen


def republish(*words: str) -> Any:
    return CliRunner().invoke(cli_app.app, ["outbox", "republish", "--service", "registry", *words])


def test_the_service_is_told_what_how_fast_and_whether_at_all(service: Service) -> None:
    done = republish("--since", "2026-03-04", "--type", "OperatorProposed", "--rate", "2.5", "--dry-run")
    assert done.exit_code == 0
    assert service.asked == {
        "since": "2026-03-04T00:00:00+00:00",
        "type": "OperatorProposed",
        "rate": 2.5,
        "dry_run": True,
    }


def test_a_bar_grows_with_every_portion(service: Service, terminal: io.StringIO) -> None:
    assert republish("--type", "OperatorProposed").exit_code == 0
    assert "100%" in terminal.getvalue()
    assert terminal.getvalue().endswith("registry: 4 events published again (4 OperatorProposed).\n")


def test_a_bar_stands_where_it_broke_off(service: Service, terminal: io.StringIO) -> None:
    service.portions = [1, 2]
    assert isinstance(republish("--type", "OperatorProposed").exception, ConnectionError)
    assert "50%" in terminal.getvalue()
    assert "100%" not in terminal.getvalue()


@pytest.mark.parametrize("quiet", [("--json",), ()])
def test_there_is_no_bar_where_nobody_looks(service: Service, quiet: tuple[str, ...]) -> None:
    assert "%" not in republish("--type", "OperatorProposed", *quiet).stdout
