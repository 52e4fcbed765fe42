"""The embedded Kafka, store and mailbox of one test run, as a process of its own."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chassis.broker.connection import Broker

PROJECT = Path(__file__).parents[2]
PATIENCE = 300.0
"""Seconds: the very first start downloads Kafka."""
STOP_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Backing:
    """Addresses. `folder` holds logs and stack.json of this run."""

    folder: Path
    kafka: str
    mongo: str
    smtp_host: str
    smtp_port: int
    mailbox: str

    @property
    def broker(self) -> Broker:
        """Kafka, as our own clients reach it."""
        return Broker(self.kafka)

    def pid(self, name: str) -> int:
        """Process id of `kafka`, `mongo` or `mailbox` at this moment; they are restarted when they die."""
        about = json.loads((self.folder / "stack.json").read_text())
        return int(about["processes"][name])


@contextlib.contextmanager
def running_backing(folder: Path) -> Iterator[Backing]:
    """Start the three below `folder`, yield their addresses, stop them."""
    command = [sys.executable, "-m", "deploy.local", "run", "--backing-only", "--dir", str(folder)]
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / "stack.out"
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=file, stderr=file, start_new_session=True)
    try:
        yield _wait(folder, process, output)
    finally:
        process.terminate()
        try:
            process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(folder: Path, process: subprocess.Popen[bytes], output: Path) -> Backing:
    deadline = time.monotonic() + PATIENCE
    path = folder / "stack.json"
    while not path.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Kafka, store and mailbox did not start:\n{output.read_text(errors='replace')}")
        time.sleep(0.05)
    return attached_backing(folder)


def attached_backing(folder: Path) -> Backing:
    """Addresses of what was started below `folder`, by whomever."""
    about = json.loads((folder / "stack.json").read_text())
    host, port = about["smtp"].split(":")
    return Backing(folder, about["kafka"], about["mongo"], host, int(port), about["mailbox"])
