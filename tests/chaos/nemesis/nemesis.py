"""Doing what the plan says."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from random import Random

from deploy.local.mailbox.behaviour import Mode
from tests.chaos.nemesis import records
from tests.chaos.nemesis.deadlines import kill_at_a_deadline
from tests.chaos.nemesis.plan import Fault, FaultKind
from tests.chaos.nemesis.processes import (
    kill,
    kill_again_and_again,
    kill_everything,
    kill_while_hanging,
    pause,
    replica_comes_and_goes,
    replica_takes_over,
    rolling_restart,
)
from tests.chaos.system import System
from tests.e2e.records import Record

SMTP: Mapping[FaultKind, Mode] = {
    FaultKind.SMTP_451: Mode.DEFER,
    FaultKind.SMTP_550: Mode.REFUSE,
    FaultKind.SMTP_DROP: Mode.DROP,
    FaultKind.SMTP_LOSE: Mode.LOSE,
    FaultKind.SMTP_STALL: Mode.STALL,
}
AT_MOST = {FaultKind.SMTP_550: 2, FaultKind.SMTP_STALL: 2, FaultKind.SMTP_DROP: 3, FaultKind.SMTP_LOSE: 3}
"""Mails that are treated badly; all of them meanwhile, if it is not here."""

TOPICS: Mapping[FaultKind, records.Injection] = {
    FaultKind.POISON_UNDECODABLE: records.undecodable,
    FaultKind.POISON_SCHEMA: records.breaks_its_schema,
    FaultKind.POISON_BARE: records.bare,
    FaultKind.UNKNOWN_TYPE: records.unknown_type,
    FaultKind.DUPLICATES: records.duplicates,
    FaultKind.REORDERED: records.reordered,
}
PROCESSES: Mapping[FaultKind, Callable[[System, Fault], Awaitable[None]]] = {
    FaultKind.KILL_SERVICE: lambda system, fault: kill(system, system.one_of(fault.whom, fault.number)),
    FaultKind.KILL_SERVICE_AGAIN: kill_again_and_again,
    FaultKind.KILL_WHILE_KAFKA_HANGS: lambda system, fault: kill_while_hanging(system, fault, "kafka"),
    FaultKind.KILL_WHILE_STORE_HANGS: lambda system, fault: kill_while_hanging(system, fault, "mongo"),
    FaultKind.KILL_AT_DEADLINE: kill_at_a_deadline,
    FaultKind.POWER_FAILURE: lambda system, _: kill_everything(system),
    FaultKind.PAUSE_SERVICE: lambda system, fault: pause(
        system, system.one_of(fault.whom, fault.number), fault.seconds
    ),
    FaultKind.ROLLING_RESTART: rolling_restart,
    FaultKind.REPLICA_COMES_AND_GOES: replica_comes_and_goes,
    FaultKind.REPLICA_TAKES_OVER: replica_takes_over,
    FaultKind.KILL_KAFKA: lambda system, _: kill(system, "kafka"),
    FaultKind.PAUSE_KAFKA: lambda system, fault: pause(system, "kafka", fault.seconds),
    FaultKind.KILL_STORE: lambda system, _: kill(system, "mongo"),
    FaultKind.PAUSE_STORE: lambda system, fault: pause(system, "mongo", fault.seconds),
    FaultKind.KILL_MAILBOX: lambda system, _: kill(system, "mailbox"),
    FaultKind.PAUSE_MAILBOX: lambda system, fault: pause(system, "mailbox", fault.seconds),
}


async def befall(system: System, faults: Sequence[Fault], seen: Sequence[Record]) -> None:
    """Let all faults happen at their times; return when the last one was undone. Raises what one of them raises."""
    await asyncio.gather(*(_befall(system, fault, seen) for fault in faults))


async def _befall(system: System, fault: Fault, seen: Sequence[Record]) -> None:
    await asyncio.sleep(fault.at)
    if fault.kind in SMTP:
        await _misbehave(system, fault)
    elif fault.kind is FaultKind.LOST_ANSWERS:
        await _lose_answers(system, fault)
    elif fault.kind in TOPICS:
        bootstrap = system.stack.description()["kafka"]
        await TOPICS[fault.kind](bootstrap, seen, Random(fault.number), str(fault.number))
    else:
        await PROCESSES[fault.kind](system, fault)


async def _lose_answers(system: System, fault: Fault) -> None:
    system.way.losing = True
    await asyncio.sleep(fault.seconds)
    system.way.losing = False


async def _misbehave(system: System, fault: Fault) -> None:
    """The mail server treats some mails, or all for a while, as the mode says. Of two at once the later one counts."""
    system.door.behave(SMTP[fault.kind], count=AT_MOST.get(fault.kind), seconds=fault.seconds)
    asked = system.door.conduct.behaviour
    await asyncio.sleep(fault.seconds)
    if system.door.conduct.behaviour is asked:
        system.door.behave(Mode.ACCEPT)
