"""Docker as these tests call it: its command line, as people do."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.support.backing import PROJECT

IMAGE = "traces-access"
OURS = ("identity", "registry", "validation", "notify", "gateway")
ONCE = ("secrets", "store", "topics")


def docker(*words: str, stdin: str = "", **environment: str) -> str:
    """Run `docker WORD...`; what it prints, stripped. Raises CalledProcessError, with all that it said as a note."""
    done = subprocess.run(
        ["docker", *words],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env={**os.environ, **environment},
    )
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
        error.add_note(f"{done.stdout}\n{done.stderr}")
        raise error
    return done.stdout.strip()


@dataclass(frozen=True)
class System:
    """One system of docker-compose.yml with a name, ports and a network of its own."""

    project: str
    gateway: int
    mailbox: int
    door: int
    network: str

    @property
    def environment(self) -> dict[str, str]:
        """What docker-compose.yml and `make` take from the environment."""
        return {
            "COMPOSE_PROJECT_NAME": self.project,
            "GATEWAY_PORT": str(self.gateway),
            "MAILBOX_PORT": str(self.mailbox),
            "KAFKA_DOOR_PORT": str(self.door),
            "TRACES_NETWORK": self.network,
        }

    def compose(self, *words: str, stdin: str = "") -> str:
        """Run `docker compose WORD...` for this system."""
        return docker("compose", *words, stdin=stdin, **self.environment)

    def inspect(self, service: str) -> dict[str, Any]:
        """All that the engine knows of the container of a service."""
        found: list[dict[str, Any]] = json.loads(docker("inspect", self.compose("ps", "--all", "--quiet", service)))
        return found[0]

    def python(self, service: str, code: str) -> str:
        """What a program prints that runs in the container of a service."""
        return self.compose("exec", "-T", service, "python", "-", stdin=code)

    def demo(self) -> subprocess.CompletedProcess[str]:
        """`make demo STACK=compose`, without make."""
        command = [sys.executable, "-m", "deploy.compose", "demo"]
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
