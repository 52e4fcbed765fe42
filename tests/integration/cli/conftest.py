"""`traces-access` as people run it, against this run's broker and store."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.backing import PROJECT, Backing


@dataclass(frozen=True)
class Said:
    """Exit code and output of a command."""

    code: int
    text: str
    problem: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What `--json` printed, one object a line."""
        return [json.loads(line) for line in self.text.splitlines()]


Command = Callable[..., Said]


@pytest.fixture
def traces_access(backing: Backing, isolation: str) -> Command:
    """Runs a command on the topics and databases of this test."""

    def run(*words: str, **environment: str) -> Said:
        settings = {"KAFKA_BOOTSTRAP": backing.kafka, "TOPIC_PREFIX": f"{isolation}-", "MONGO_URI": backing.mongo}
        done = subprocess.run(
            [sys.executable, "-m", "cli", *words],
            cwd=PROJECT,
            env={**os.environ, "COLUMNS": "160", **settings, **environment},
            capture_output=True,
            check=False,
            text=True,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return run
