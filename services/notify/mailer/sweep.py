"""Once a minute: find waiting mails whose recipient is known by now, and say how long the others have waited."""

import asyncio
from datetime import timedelta

import structlog

from chassis.ids import new_id
from chassis.mongo import is_infrastructure
from chassis.runtime import Runtime
from chassis.unit_of_work import Work
from services.notify.domain.contact import Contact
from services.notify.domain.desk import Desk
from services.notify.domain.message import Message
from services.notify.domain.waiting import Wake
from services.notify.mailer.metrics import WAITING, WAITING_AGE

INTERVAL_SECONDS = 60.0
ALARM_AFTER = timedelta(minutes=15)
ACTOR = "system:sweep"

log = structlog.get_logger(__name__)


async def sweep(runtime: Runtime) -> None:
    """Sweep until cancelled. Trouble with the store is waited out."""
    while True:
        try:
            await sweep_once(runtime)
        except Exception as error:
            if not is_infrastructure(error):
                raise
            log.warning("sweep.retry", error=repr(error))
        await asyncio.sleep(INTERVAL_SECONDS)


async def sweep_once(runtime: Runtime) -> int:
    """Wake what slipped through; for how many recipients. A mail that waits for 15 minutes is an alarm."""
    waiting = await runtime.store.find(Message, {"waiting_for": {"$gt": ""}})
    now = runtime.clock()
    WAITING.set(len(waiting))
    WAITING_AGE.set(max((now - message.queued_at).total_seconds() for message in waiting) if waiting else 0.0)
    for message in waiting:
        if now - message.queued_at >= ALARM_AFTER:
            log.error("mail.recipient_unknown", message_id=message.id, template=message.template.value)
    ids = sorted({message.waiting_for for message in waiting if message.waiting_for})
    known = [*await _known(runtime, Contact, ids), *await _known(runtime, Desk, ids)]
    if known:
        await runtime.unit_of_work.batch([_work(runtime, Wake(id)) for id in known])
    return len(known)


async def _known(runtime: Runtime, awaited: type[Contact] | type[Desk], ids: list[str]) -> list[str]:
    rows = await runtime.store.find(awaited, {"_id": {"$in": ids}, "seen": {"$gt": 0}}) if ids else []
    return [row.id for row in rows]


def _work(runtime: Runtime, command: Wake) -> Work:
    steps = runtime.service.commands[Wake]
    return Work(id=new_id(), message=command, steps=steps, actor=ACTOR, correlation_id=new_id())
