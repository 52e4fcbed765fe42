"""Dividing a duty's mail among those who hold the duty, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chassis.decider import UNCHANGED, Change, Context
from services.notify.domain.delivery import held
from services.notify.domain.message import Message, Params, message_id
from services.notify.domain.recipient import ToAccount, ToDuty, ToMailbox
from services.notify.domain.status import Status


@dataclass(frozen=True, slots=True)
class Split:
    """The recipients as they are at this moment. `also`: what the event did not say and is known by now."""

    message_id: str
    claim: str
    recipients: tuple[ToAccount | ToMailbox, ...]
    also: Params = field(default_factory=dict)


def split(message: Message | None, command: Split, ctx: Context, siblings: Sequence[Message]) -> Change[Message]:
    """One mail for each recipient that has none of this event and template yet; they are due at once."""
    if message is None or not held(message, command.claim):
        return UNCHANGED
    there = {sibling.id for sibling in siblings}
    parts = {part.id: part for part in (_part(message, recipient, command, ctx) for recipient in command.recipients)}
    return Change(
        message.freed(Status.SPLIT, due_at=None, settled_at=ctx.now),
        created=[part for id, part in parts.items() if id not in there],
    )


def _part(message: Message, recipient: ToAccount | ToMailbox, command: Split, ctx: Context) -> Message:
    return Message(
        id=message_id(message.event_id, message.template, recipient.name),
        template=message.template,
        recipient=recipient,
        params={**message.params, **command.also},
        event_id=message.event_id,
        request_id=message.request_id,
        correlation_id=message.correlation_id,
        traceparent=message.traceparent,
        queued_at=message.queued_at,
        due_at=ctx.now,
        duty=message.recipient.duty if isinstance(message.recipient, ToDuty) else None,
    )
