"""Readers: who may see a request (domain section 5, "read request status and trail")."""

from collections.abc import Iterable

from contracts.reference import HELPDESK_ID


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
