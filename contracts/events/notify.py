"""Events of notify: what became of a mail. No address and no text leaves notify."""

from contracts.event import Event, Record
from contracts.topics import MESSAGES


class Message(Record):
    """A mail, by its template. `message_id` is the Message-ID header without angle brackets.

    `account_id` is null for functional mailboxes (helpdesks, duty mailboxes).
    """

    message_id: str
    template: str
    event_id: str
    request_id: str | None
    account_id: str | None
    attempts: int


class MessageEvent(Event, topic=MESSAGES, subject="id", key="recipient", abstract=True):
    """An event about a mail.

    `recipient` is the account id, a keyed hash of the address, or the name of a duty that nobody could be found for.
    """

    id: str
    recipient: str
    message: Message


class MessageSent(MessageEvent):
    """The mail server took the mail. gateway hints at it to whom it concerns."""


class MessageAbandoned(MessageEvent):
    """The mail will never be sent: refused for good (5xx), or its recipient is gone (`recipient-erased`).

    gateway hints at it to whom it concerns.
    """

    reason: str
