"""What has to be seen: events and mails, each exactly once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from demo.mailbox import Mail
from demo.topics import Event

SENT = "MessageSent"


@dataclass(frozen=True, slots=True)
class ExpectedEvent:
    """An event by its name and by what it says: values by their dotted paths."""

    name: str
    says: tuple[tuple[str, Any], ...]

    def fits(self, event: Event) -> bool:
        """Whether `event` is this one."""
        return event.name == self.name and all(event.at(path) == value for path, value in self.says)

    def __str__(self) -> str:
        return f"{self.name} with {', '.join(f'{path} {value}' for path, value in self.says)}"


@dataclass(frozen=True, slots=True)
class ExpectedMail:
    """A mail by recipient, template and the id of what it is `about`: a request, or else the recipient's account.

    `language` is its Content-Language; `holds` must stand in its subject or text, `hides` nowhere in it.
    """

    to: str
    template: str
    about: str
    language: str
    holds: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()

    def was_sent_by(self, event: Event) -> bool:
        """Whether `event` says that a mail of this template about this was sent."""
        return event.name == SENT and event.at("message.template") == self.template and about(event) == self.about

    def troubles(self, mail: Mail) -> list[str]:
        """What is wrong with the mail that came."""
        whole = " ".join(f"{mail.subject} {mail.text}".split())
        found = [f"is in {mail.language!r}, not {self.language!r}"] if mail.language != self.language else []
        found += [f"does not say {part!r}" for part in self.holds if " ".join(part.split()) not in whole]
        found += [f"tells {part!r}" for part in self.hides if part in whole]
        return [f"{self} {trouble}" for trouble in found]

    def __str__(self) -> str:
        return f"mail {self.template} to {self.to} about {self.about}"


@dataclass(slots=True)
class Expectations:
    """All that a play expects; grows while it is played. `ours` are the ids of what the play brought into being."""

    events: list[ExpectedEvent] = field(default_factory=list)
    mails: list[ExpectedMail] = field(default_factory=list)
    ours: set[str] = field(default_factory=set)

    def event(self, name: str, **says: Any) -> None:
        """Expect an event; `__` in a name stands for the dot of a path."""
        self.events.append(ExpectedEvent(name, tuple((path.replace("__", "."), value) for path, value in says.items())))

    def mail(self, expected: ExpectedMail) -> None:
        """Expect a mail, and the event that says it was sent."""
        self.mails.append(expected)

    def concerns(self, event: Event) -> bool:
        """Whether an event is about something of ours."""
        paths = (
            "account_id",
            "request_id",
            "organisation_id",
            "session_id",
            "message.request_id",
            "message.account_id",
        )
        return any(event.at(path) in self.ours for path in paths)


def about(event: Event) -> Any:
    """What a MessageSent is about: its request, else the account it went to."""
    return event.at("message.request_id") or event.at("message.account_id")


def carried(mail: ExpectedMail, events: Iterable[Event], mails: Collection[Mail]) -> dict[str, Mail]:
    """The mails that fulfil an expectation, by Message-ID: to this recipient, and said to be sent for this reason."""
    ids = {event.at("message.message_id") for event in events if mail.was_sent_by(event)}
    return {found.message_id: found for found in mails if found.to == mail.to and found.message_id in ids}
