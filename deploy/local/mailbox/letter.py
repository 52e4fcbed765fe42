"""A stored message, read into the shapes of Mailpit's API."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

SNIPPET_LENGTH = 250


@dataclass(frozen=True)
class Letter:
    """What SMTP delivered: the envelope and the raw bytes."""

    id: str
    created: datetime
    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @cached_property
    def message(self) -> EmailMessage:
        """The parsed message."""
        parsed = BytesParser(policy=policy.default).parsebytes(self.raw)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def message_id(self) -> str:
        """Message-ID without its angle brackets, as Mailpit gives it."""
        return str(self.message.get("Message-ID", "")).strip().strip("<>")

    @property
    def subject(self) -> str:
        """Decoded subject."""
        return str(self.message.get("Subject", ""))

    @property
    def text(self) -> str:
        """The plain text body, empty when there is none."""
        return _content(self.message.get_body(("plain",)))

    @property
    def html(self) -> str:
        """The HTML body, empty when there is none."""
        return _content(self.message.get_body(("html",)))

    def headers(self) -> dict[str, list[str]]:
        """All headers, each with its values in order."""
        found: dict[str, list[str]] = {}
        for name, value in self.message.items():
            found.setdefault(name, []).append(str(value))
        return found

    def summary(self, *, read: bool) -> dict[str, Any]:
        """The row of GET /api/v1/messages."""
        return {
            "ID": self.id,
            "MessageID": self.message_id,
            "Read": read,
            **self._people(),
            "Subject": self.subject,
            "Created": _rfc3339(self.created),
            "Username": "",
            "Tags": [],
            "Size": len(self.raw),
            "Attachments": len(self._attachments()),
            "Snippet": " ".join((self.text or _Words.of(self.html)).split())[:SNIPPET_LENGTH],
        }

    def full(self) -> dict[str, Any]:
        """The answer of GET /api/v1/message/{id}."""
        return {
            "ID": self.id,
            "MessageID": self.message_id,
            **self._people(),
            "ReturnPath": self.sender,
            "Subject": self.subject,
            "ListUnsubscribe": {"Header": str(self.message.get("List-Unsubscribe", "")), "Links": [], "Errors": ""},
            "Date": _rfc3339(self._date()),
            "Tags": [],
            "Username": "",
            "Text": self.text,
            "HTML": self.html,
            "Size": len(self.raw),
            "Inline": [],
            "Attachments": self._attachments(),
        }

    def _people(self) -> dict[str, Any]:
        senders = self._addresses("From") or [{"Name": "", "Address": self.sender}]
        named = {address["Address"].lower() for field in ("To", "Cc") for address in self._addresses(field)}
        return {
            "From": senders[0],
            "To": self._addresses("To"),
            "Cc": self._addresses("Cc"),
            "Bcc": [{"Name": "", "Address": one} for one in self.recipients if one.lower() not in named],
            "ReplyTo": self._addresses("Reply-To"),
        }

    def _addresses(self, field: str) -> list[dict[str, str]]:
        values = [str(value) for value in self.message.get_all(field, [])]
        return [{"Name": name, "Address": address} for name, address in getaddresses(values) if address]

    def _attachments(self) -> list[dict[str, Any]]:
        return [
            {"PartID": str(number), "FileName": part.get_filename() or "", "ContentType": part.get_content_type()}
            for number, part in enumerate(self.message.iter_attachments(), 1)
        ]

    def _date(self) -> datetime:
        try:
            return parsedate_to_datetime(str(self.message["Date"]))
        except ValueError:
            return self.created


class _Words(HTMLParser):
    """Collects the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @classmethod
    def of(cls, html: str) -> str:
        collector = cls()
        collector.feed(html)
        return " ".join(collector.words)


def _content(part: MIMEPart | None) -> str:
    return str(part.get_content()) if part is not None else ""


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
