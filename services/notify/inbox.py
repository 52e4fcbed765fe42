"""The in-app inbox: reading a person's notices, newest first."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field

from chassis.mongo import Store
from chassis.web.languages import negotiate
from contracts.events.identity import NotificationKind
from services.notify.domain.contact import Contact
from services.notify.domain.kinds import KINDS
from services.notify.domain.message import Message
from services.notify.domain.template import Template
from services.notify.mailer.languages import TEXTS
from services.notify.mailer.notices import Notices


class Notification(BaseModel):
    """A copy of one mail to the caller, whatever became of the mail."""

    id: str
    at: datetime
    template: Template
    kind: NotificationKind
    title: str
    text: str = Field(description="Plain text, a paragraph a line; never a link with a token.")
    request_id: str | None
    read: bool


Place = tuple[datetime, str]
"""Where a page ends: moment and id of its last notice."""


async def notices_of(
    store: Store,
    notices: Notices,
    account_id: str,
    *,
    unread: bool,
    accept_language: str | None,
    after: Place | None,
    limit: int,
) -> tuple[list[Notification], Place | None]:
    """One page, and its place when there is more. Without a wish of the caller, in the language of the account.

    `unread`: only what has not been read yet.
    """
    query: dict[str, Any] = {"recipient.account_id": account_id, **({"read_at": None} if unread else {})}
    if after is not None:
        moment, id = after
        query["queued_at"] = {"$lte": moment}
        query["$or"] = [{"queued_at": {"$lt": moment}}, {"_id": {"$lt": id}}]
    found, contact = await asyncio.gather(
        store.find(Message, query, sort=[("queued_at", -1), ("_id", -1)], limit=limit + 1),
        store.get(Contact, account_id),
    )
    own, timezone = ("", "") if contact is None else (contact.language, contact.timezone)
    language = negotiate(accept_language, own, TEXTS)
    page = found[:limit]
    more = (page[-1].queued_at, page[-1].id) if len(found) > limit else None
    return await asyncio.to_thread(_all, page, notices, language, timezone), more


def place_of(position: list[Any] | None) -> Place | None:
    """The place that a cursor names. Raises ValueError for one of another list."""
    if position is None:
        return None
    milliseconds, id = position
    if not isinstance(milliseconds, int) or not isinstance(id, str):
        raise ValueError("not a place in the inbox")
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC), id
    except (OverflowError, OSError) as error:
        raise ValueError("not a moment") from error


def position_of(place: Place) -> list[Any]:
    """The inverse."""
    moment, id = place
    return [round(moment.timestamp() * 1000), id]


def _all(page: list[Message], notices: Notices, language: str, timezone: str) -> list[Notification]:
    """In a thread: texts and time zones are read from files when they are first needed."""
    return [_notification(message, notices, language, timezone) for message in page]


def _notification(message: Message, notices: Notices, language: str, timezone: str) -> Notification:
    notice = notices.write(message, language, timezone)
    return Notification(
        id=message.id,
        at=message.queued_at,
        template=message.template,
        kind=KINDS[message.template],
        title=notice.title,
        text=notice.text,
        request_id=message.request_id,
        read=message.read_at is not None,
    )
