"""The message that goes over the wire: headers, text and HTML."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from services.notify.domain.kinds import optional
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.domain.recipient import ToAccount
from services.notify.domain.template import HELPDESK_COPIES
from services.notify.mailer.rendering import Rendered
from services.notify.mailer.subjects import NARROW, WIDE


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who mails come from and where answers go; both as people write addresses, `Name <local@domain>`.

    `preferences` is the page where mails that are not needed are switched off.
    """

    sender: str
    answers_to: tuple[str, ...]
    preferences: str = ""

    @property
    def envelope_sender(self) -> str:
        """The bare address, to which the mail server reports failures."""
        return parseaddr(self.sender)[1]

    def message_id(self, message: Message) -> str:
        """Message-ID without angle brackets: the same at every attempt, so that a repetition counts as one."""
        return f"{message.id}@{self.envelope_sender.rpartition('@')[2]}"


def write(head: Letterhead, message: Message, addressee: Addressee, rendered: Rendered, now: datetime) -> EmailMessage:
    """A message that no mail program answers by itself (RFC 3834). Raises ValueError for an address that is none.

    There is no `Precedence`: mails to one person are not bulk. `List-Unsubscribe` (RFC 2369) stands only where the
    reader may switch the mail off.
    """
    letter = EmailMessage(policy=NARROW if addressee.address.isascii() else WIDE)
    letter["Message-ID"] = f"<{head.message_id(message)}>"
    letter["Date"] = format_datetime(now)
    letter["From"] = _address(head.sender)
    letter["To"] = _named(addressee.name, addressee.address)
    if head.answers_to and message.template not in HELPDESK_COPIES:
        letter["Reply-To"] = [_address(one) for one in head.answers_to]
    letter["Subject"] = rendered.subject
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    if head.preferences and isinstance(message.recipient, ToAccount) and optional(message.template):
        letter["List-Unsubscribe"] = f"<{head.preferences}>"
    letter.set_content(rendered.text, cte="quoted-printable")
    letter.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    letter["Content-Language"] = rendered.language
    return letter


def _address(written: str) -> Address:
    return _named(*parseaddr(written))


def _named(name: str, address: str) -> Address:
    """In parts, because `addr_spec` takes ASCII only. Raises ValueError for line breaks."""
    local, _, domain = address.rpartition("@")
    return Address(name, username=local, domain=domain)
