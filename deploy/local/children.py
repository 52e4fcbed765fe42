"""A record of started processes, so that those of a supervisor that was killed can be found and ended."""

import json
from pathlib import Path

import psutil

from deploy.init.private_file import write_private_json


def record(path: Path, pids: dict[str, int]) -> None:
    """Write down who runs; the time of creation tells a process from a later one with the same id."""
    rows = []
    for name, pid in pids.items():
        try:
            rows.append({"name": name, "pid": pid, "created": psutil.Process(pid).create_time()})
        except psutil.NoSuchProcess:
            continue
    write_private_json(path, rows)


def left_behind(path: Path) -> list[psutil.Process]:
    """Return the recorded processes that are still alive."""
    if not path.exists():
        return []
    found = []
    for row in json.loads(path.read_text()):
        try:
            process = psutil.Process(row["pid"])
            if abs(process.create_time() - row["created"]) < 1 and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def end_left_behind(path: Path) -> int:
    """End what an earlier supervisor left behind; return how many processes that were."""
    processes = left_behind(path)
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=10)
    path.unlink(missing_ok=True)
    return len(processes)
