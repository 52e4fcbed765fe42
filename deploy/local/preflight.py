"""What is checked before anything is started."""

import shutil
from pathlib import Path

import psutil

from deploy.trouble import StackTrouble

MIB = 1024 * 1024
MEMORY_OF_BACKING = 700 * MIB
MEMORY_OF_SERVICE = 130 * MIB
DISK_NEEDED = 1024 * MIB


def available_memory(cgroup: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that new processes can use: the machine's, or what this container is still allowed."""
    available = int(psutil.virtual_memory().available)
    try:
        limit = (cgroup / "memory.max").read_text().strip()
        used = int((cgroup / "memory.current").read_text())
        reclaimable = _statistic(cgroup / "memory.stat", "inactive_file")
    except (OSError, ValueError):
        return available
    return available if limit == "max" else min(available, int(limit) - used + reclaimable)


def check_memory(services: int, available: int | None = None) -> None:
    """StackTrouble when the stack would not fit."""
    needed = MEMORY_OF_BACKING + services * MEMORY_OF_SERVICE
    free = available_memory() if available is None else available
    if free < needed:
        raise StackTrouble(
            f"Memory is short: the stack needs about {needed // MIB} MiB and {free // MIB} MiB are free. "
            f"Close other programs (or give the container more memory) and try again."
        )


def check_disk(folder: Path) -> None:
    """StackTrouble when the disk is nearly full: Kafka and the store stop working on a full one."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < DISK_NEEDED:
        wanted = DISK_NEEDED // MIB
        raise StackTrouble(f"The disk is nearly full: {free // MIB} MiB are free in {folder}, {wanted} MiB are wanted.")


def _statistic(path: Path, name: str) -> int:
    rows = (line.split() for line in path.read_text().splitlines())
    return next((int(value) for key, value in rows if key == name), 0)
