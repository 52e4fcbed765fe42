"""Accounts as tests need them."""

from datetime import datetime, timedelta
from typing import Any

from chassis.testing import NOON
from contracts.events.identity import AccountStatus
from contracts.links import LinkPurpose
from services.identity.domain.account import Account
from services.identity.domain.addresses import AddressRules, read_address
from services.identity.domain.link import LINK_LIFE, MailedLink
from services.identity.domain.registration import Form, Person

RULES = AddressRules(
    institution_domains=frozenset({"europa.eu", "eib.org"}), functional_mailboxes=frozenset({"info", "contact"})
)


def elodie(email: str = "Elodie.Martin@importer.example") -> Person:
    """Who signs up in the guide."""
    address = read_address(email)
    assert address is not None
    return Person("Élodie", "Martin", address, "fr")


def form(**fields: Any) -> Form:
    """Her form, with these fields changed; the confirmation follows the address."""
    email = fields.pop("email", "elodie.martin@importer.example")
    whole: dict[str, Any] = {
        "first_name": "Élodie",
        "last_name": "Martin",
        "email": email,
        "email_confirmation": email,
        "language": "fr",
        "privacy_accepted": True,
    }
    return Form(**{**whole, **fields})


def link(issued: datetime = NOON, link_id: str = "link-1") -> MailedLink:
    """A confirmation link."""
    return MailedLink.made(link_id, "key-1", LinkPurpose.CONFIRM, issued)


def account(status: AccountStatus = AccountStatus.ACTIVE, **fields: Any) -> Account:
    """An account in this state, with what belongs to the state."""
    person = elodie()
    whole: dict[str, Any] = {
        "id": "elodie",
        "status": status,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.address.written,
        "address_key": person.address.key,
        "language": person.language,
        "timezone": "Europe/Brussels",
        "created_at": NOON - timedelta(days=1),
        "revision": 1,
        "sequence": 1,
    }
    if status is AccountStatus.PENDING:
        whole["link"] = link()
    elif status is AccountStatus.EXPIRED:
        whole["link"] = link(NOON - LINK_LIFE)
    else:
        whole["password_hash"] = "hash-1"
    if status is AccountStatus.LOCKED:
        whole["locked_until"] = NOON + timedelta(minutes=1)
    return Account(**{**whole, **fields})
