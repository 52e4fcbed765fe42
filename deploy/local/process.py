"""One child process: started in a group of its own, tied to the life of its parent, ended with patience."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and where its output goes (appended)."""

    name: str
    argv: tuple[str, ...]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies, however that happens (Linux only)."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


async def spawn(command: Command) -> asyncio.subprocess.Process:
    """Start `command`; its environment is ours plus `command.env`. Ctrl-C in the terminal does not reach it."""
    parent = os.getpid()
    command.log.parent.mkdir(parents=True, exist_ok=True)
    with command.log.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *command.argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, **command.env},
            cwd=command.cwd,
            start_new_session=True,
            preexec_fn=lambda: _die_with(parent),
        )


def signal_group(pid: int, number: int) -> None:
    """Send a signal to the process group that `pid` leads; a group that is gone already is fine."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


async def end(process: asyncio.subprocess.Process, grace: float) -> None:
    """Ask `process` to stop, wait up to `grace` seconds, then kill what is left of its group."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), grace)
    signal_group(process.pid, signal.SIGKILL)
    await process.wait()
