"""How fast a backlog is worked off."""

from dataclasses import asdict
from typing import Any

from tests.bench.arena import arena
from tests.bench.contenders import Contender
from tests.bench.load import deposits, records
from tests.bench.watch import rounded
from tests.support.backing import Backing


async def backlog(backing: Backing, contender: Contender, events: int, workers: int = 1) -> dict[str, Any]:
    """One run.

    The clock starts when the workers, held while the backlog was made, may run, and stops when the broker has the last
    answer: starting, joining the group and making the load are in no figure.
    """
    async with arena(backing, contender, workers) as here:
        asked = deposits(events)
        waiting = records(asked)
        here.workers.hold()
        for record in waiting:
            here.sender.send(record)
        here.sender.flush()
        watch = here.watch()
        here.workers.go()
        await here.answered(asked)
        cost = watch.stop()
        memory = here.workers.memory()
        effects = await here.effects()
    return {
        "contender": contender.name,
        "workers": workers,
        "events": events,
        "seconds": round(cost.seconds, 3),
        "per_second": round(events / cost.seconds, 1),
        **rounded(cost, events),
        "memory_mb": round(memory, 1),
        **asdict(effects),
    }
