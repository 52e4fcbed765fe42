"""Worker processes of one contender, on topics and a database of their own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from tests.bench.contenders import Contender
from tests.support.backing import PROJECT, Backing
from tests.support.running_process import free_port

STOP_SECONDS = 30.0


class Workers:
    """`count` processes; `names` are the environment that keeps this run apart from others."""

    def __init__(self, contender: Contender, count: int, backing: Backing, isolation: str, folder: Path) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        self.log = folder / f"{isolation}-{contender.name}.log"
        for number in range(1, count + 1):
            environment = {
                **os.environ,
                "SLOT": f"{contender.name}-{number}",
                "ENVIRONMENT": "local",
                "KAFKA_BOOTSTRAP": backing.kafka,
                "MONGO_URI": backing.mongo,
                "MONGO_DATABASE": f"{isolation}_toy",
                "TOPIC_PREFIX": f"{isolation}-",
                "HTTP_PORT": str(free_port()),
                "IDEMPOTENCY_SECRET": isolation,
            }
            with self.log.open("ab") as output:
                self._processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", contender.module, *contender.arguments],
                        cwd=PROJECT,
                        env=environment,
                        stdout=output,
                        stderr=output,
                    )
                )

    @property
    def pids(self) -> list[int]:
        """Process ids. Raises when one has died: its figures would be somebody else's."""
        for process in self._processes:
            if process.poll() is not None:
                raise RuntimeError(f"a worker ended with {process.returncode}:\n{self.log.read_text()[-4000:]}")
        return [process.pid for process in self._processes]

    def memory(self) -> float:
        """Resident memory of the largest worker, in MB."""
        return max(psutil.Process(pid).memory_info().rss for pid in self.pids) / 1e6

    def hold(self) -> None:
        """Let no worker run until `go`."""
        for process in self._processes:
            process.send_signal(signal.SIGSTOP)

    def go(self) -> None:
        """Let them run again."""
        for process in self._processes:
            process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ask them to stop, and see to it."""
        self.go()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
