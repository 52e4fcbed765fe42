"""Writing down what came of mails: many in one transaction, each effectively once."""

from collections.abc import Sequence

import structlog

from chassis.runtime import Runtime
from chassis.unit_of_work import Poisoned, Work
from services.notify.domain.delivery import Abandon, Defer, MarkSent, Mute
from services.notify.domain.message import Message
from services.notify.domain.splitting import Split
from services.notify.domain.waiting import AwaitDesk, AwaitRecipient
from services.notify.mailer.metrics import MAIL_AGE, MAILS

ACTOR = "system:mailer"

log = structlog.get_logger(__name__)

Command = MarkSent | Defer | Abandon | Mute | AwaitRecipient | AwaitDesk | Split


async def settle(runtime: Runtime, results: Sequence[tuple[Message, Command]]) -> list[tuple[Message, Command]]:
    """Commit, however long the store is away. Those that our own code fails on are given back, alone."""
    works = [work(runtime, message, command) for message, command in results]
    failed = set[str]()
    while works:
        try:
            await runtime.unit_of_work.batch(works)
            break
        except Poisoned as poison:
            log.error("mail.unsettled", work_id=poison.work.id, exc_info=poison.error)
            failed.add(poison.work.id)
            works = works[works.index(poison.work) + 1 :]
    for message, command in results:
        if work_id(message) not in failed:
            _tell(runtime, message, command)
    return [(message, command) for message, command in results if work_id(message) in failed]


def work(runtime: Runtime, message: Message, command: Command) -> Work:
    """The command as a unit of work; a claim settles a mail once. It belongs to what set the mail off."""
    return Work(
        id=work_id(message),
        message=command,
        steps=runtime.service.commands[type(command)],
        actor=ACTOR,
        correlation_id=message.correlation_id,
        traceparent=message.traceparent,
    )


def work_id(message: Message) -> str:
    """Of the settling of a mail under this claim."""
    return f"{message.id}:{message.claim}"


def _tell(runtime: Runtime, message: Message, command: Command) -> None:
    outcome = type(command).__name__
    MAILS.labels(message.template.value, outcome).inc()
    if isinstance(command, MarkSent):
        MAIL_AGE.labels(message.template.value).observe((runtime.clock() - message.queued_at).total_seconds())
    log.info(
        "mail",
        message_id=message.id,
        template=message.template.value,
        outcome=outcome,
        attempts=message.attempts + 1,
        problem=getattr(command, "problem", None) or getattr(command, "reason", None),
        event_id=message.event_id,
        correlation_id=message.correlation_id,
    )
