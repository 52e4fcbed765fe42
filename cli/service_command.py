"""Running a console command of a service: that service does the work, in its own process, with its own unit of work."""

import json
import os
import shlex
import subprocess
import sys
from typing import Any

HOW = "SERVICE_COMMAND"
"""Environment variable: how a service is called where it does not run on this machine, with `{service}` for its name:
`docker compose exec -T {service} python -m services.{service}`."""


class CommandRefused(Exception):
    """The service understood and said no. `code` is stable, `detail` is for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


class CommandFailed(Exception):
    """The service could not do its work: settings, store, a defect."""


def run(service: str, which: str, request: dict[str, Any]) -> dict[str, Any]:
    """Run `python -m services.<service> command <which>`: a JSON object in, a JSON object out.

    SERVICE_COMMAND says where else that runs. The environment is ours. Raises CommandRefused or CommandFailed.
    """
    done = subprocess.run(
        [*call(service), "command", which],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
    )
    return answer_of(service, which, done.returncode, done.stdout, done.stderr)


def answer_of(service: str, which: str, code: int, output: str, problem: str) -> dict[str, Any]:
    """What a console command answered: the last line of its output. Raises CommandRefused or CommandFailed."""
    answer = _last_object(output)
    if answer is not None and "error" in answer:
        raise CommandRefused(str(answer["error"]), str(answer.get("detail", "")))
    if code or answer is None:
        raise CommandFailed(f"{service} could not run `{which}` (exit code {code}):\n{problem.strip()}")
    return answer


def call(service: str) -> list[str]:
    """The words that call a service's program, where SERVICE_COMMAND says, else here."""
    elsewhere = os.environ.get(HOW)
    if not elsewhere:
        return [sys.executable, "-m", f"services.{service}"]
    return [word.replace("{service}", service) for word in shlex.split(elsewhere)]


def _last_object(output: str) -> dict[str, Any] | None:
    """Read the last line; None when it is no JSON object."""
    lines = output.strip().splitlines()
    try:
        value = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
