"""A service as a process of its own, on the topics and the database of one test."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from tests.support.backing import PROJECT, Backing


class ServiceProcess:
    """`python -m <module> all` in one slot; may be killed and started again."""

    def __init__(self, backing: Backing, isolation: str, folder: Path, name: str, *, module: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / f"{module or name}.log"
        self._module = module or f"services.{name}"
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = {
            **os.environ,
            "ENVIRONMENT": "local",
            "SLOT": f"{name}-1",
            "KAFKA_BOOTSTRAP": backing.kafka,
            "TOPIC_PREFIX": f"{isolation}-",
            "MONGO_URI": backing.mongo,
            "MONGO_DATABASE": f"{isolation}_{name}",
            "HTTP_PORT": str(port),
            "IDEMPOTENCY_SECRET": isolation,
        }

    def start(self) -> None:
        """Start it; does not wait."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, "all"],
                cwd=PROJECT,
                env=self._environment,
                stdout=output,
                stderr=output,
            )

    def stop(self, seconds: float = 30.0) -> int:
        """SIGTERM; the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(seconds)

    def kill(self) -> None:
        """kill -9, if it runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    async def ready(self) -> bool:
        """Whether it says so; fails when it is dead."""
        assert self._process is not None
        assert self._process.poll() is None, self.log.read_text()[-4000:]
        async with httpx.AsyncClient(trust_env=False) as client:
            try:
                return (await client.get(f"{self.url}/healthz/ready")).status_code == 200
            except httpx.HTTPError:
                return False

    async def metric(self, line: str) -> float:
        """The sum of the metrics whose lines begin like this."""
        async with httpx.AsyncClient(trust_env=False) as client:
            text = (await client.get(f"{self.url}/metrics")).text
        return sum(float(row.rpartition(" ")[2]) for row in text.splitlines() if row.startswith(line))
