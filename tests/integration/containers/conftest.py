"""The image and the compose file. These tests need an engine: without STACK=containers they are not collected."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.ports import Ports
from tests.integration.containers.docker import IMAGE, System, docker
from tests.support.backing import PROJECT

collect_ignore_glob = [] if os.environ.get("STACK") == "containers" else ["test_*.py"]


@pytest.fixture(scope="session")
def image() -> str:
    """Our image, built from this checkout."""
    docker("build", "--quiet", "--file", "deploy/Dockerfile", "--tag", IMAGE, ".")
    return IMAGE


@pytest.fixture(scope="module")
def system(image: str) -> Iterator[System]:
    """The whole system by docker-compose.yml, beside any other that runs here; its volumes go at the end."""
    ports = Ports()
    running = System(
        project=f"traces-access-test-{os.getpid()}",
        gateway=ports.take(purpose="gateway"),
        mailbox=ports.take(purpose="mailbox"),
        door=ports.take(purpose="door"),
        network=f"172.30.{os.getpid() % 250}",
    )
    try:
        running.compose("up", "--wait")
        yield running
    except subprocess.CalledProcessError:
        Path(PROJECT / ".local").mkdir(exist_ok=True)
        (PROJECT / ".local" / "compose.log").write_text(running.compose("logs"))
        raise
    finally:
        running.compose("--profile", "watch", "down", "--volumes", "--timeout", "5")
