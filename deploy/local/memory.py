"""How much memory the stack holds."""

import os
from collections.abc import Iterable

import psutil


def resident_mib(pids: Iterable[int]) -> int:
    """Resident memory of these processes and of this one, in MiB."""
    total = 0
    for pid in {*pids, os.getpid()}:
        try:
            total += psutil.Process(pid).memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total // (1024 * 1024)
