"""One of our processes, as tests run it: started, asked, killed, started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from deploy.local.ports import Ports
from tests.support.backing import PROJECT

PORTS = Ports()


def free_port() -> int:
    """A port that nobody listens on and no outgoing connection is given while its process starts again."""
    return PORTS.take(purpose="test")


class RunningProcess:
    """`python -m <module> <mode>` on a port of its own; `environment` is put over that of the tests."""

    def __init__(self, module: str, mode: str, log: Path, environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._module = module
        self._mode = mode
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {**os.environ, "ENVIRONMENT": "local", "HTTP_PORT": str(self.port), **environment}

    def start(self, *program: str, **environment: str) -> None:
        """Start it, or another `program` in its place with more `environment`; does not wait."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *(program or (self._module,)), self._mode],
                cwd=PROJECT,
                env={**self.environment, **environment},
                stdout=output,
                stderr=output,
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def wait(self, seconds: float = 30.0) -> int:
        """Exit code."""
        assert self._process is not None
        return self._process.wait(seconds)

    def stop(self, seconds: float = 30.0) -> int:
        """SIGTERM; the exit code."""
        self.signal(signal.SIGTERM)
        return self.wait(seconds)

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
        """The sum of the metrics whose lines begin like this. No answer is an AssertionError."""
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            try:
                text = (await client.get(f"{self.url}/metrics")).text
            except httpx.TransportError as error:
                raise AssertionError(f"no metrics: {error!r}") from error
        return sum(float(row.rpartition(" ")[2]) for row in text.splitlines() if row.startswith(line))
