"""Where a console command runs: here, or where SERVICE_COMMAND says."""

import sys

import pytest

from cli.service_command import CommandFailed, run

ECHO = "import json, sys; print(json.dumps({'argv': sys.argv[1:], 'asked': json.load(sys.stdin)}))"


def test_services_elsewhere_are_called_as_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICE_COMMAND", f'"{sys.executable}" -c "{ECHO}" in-{{service}} services.{{service}}')
    answer = run("identity", "bootstrap-account", {"email": "a@b.example"})
    assert answer["argv"] == ["in-identity", "services.identity", "command", "bootstrap-account"]
    assert answer["asked"] == {"email": "a@b.example"}


def test_what_cannot_run_is_a_failure_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; sys.exit('no such container')"
    monkeypatch.setenv("SERVICE_COMMAND", f'"{sys.executable}" -c "{code}"')
    with pytest.raises(CommandFailed, match="no such container"):
        run("registry", "bootstrap-grant", {})
