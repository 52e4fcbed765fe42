"""Readers: who may see a request (domain section 5, "read request status and trail")."""

from collections.abc import Iterable

from contracts.reference import organisation_id

HELPDESK_CODE = "EU-HELPDESK"
HELPDESK_ID = organisation_id(HELPDESK_CODE)
"""The organisation whose users read every request and decide none (rule F3)."""


def account_reader(account_id: str) -> str:
    """The person himself."""
    return f"account:{account_id}"


def organisation_reader(organisation_id: str) -> str:
    """Everybody with a VALID authorisation on this organisation."""
    return f"organisation:{organisation_id}"


def administrators_reader(organisation_id: str) -> str:
    """Everybody with a VALID authorisation on this organisation who administers it."""
    return f"administrators:{organisation_id}"


def readers_of(account_id: str, organisation_id: str, deciders: Iterable[str]) -> tuple[str, ...]:
    """The applicant, who administers the organisation, the helpdesk, and the organisations (by id) that may decide."""
    organisations = {organisation_reader(id) for id in (HELPDESK_ID, *deciders)}
    return (account_reader(account_id), administrators_reader(organisation_id), *sorted(organisations))
