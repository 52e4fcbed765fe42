"""The in-app inbox: a copy of every mail to a person, read or not."""

from dataclasses import dataclass

from chassis.decider import UNCHANGED, Change, Context
from chassis.errors import NotFound
from services.notify.domain.message import Message


@dataclass(frozen=True, slots=True)
class MarkRead:
    """The recipient has read the notice."""

    message_id: str


def mark_read(message: Message | None, _: MarkRead, ctx: Context) -> Change[Message]:
    """Read once is read. Raises NotFound for what was not written to the caller: nobody reads others' notices."""
    if message is None or not message.is_to(ctx.actor):
        raise NotFound("There is no such notification.")
    if message.read_at is not None:
        return UNCHANGED
    return Change(message.changed(read_at=ctx.now))
