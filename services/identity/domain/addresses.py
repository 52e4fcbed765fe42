"""Mail addresses: their syntax (rule A4), whose are refused (rule A6), which deserve a warning (rule A5). No DNS."""

import unicodedata
from collections.abc import Set
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from chassis.errors import FieldError


@dataclass(frozen=True, slots=True)
class AddressRules:
    """Reference data: domains of the institutions (with everything below them), local parts that no person has."""

    institution_domains: Set[str]
    functional_mailboxes: Set[str]


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """A mail address of good syntax. `written` is how to reach it, `key` what makes it the same as another one."""

    written: str
    key: str
    local: str
    domain: str


def read_address(written: str) -> Address | None:
    """An address from what a person typed; None when it is none.

    Syntax only: nobody is asked whether the domain exists, and domains kept for tests (.test) pass.
    """
    try:
        found = validate_email(written.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    if found.ascii_domain is None or "." not in found.ascii_domain:
        return None
    return Address(
        written=found.normalized,
        key=unicodedata.normalize("NFC", found.normalized.casefold()),
        local=found.local_part,
        domain=found.ascii_domain.lower(),
    )


def address_problem(address: Address | None, rules: AddressRules, pointer: str) -> FieldError | None:
    """What is wrong with an address, None for a good one."""
    if address is None:
        return FieldError(pointer, "email-syntax", "This is not a mail address.")
    labels = address.domain.split(".")
    if any(".".join(labels[start:]) in rules.institution_domains for start in range(len(labels))):
        detail = "You cannot create an account with an address that belongs to an institution of the Union."
        return FieldError(pointer, "email-institution", detail)
    return None


def address_warning(address: Address, rules: AddressRules, pointer: str) -> FieldError | None:
    """A functional mailbox: an account is one person's, so it should be that person's address (rules A1, A5)."""
    if address.local.partition("+")[0].casefold() not in rules.functional_mailboxes:
        return None
    detail = "This looks like a mailbox that several people read; an account belongs to one person."
    return FieldError(pointer, "functional-mailbox", detail)
