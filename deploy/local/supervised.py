"""A process that is kept alive: started again with backoff when it dies, unless it is held."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

from deploy.local.backoff import Backoff
from deploy.local.process import Command, end, signal_group, spawn
from deploy.trouble import StackTrouble

Probe = Callable[[], Awaitable[bool]]

PROBE_INTERVAL = 0.1
HOPELESS = 5
"""A process that dies this often in a row without having been ready will not come up."""


class Supervised:
    """Keeps `command` running. `ready` says whether it does its work; `changed` is called when its state changes."""

    def __init__(
        self,
        command: Command,
        ready: Probe,
        *,
        changed: Callable[["Supervised"], None],
        grace: float = 10.0,
        backoff: Backoff | None = None,
    ) -> None:
        self.command = command
        self.restarts = 0
        self._failures = 0
        self._probe = ready
        self._changed = changed
        self._grace = grace
        self._backoff = backoff or Backoff()
        self._process: asyncio.subprocess.Process | None = None
        self._spawning = asyncio.Lock()
        self._wanted = asyncio.Event()
        self._ready = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """Name in the stack file and of the log."""
        return self.command.name

    @property
    def pid(self) -> int | None:
        """Process id, or None while it is not running."""
        return self._process.pid if self._process and self._process.returncode is None else None

    @property
    def is_ready(self) -> bool:
        """Whether the running process has answered its probe."""
        return self._ready.is_set()

    @property
    def state(self) -> str:
        """What it does now, in words for the terminal."""
        if self.pid is None:
            return "has stopped" if self._wanted.is_set() else "is held"
        return "is ready" if self.is_ready else f"has started (process {self.pid})"

    def start(self, *, held: bool = False) -> None:
        """Begin to keep the process running, if `held` from its `release` on. Returns at once: see wait_ready."""
        if not held:
            self._wanted.set()
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.name}")

    async def wait_ready(self, within: float) -> None:
        """Return once the process is ready; StackTrouble with the end of its log when that takes too long."""
        deadline = asyncio.get_running_loop().time() + within
        while not self.is_ready:
            if self._failures >= HOPELESS:
                raise self._trouble(f"{self.name} ended {self._failures} times before it was ready")
            if asyncio.get_running_loop().time() > deadline:
                raise self._trouble(f"{self.name} was not ready within {within:.0f} s")
            await asyncio.sleep(PROBE_INTERVAL / 2)

    async def hold(self, *, kill: bool = False) -> None:
        """Stop the process (or kill it) and keep it stopped until `release`."""
        self._wanted.clear()
        async with self._spawning:
            process = self._process
        if process is not None and process.returncode is None:
            if kill:
                signal_group(process.pid, signal.SIGKILL)
            await end(process, self._grace)

    def release(self) -> None:
        """Let a held process run again."""
        self._wanted.set()

    def kill(self) -> None:
        """Kill the process now; it is started again at once, as after any death."""
        if self.pid is not None:
            signal_group(self.pid, signal.SIGKILL)

    def pause(self) -> None:
        """Freeze the process (SIGSTOP)."""
        if self.pid is not None:
            signal_group(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen process continue."""
        if self.pid is not None:
            signal_group(self.pid, signal.SIGCONT)

    async def stop(self) -> None:
        """Stop the process for good."""
        if self._keeper is None:
            return
        await self.hold()
        self._keeper.cancel()
        await asyncio.gather(self._keeper, return_exceptions=True)
        self._keeper = None

    def log_tail(self, lines: int = 15) -> str:
        """Return the last lines of the log."""
        if not self.command.log.exists():
            return "(empty)"
        return "\n".join(self.command.log.read_text(errors="replace").splitlines()[-lines:])

    def _trouble(self, what: str) -> StackTrouble:
        return StackTrouble(f"{what}. The end of {self.command.log}:\n{self.log_tail()}")

    async def _keep(self) -> None:
        while True:
            await self._wanted.wait()
            async with self._spawning:
                if not self._wanted.is_set():
                    continue
                self._process = await spawn(self.command)
            self._changed(self)
            await self._watch(self._process)
            if self._wanted.is_set():
                self.restarts += 1
                self._failures += 1
                await asyncio.sleep(self._backoff.take())

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Return when `process` has ended."""
        probing = asyncio.create_task(self._probe_until_ready())
        try:
            await process.wait()
        finally:
            probing.cancel()
            await asyncio.gather(probing, return_exceptions=True)
            self._ready.clear()
            self._changed(self)

    async def _probe_until_ready(self) -> None:
        while not await self._probe():  # noqa: ASYNC110 - the process can only be asked
            await asyncio.sleep(PROBE_INTERVAL)
        self._backoff.reset()
        self._failures = 0
        self._ready.set()
        self._changed(self)
