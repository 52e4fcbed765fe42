"""Events and mails to check with."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from demo.mailbox import Mail
from demo.topics import Event

_numbers = count(1)


def event(name: str, *, id: str | None = None, dead_letter: str | None = None, **data: Any) -> Event:
    number = next(_numbers)
    return Event(
        id=id or f"e{number}",
        name=name,
        service="registry",
        subject=f"s{number}",
        sequence=1,
        time=datetime(2026, 3, 4, 9, tzinfo=UTC),
        actor="system:test",
        correlation_id="c",
        data=data,
        topic="t",
        dead_letter=dead_letter,
    )


def sent(message_id: str, template: str, *, request: str | None = None, account: str | None = None) -> Event:
    message = {"message_id": message_id, "template": template, "request_id": request, "account_id": account}
    return event("MessageSent", message=message)


def mail(
    message_id: str, to: str, *, text: str = "Bonjour Élodie", subject: str = "Accès", language: str = "fr"
) -> Mail:
    return Mail(f"m{next(_numbers)}", message_id, to, subject, text, language)
