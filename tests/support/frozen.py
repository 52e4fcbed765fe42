"""A process that stands still for a while, and is not told."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0
LOOK_SECONDS = 0.01


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """While the block runs none of its threads does anything.

    One of them has to be woken to stop the others; on a busy machine these go on until it has its turn.
    """
    os.kill(pid, signal.SIGSTOP)
    try:
        deadline = time.monotonic() + PATIENCE
        while not stands_still(pid):
            assert time.monotonic() < deadline, f"process {pid} does not stop"
            time.sleep(LOOK_SECONDS)
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def stands_still(pid: int) -> bool:
    """Whether each of its threads is stopped."""
    states = [path.read_text().rpartition(")")[2].split()[0] for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    return all(state == "T" for state in states)
