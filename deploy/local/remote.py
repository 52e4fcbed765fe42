"""Talking to a stack that runs in another terminal: its lock, its files, its signals."""

import json
import os
import signal
import time
from collections.abc import Callable
from typing import cast

from deploy.local.children import end_left_behind
from deploy.local.layout import Layout
from deploy.local.lock import StackLock
from deploy.local.stack_file import StackFile
from deploy.trouble import StackTrouble

STOP_PATIENCE = 90.0
STATE_PATIENCE = 60.0
INTERVAL = 0.1


def stop(layout: Layout) -> str:
    """Stop the stack of this folder, also one whose supervisor has died; say what was done."""
    lock = StackLock(layout.lock)
    holder = lock.holder()
    if holder is not None:
        os.kill(holder, signal.SIGTERM)
        if not _within(STOP_PATIENCE, lambda: lock.holder() != holder):
            os.kill(holder, signal.SIGKILL)
            _within(STATE_PATIENCE, lambda: lock.holder() != holder)
    left = end_left_behind(layout.children)
    layout.stack_file.unlink(missing_ok=True)
    if holder is not None:
        return "Stopped."
    return f"Ended {left} processes of a stack that was killed." if left else "Nothing was running."


def read(layout: Layout) -> StackFile:
    """Return stack.json of the running stack; StackTrouble when none is up."""
    try:
        return cast(StackFile, json.loads(layout.stack_file.read_text()))
    except FileNotFoundError:
        raise StackTrouble(f"No stack is up in {layout.root}: start one with `make run`.") from None


def hold(layout: Layout, name: str, *, kill: bool) -> None:
    """Stop one process and keep it stopped; returns when it is gone."""
    _known(layout, name)
    layout.held.mkdir(parents=True, exist_ok=True)
    half = layout.root / f".hold-{name}"
    half.write_text("kill" if kill else "stop")
    half.replace(layout.held / name)
    if not _within(STATE_PATIENCE, lambda: name not in read(layout)["processes"]):
        raise StackTrouble(f"{name} did not stop.")


def release(layout: Layout, name: str) -> None:
    """Let a held process run again; returns when it has been started."""
    (layout.held / name).unlink(missing_ok=True)
    if not _within(STATE_PATIENCE, lambda: name in read(layout)["processes"]):
        raise StackTrouble(f"{name} did not start: see {layout.log(name)}.")


def _known(layout: Layout, name: str) -> None:
    running = read(layout)["processes"]
    if name not in running:
        raise StackTrouble(f"{name} is not running; running are {', '.join(running)}.")


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Wait until `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(INTERVAL)
    return True
