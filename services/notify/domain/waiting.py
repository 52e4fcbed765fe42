"""Waiting for a recipient, or for who decides a request, that is not known yet, and being woken."""

from dataclasses import dataclass
from typing import Any

from chassis.decider import UNCHANGED, Change, Context
from services.notify.domain.contact import Contact
from services.notify.domain.delivery import held
from services.notify.domain.desk import Desk
from services.notify.domain.message import Message
from services.notify.domain.status import Status


@dataclass(frozen=True, slots=True)
class AwaitRecipient:
    """Nothing is known of this account yet: keep the mail until something is."""

    message_id: str
    claim: str
    account_id: str

    @property
    def awaited_id(self) -> str:
        """What the mail waits for."""
        return self.account_id


@dataclass(frozen=True, slots=True)
class AwaitDesk:
    """Nobody has said yet who decides this request: keep the mail until somebody has."""

    message_id: str
    claim: str
    request_id: str

    @property
    def awaited_id(self) -> str:
        """What the mail waits for."""
        return self.request_id


@dataclass(frozen=True, slots=True)
class Wake:
    """This account or request is known by now: go on with the mails that wait for it."""

    awaited_id: str


def wait(
    message: Message | None, command: AwaitRecipient | AwaitDesk, ctx: Context, awaited: Contact | Desk
) -> Change[Message]:
    """Wait, unless it has become known meanwhile. `awaited` is the row that was just written for it."""
    if message is None or not held(message, command.claim):
        return UNCHANGED
    if awaited.known:
        return Change(message.freed(Status.QUEUED, due_at=ctx.now))
    return Change(message.freed(Status.QUEUED, due_at=None, waiting_for=command.awaited_id))


def wake(message: Message, _: Any, ctx: Context) -> Change[Message]:
    """What was waited for is known (or known to be gone): due at once."""
    return Change(message.changed(due_at=ctx.now, waiting_for=None))
