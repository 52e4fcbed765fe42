"""A long command of a service tells how far it is; its last line is the answer."""

import sys

import pytest

from cli.followed import follow
from cli.service_command import CommandFailed, CommandRefused

TALKS = """
import json, sys
asked = json.load(sys.stdin)
print("a line of log")
for done in (2, 3):
    print(json.dumps({"done": done, "of": asked["rows"]}), flush=True)
sys.stderr.write("x" * 200_000)
print(json.dumps(asked["answer"]))
sys.exit(asked["code"])
"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, int]]:
    """A service that talks, and a list for what it tells on its way."""
    program = tmp_path_factory.mktemp("service") / "talks.py"
    program.write_text(TALKS)
    monkeypatch.setenv("SERVICE_COMMAND", f'"{sys.executable}" "{program}" {{service}}')
    return []


def test_it_is_heard_on_its_way(told: list[tuple[int, int]]) -> None:
    request = {"rows": 3, "answer": {"events": 3}, "code": 0}
    assert follow("registry", "republish", request, lambda *said: told.append(said)) == {"events": 3}
    assert told == [(2, 3), (3, 3)]


def test_a_refusal_and_a_failure_are_told_apart(told: list[tuple[int, int]]) -> None:
    refused = {"rows": 0, "answer": {"error": "refused", "detail": "too old"}, "code": 1}
    with pytest.raises(CommandRefused, match="too old"):
        follow("registry", "republish", refused, lambda *said: None)
    with pytest.raises(CommandFailed, match="registry could not run `republish`"):
        follow("registry", "republish", {"rows": 0, "answer": 7, "code": 0}, lambda *said: None)
