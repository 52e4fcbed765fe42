"""Processes told to stay stopped, from another terminal: a file `held/<process>` means stopped, its removal running.

Its content says how: `kill` for SIGKILL, anything else for a clean stop.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from deploy.local.supervised import Supervised

INTERVAL = 0.1


class Holds:
    """Follows the folder and does what it says."""

    def __init__(self, folder: Path, processes: Mapping[str, Supervised]) -> None:
        self._folder = folder
        self._processes = processes
        self._held: set[str] = set()

    async def follow(self) -> None:
        """Run until cancelled."""
        while True:
            wanted = {path.name for path in self._folder.glob("*")} if self._folder.exists() else set()
            for name in wanted - self._held:
                await self._hold(name)
            for name in self._held - wanted:
                self._release(name)
            await asyncio.sleep(INTERVAL)

    async def _hold(self, name: str) -> None:
        self._held.add(name)
        if name in self._processes:
            path = self._folder / name
            kill = path.exists() and path.read_text().strip() == "kill"
            await self._processes[name].hold(kill=kill)

    def _release(self, name: str) -> None:
        self._held.discard(name)
        if name in self._processes:
            self._processes[name].release()
