"""Faults of processes. Each returns when what it did is undone: the process may run again."""

import asyncio
from random import Random

from tests.chaos.nemesis.plan import SERVICES, Fault
from tests.chaos.system import System

READY_SECONDS = 90.0
DEATHS = 3
ROLLED = 2
"""Services a rolling restart takes, one after the other."""


async def kill(system: System, name: str) -> None:
    """SIGKILL; its supervisor starts it again."""
    system.stack.process(name).kill()


async def kill_again_and_again(system: System, fault: Fault) -> None:
    """SIGKILL as often as there are deaths, at random moments of its start, of its catching up, or of its work."""
    drawn = Random(fault.number)
    for _ in range(DEATHS):
        await kill(system, system.one_of(fault.whom, fault.number))
        await asyncio.sleep(drawn.uniform(0.2, fault.seconds))


async def kill_everything(system: System) -> None:
    """SIGKILL to every process of the system at the same moment."""
    for name in system.stack.processes:
        await kill(system, name)


async def pause(system: System, name: str, seconds: float) -> None:
    """SIGSTOP, and SIGCONT later."""
    process = system.stack.process(name)
    process.pause()
    try:
        await asyncio.sleep(seconds)
    finally:
        process.resume()


async def kill_while_hanging(system: System, fault: Fault, beneath: str) -> None:
    """SIGKILL to a service that is waiting for what it stands on: in the middle of a commit, a send or a mark."""
    hanging = asyncio.create_task(pause(system, beneath, fault.seconds))
    await asyncio.sleep(Random(fault.number).uniform(0.3, fault.seconds))
    await kill(system, system.one_of(fault.whom, fault.number))
    await hanging


async def rolling_restart(system: System, fault: Fault) -> None:
    """SIGTERM to one service after the other, each ready again before the next."""
    first = SERVICES.index(fault.whom)
    for service in (SERVICES[(first + step) % len(SERVICES)] for step in range(ROLLED)):
        for name in system.parts(service):
            await system.stack.stop_process(name)
            await system.stack.start_process(name, READY_SECONDS)


async def replica_comes_and_goes(system: System, fault: Fault) -> None:
    """A second process joins its group, works for a while, and leaves: by SIGTERM, or killed, as it happens."""
    name = f"{system.parts(fault.whom)[-1]}-2"
    await system.stack.start_process(name, READY_SECONDS)
    await asyncio.sleep(fault.seconds)
    await system.stack.process(name).hold(kill=Random(fault.number).random() < 0.5)


async def replica_takes_over(system: System, fault: Fault) -> None:
    """The first of two processes is frozen until its partitions and leases are the second one's; then both go on."""
    first = system.parts(fault.whom)[-1]
    name = f"{first}-2"
    await system.stack.start_process(name, READY_SECONDS)
    await pause(system, first, fault.seconds)
    await system.stack.process(first).wait_ready(READY_SECONDS)
    await system.stack.stop_process(name)
