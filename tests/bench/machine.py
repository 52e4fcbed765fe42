"""What a figure was measured on, and who else was busy meanwhile."""

import asyncio
import os
import platform
import subprocess
import time
from importlib.metadata import version
from typing import Any

import psutil

from chassis.mongo import Store
from deploy.local.kafka_jars import VERSION
from deploy.local.store_server import REPLICA_SET
from tests.support.backing import PROJECT

BUSY = ("user", "nice", "system", "irq", "softirq", "steal")


async def about(mongo: str) -> dict[str, Any]:
    """The store that answers, the broker, cores, Python and the commit."""
    return {
        "store": await _store(mongo),
        "kafka": VERSION,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "commit": await asyncio.to_thread(_commit),
    }


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout.strip()


async def _store(uri: str) -> str:
    store = Store(uri, "admin")
    try:
        hello = await store.database.command("hello")
        if hello["setName"] == REPLICA_SET:
            return f"SecantusDB {version('secantusdb')}"
        return f"MongoDB {(await store.database.command('buildInfo'))['version']}"
    finally:
        store.close()


class Cores:
    """How many cores were busy since this was made, whoever kept them so."""

    def __init__(self) -> None:
        self._busy, self._at = self._now(), time.perf_counter()

    def busy(self) -> float:
        """An average; of `cores` at most."""
        return (self._now() - self._busy) / (time.perf_counter() - self._at)

    def _now(self) -> float:
        times = psutil.cpu_times()
        return float(sum(getattr(times, kind, 0.0) for kind in BUSY))
