"""`traces-access bootstrap`: two services are told, each in its own process."""

import json
import subprocess
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app as cli_app
from cli.service_command import CommandFailed, CommandRefused, run

BOOTSTRAP = (
    "bootstrap --organisation FR-INAO --email i@example.org --first-name Inès --last-name M --language fr --json"
)
Answers = dict[str, tuple[int, str]]


class Services:
    """Stands in for the service processes: answers by command, remembers what was asked."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def run(self, argv: list[str], *, input: str, **_options: Any) -> subprocess.CompletedProcess[str]:
        self.asked.append((argv[-1], json.loads(input)))
        code, output = self.answers[argv[-1]]
        return subprocess.CompletedProcess(argv, code, output, "the log")


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    stand_in = Services(
        {
            "bootstrap-account": (0, 'a line of log\n{"account_id": "a-1", "created": true}\n'),
            "bootstrap-grant": (0, '{"authorisation_id": "z-1"}\n'),
        }
    )
    monkeypatch.setattr(subprocess, "run", stand_in.run)
    return stand_in


def test_the_account_is_made_first_and_then_gets_its_right(services: Services) -> None:
    done = CliRunner().invoke(cli_app.app, BOOTSTRAP.split())
    assert json.loads(done.stdout) == {"account_id": "a-1", "created": True, "authorisation_id": "z-1"}
    person = {"email": "i@example.org", "first_name": "Inès", "last_name": "M", "language": "fr"}
    assert services.asked == [
        ("bootstrap-account", person),
        ("bootstrap-grant", {"organisation": "FR-INAO", "account_id": "a-1"}),
    ]


def test_an_organisation_that_has_an_administrator_is_refused(services: Services) -> None:
    services.answers["bootstrap-grant"] = (1, '{"error": "has-administrator", "detail": "FR-INAO has one already."}\n')
    with pytest.raises(CommandRefused, match="FR-INAO has one already") as refusal:
        run("registry", "bootstrap-grant", {})
    assert refusal.value.code == "has-administrator"


@pytest.mark.parametrize("answer", [(1, ""), (0, ""), (0, "not json"), (-9, '{"account_id": "a-1"}')])
def test_anything_else_is_a_failure_with_the_log(services: Services, answer: tuple[int, str]) -> None:
    services.answers["bootstrap-account"] = answer
    with pytest.raises(CommandFailed, match=r"identity could not run `bootstrap-account`(.|\n)*the log"):
        run("identity", "bootstrap-account", {})
