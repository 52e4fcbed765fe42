"""What becomes of a mail that somebody tried to send."""

from dataclasses import dataclass

from chassis.decider import UNCHANGED, Change, Context
from contracts.events import notify
from services.notify.domain.backoff import PATIENCE, Trouble, pause
from services.notify.domain.message import Message
from services.notify.domain.recipient import ToAccount, ToMailbox
from services.notify.domain.status import Status, allowed

POSTPONED_TOO_LONG = "postponed-too-long"


@dataclass(frozen=True, slots=True)
class MarkSent:
    """The server took the mail. `header` is the Message-ID without angle brackets."""

    message_id: str
    claim: str
    header: str


@dataclass(frozen=True, slots=True)
class Defer:
    """It did not work this time. `problem` is a code, never a text of the server; `jitter` is drawn between 0 and 1."""

    message_id: str
    claim: str
    header: str
    trouble: Trouble
    problem: str
    jitter: float


@dataclass(frozen=True, slots=True)
class Abandon:
    """It will never work. `tried`: the server was asked."""

    message_id: str
    claim: str
    header: str
    reason: str
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Mute:
    """The person has switched mails of this kind off."""

    message_id: str
    claim: str


def mark_sent(message: Message | None, command: MarkSent, ctx: Context) -> Change[Message]:
    """Sent is sent, whoever holds the claim by now."""
    if message is None or not allowed(message.status, Status.SENT):
        return UNCHANGED
    after = message.freed(Status.SENT, attempts=message.attempts + 1, due_at=None, problem=None, settled_at=ctx.now)
    event = notify.MessageSent(id=after.id, recipient=_key(after), message=_record(after, command.header))
    return Change(after, [event])


def defer(message: Message | None, command: Defer, ctx: Context) -> Change[Message]:
    """Try again later. A server that says "not now" for three days is taken to mean it."""
    if message is None or not held(message, command.claim):
        return UNCHANGED
    attempts, since = message.attempts + 1, message.postponed_since
    if command.trouble is Trouble.POSTPONED:
        since = since or ctx.now
        if ctx.now - since >= PATIENCE:
            return _abandoned(message, command.header, POSTPONED_TOO_LONG, attempts, ctx)
    due_at = ctx.now + pause(command.trouble, attempts, command.jitter)
    return Change(
        message.freed(Status.DEFERRED, attempts=attempts, due_at=due_at, postponed_since=since, problem=command.problem)
    )


def abandon(message: Message | None, command: Abandon, ctx: Context) -> Change[Message]:
    """Refused for good (5xx), the recipient is gone, or the mail makes no sense any more."""
    if message is None or not held(message, command.claim):
        return UNCHANGED
    return _abandoned(message, command.header, command.reason, message.attempts + command.tried, ctx)


def mute(message: Message | None, command: Mute, ctx: Context) -> Change[Message]:
    """Not mailed, and nobody is told: that is what was wanted. The in-app notice stays."""
    if message is None or not held(message, command.claim):
        return UNCHANGED
    return Change(message.freed(Status.MUTED, due_at=None, settled_at=ctx.now))


def held(message: Message, claim: str) -> bool:
    """Whether this claim still stands: bad news of somebody who was overtaken does not count."""
    return message.status is Status.SENDING and message.claim == claim


def _abandoned(message: Message, header: str, reason: str, attempts: int, ctx: Context) -> Change[Message]:
    after = message.freed(Status.ABANDONED, attempts=attempts, due_at=None, reason=reason, settled_at=ctx.now)
    record = _record(after, header)
    return Change(after, [notify.MessageAbandoned(id=after.id, recipient=_key(after), message=record, reason=reason)])


def _record(message: Message, header: str) -> notify.Message:
    account = message.recipient.account_id if isinstance(message.recipient, ToAccount) else None
    return notify.Message(
        message_id=header,
        template=message.template.value,
        event_id=message.event_id,
        request_id=message.request_id,
        account_id=account,
        attempts=message.attempts,
    )


def _key(message: Message) -> str:
    match message.recipient:
        case ToAccount(account_id=account_id):
            return account_id
        case ToMailbox(key=key):
            return key
        case _:
            return message.recipient.name
