"""Several supervised processes as one: started together, ended together."""

import asyncio
from collections.abc import Iterable

from deploy.local.supervised import Supervised


async def start_all(processes: Iterable[Supervised], within: float) -> None:
    """Start all and wait until each is ready; raises the first StackTrouble."""
    everyone = list(processes)
    for process in everyone:
        process.start()
    async with asyncio.TaskGroup() as tasks:
        for process in everyone:
            tasks.create_task(process.wait_ready(within))


async def stop_all(processes: Iterable[Supervised]) -> None:
    """Stop all at the same time."""
    await asyncio.gather(*(process.stop() for process in processes))
