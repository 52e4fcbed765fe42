"""Waiting for a recipient that is not known yet, and being woken."""

from dataclasses import dataclass
from typing import Any

from chassis.decider import UNCHANGED, Change, Context
from services.notify.domain.contact import Contact
from services.notify.domain.delivery import held
from services.notify.domain.message import Message
from services.notify.domain.status import Status


@dataclass(frozen=True, slots=True)
class AwaitRecipient:
    """Nothing is known of this account yet: keep the mail until something is."""

    message_id: str
    claim: str
    account_id: str


@dataclass(frozen=True, slots=True)
class Wake:
    """This account is known by now: go on with the mails that wait for it."""

    account_id: str


def wait(message: Message | None, command: AwaitRecipient, ctx: Context, contact: Contact) -> Change[Message]:
    """Wait, unless the recipient has become known meanwhile. `contact` is the row that `expect` just wrote."""
    if message is None or not held(message, command.claim):
        return UNCHANGED
    if contact.known:
        return Change(message.freed(Status.QUEUED, due_at=ctx.now))
    return Change(message.freed(Status.QUEUED, due_at=None, waiting_for=command.account_id))


def wake(message: Message, _: Any, ctx: Context) -> Change[Message]:
    """The recipient is known (or known to be gone): due at once."""
    return Change(message.changed(due_at=ctx.now, waiting_for=None))
