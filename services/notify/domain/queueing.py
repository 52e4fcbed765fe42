"""From an event to the rows of its mails."""

from chassis.decider import Change, Context
from contracts.event import Event
from services.notify.domain.mails import MAILS, Mail
from services.notify.domain.message import Message, message_id


def queue(_: None, event: Event, ctx: Context) -> Change[Message]:
    """All mails of the table for this event, due at once. Whether a recipient is known is seen when they are sent."""
    return Change(None, created=[_message(mail, event, ctx) for mail in MAILS[type(event)] if mail.when(event)])


def _message(mail: Mail, event: Event, ctx: Context) -> Message:
    if ctx.event is None:
        raise TypeError("mails follow events only")
    recipient = mail.to(event)
    reference = getattr(event, "request_id", None)
    return Message(
        id=message_id(ctx.event.id, mail.template, recipient.name),
        template=mail.template,
        recipient=recipient,
        params=mail.says(event),
        event_id=ctx.event.id,
        request_id=None if reference is None else str(reference),
        correlation_id=ctx.event.correlation_id,
        traceparent=ctx.event.traceparent,
        queued_at=ctx.now,
        due_at=ctx.now,
    )
