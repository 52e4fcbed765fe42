"""What to do next with a mail that was claimed for sending."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.notify.domain.contact import Contact
from services.notify.domain.delivery import Abandon, Mute
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty, delegates, holders
from services.notify.domain.kinds import KINDS, optional
from services.notify.domain.message import Message
from services.notify.domain.recipient import DutyName, ToAccount, ToDuty, ToMailbox
from services.notify.domain.splitting import Split
from services.notify.domain.waiting import AwaitDesk, AwaitRecipient

RECIPIENT_ERASED = "recipient-erased"
LINK_EXPIRED = "link-expired"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a mail goes, as known now. Without a `language` that of the `country` counts; no `timezone`: Brussels."""

    address: str
    name: str = ""
    language: str = ""
    country: str | None = None
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of recipients at this moment: contacts by account id, rights, and the helpdesks' addresses.

    `desks`, by request id, say who decides. `key_of` gives the keyed hash of an address; `header_of` the Message-ID
    header of a mail.
    """

    contacts: Mapping[str, Contact]
    rights: Sequence[Duty]
    helpdesks: tuple[str, ...]
    key_of: Callable[[str], str]
    header_of: Callable[[Message], str]
    desks: Mapping[str, Desk] = field(default_factory=dict)


Plan = Addressee | AwaitRecipient | AwaitDesk | Split | Abandon | Mute


def plan(message: Message, known: Known, now: datetime) -> Plan:
    """Send it to an addressee, divide it, wait for its recipient, leave it unsent, or give it up."""
    assert message.claim is not None
    match message.recipient:
        case ToMailbox(address=address, country=country):
            return Addressee(address, country=country)
        case ToDuty(request_id=str(request_id)):
            desk = known.desks.get(request_id)
            if desk is None or not desk.known:
                return AwaitDesk(message.id, message.claim, request_id)
            also = {"validator": desk.validator, "due_at": desk.due_at}
            return Split(message.id, message.claim, _recipients(desk.validators, known), also)
        case ToDuty() as duty:
            return Split(message.id, message.claim, _recipients(duty, known))
        case ToAccount(account_id=account_id):
            contact = known.contacts.get(account_id)
            if contact is None or not contact.known:
                return AwaitRecipient(message.id, message.claim, account_id)
            if contact.erased:
                return _give_up(message, known, RECIPIENT_ERASED)
            if _expired(message, now):
                return _give_up(message, known, LINK_EXPIRED)
            if optional(message.template) and KINDS[message.template] in contact.muted:
                return Mute(message.id, message.claim)
            return Addressee(contact.email, contact.full_name, contact.language, timezone=contact.timezone)


def _recipients(duty: ToDuty, known: Known) -> tuple[ToAccount | ToMailbox, ...]:
    if duty.duty is DutyName.HELPDESKS:
        return tuple(ToMailbox(address=address, key=known.key_of(address)) for address in known.helpdesks)
    away = {contact.id for contact in known.contacts.values() if contact.away}
    people = [account for account in holders(duty, known.rights) if account not in away]
    sharing = [account for account in delegates(duty, known.rights) if account not in away]
    boxes = () if people else duty.mailboxes
    return (
        *(ToAccount(account_id=account) for account in dict.fromkeys([*people, *sharing])),
        *(ToMailbox(address=box, key=known.key_of(box), country=duty.country) for box in boxes),
    )


def _expired(message: Message, now: datetime) -> bool:
    """Whether the link in the mail is dead already (rule A8: at that very moment it is)."""
    expires_at = message.params.get("expires_at")
    return isinstance(expires_at, datetime) and expires_at <= now


def _give_up(message: Message, known: Known, reason: str) -> Abandon:
    assert message.claim is not None
    return Abandon(message.id, message.claim, known.header_of(message), reason, tried=False)
