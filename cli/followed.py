"""A long console command of a service: it tells on its way how far it is."""

import json
import subprocess
import tempfile
from collections.abc import Callable
from typing import Any

from cli.service_command import answer_of, call


def follow(service: str, which: str, request: dict[str, Any], told: Callable[[int, int], None]) -> dict[str, Any]:
    """As `run`, with `told(done, of)` for each line that says so. Raises CommandRefused or CommandFailed.

    When we are interrupted, so is the command, where it runs on this machine.
    """
    with tempfile.TemporaryFile("w+") as problems:
        with subprocess.Popen(
            [*call(service), "command", which],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=problems,
            text=True,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(request))
            process.stdin.close()
            last = ""
            for line in process.stdout:
                last = line
                _tell(line, told)
        problems.seek(0)
        return answer_of(service, which, process.returncode, last, problems.read())


def _tell(line: str, told: Callable[[int, int], None]) -> None:
    try:
        said = json.loads(line)
    except ValueError:
        return
    if isinstance(said, dict) and said.keys() == {"done", "of"}:
        told(said["done"], said["of"])
