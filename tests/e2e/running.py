"""A whole stack as `make run` starts it, and what tests do to its processes."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx

from demo.play import Report, play
from demo.stack import Stack
from demo.story import Step
from deploy.local import remote
from deploy.local.layout import Layout
from deploy.local.stack_file import StackFile
from tests.support.eventually import eventually

PROJECT = Path(__file__).parents[2]
SERVICES = ("identity", "registry", "validation", "notify", "gateway")
START_SECONDS = 300.0
"""The very first start downloads Kafka."""
STOP_SECONDS = 90.0
READY_SECONDS = 60.0
PATIENCE = 120.0
"""Of the demo, when processes die: each costs its partitions 7 to 9 s, and the machine may be busy."""


class RunningStack:
    """A stack that is up. `secrets` collects those of all plays, to look for them afterwards."""

    def __init__(self, folder: Path) -> None:
        self.layout = Layout(folder)
        self.secrets: set[str] = set()

    def about(self) -> StackFile:
        """What stack.json says at this moment."""
        return remote.read(self.layout)

    def stack(self) -> Stack:
        """The same, as the demo reads it."""
        return Stack.read(self.layout.stack_file)

    def kill(self, name: str) -> None:
        """Kill a process where it stands; it is started again."""
        os.kill(self.about()["processes"][name], signal.SIGKILL)

    async def hold(self, name: str, *, kill: bool = False) -> None:
        """Stop (or kill) a process; it stays stopped."""
        await asyncio.to_thread(remote.hold, self.layout, name, kill=kill)

    async def release(self, name: str) -> None:
        """Start it again."""
        await asyncio.to_thread(remote.release, self.layout, name)

    async def all_ready(self) -> None:
        """Wait until every service process is up and says that it is ready."""

        async def ready() -> bool:
            about = self.about()
            urls = about["services"]
            async with httpx.AsyncClient(trust_env=False, timeout=5) as http:
                try:
                    answers = [await http.get(f"{url}/healthz/ready") for url in urls.values()]
                except httpx.TransportError:
                    return False
            return urls.keys() <= about["processes"].keys() and all(answer.is_success for answer in answers)

        await eventually(ready, within=READY_SECONDS, interval=0.2, because="every service is ready")

    async def play(
        self, on_step: Callable[[Step], Awaitable[None] | None] | None = None, *, patience: float = PATIENCE
    ) -> Report:
        """Play the guide, with whatever `on_step` does in between."""
        report = await play(self.stack(), on_step=on_step, patience=patience)
        self.secrets |= report.secrets
        return report


@contextlib.contextmanager
def running_stack(folder: Path, *options: str) -> Iterator[RunningStack]:
    """Start the whole stack below `folder`, stop it in the end."""
    command = [sys.executable, "-m", "deploy.local", "run", "--dir", str(folder), *options]
    output = folder / "stack.out"
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=file, stderr=file, start_new_session=True)
    try:
        running = RunningStack(folder)
        deadline = time.monotonic() + START_SECONDS
        while not running.layout.stack_file.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the stack did not start:\n{output.read_text(errors='replace')}")
            time.sleep(0.1)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
