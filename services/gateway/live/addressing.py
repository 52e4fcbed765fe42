"""Whom an event concerns: who may see the request that it is about (registry's readers of a request)."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.event import Event
from contracts.events.notify import MessageEvent
from contracts.events.registry import (
    AuthorisationEvent,
    OperatorAmended,
    OperatorProposed,
    OrganisationEvent,
    OrganisationProposed,
)
from contracts.events.validation import CaseEvent, RequestReassigned
from contracts.reference import HELPDESK_ID

NOBODY: frozenset[str] = frozenset()


def person(account_id: str) -> str:
    """The person himself."""
    return f"account:{account_id}"


def users(organisation_id: str) -> str:
    """Everybody who may act for this organisation at present."""
    return f"organisation:{organisation_id}"


def administrators(organisation_id: str) -> str:
    """Those of them who administer it."""
    return f"administrators:{organisation_id}"


def rights_of(account_id: str) -> str:
    """The rights of a person."""
    return f"rights-of:{account_id}"


def rights_on(organisation_id: str) -> str:
    """All rights on an organisation: it may have been stopped, or may act again."""
    return f"rights-on:{organisation_id}"


@dataclass(frozen=True, slots=True)
class Address:
    """`keys` are told of an event that is about `request_id`; `stirs` are the rights that it may have changed."""

    request_id: str | None = None
    keys: frozenset[str] = NOBODY
    stirs: frozenset[str] = NOBODY


def address(event: Event) -> Address:
    """To whom an event is hinted. Events that belong to no request are hinted to nobody, neither are those of accounts.

    An event of an organisation or an authorisation does not say who decides; validation says the same of the case,
    in an event that does.
    """
    match event:
        case CaseEvent():
            return _hint(event.request_id, _of_case(event))
        case AuthorisationEvent():
            keys = (person(event.account_id), administrators(event.organisation_id))
            return _hint(event.request_id, keys, stirs=(rights_of(event.account_id),))
        case OrganisationEvent():
            request_id: str | None = getattr(event, "request_id", None)
            return _hint(request_id, _of_organisation(event), stirs=(rights_on(event.organisation_id),))
        case MessageEvent():
            to = event.message.account_id
            return _hint(event.message.request_id, () if to is None else (person(to),))
        case _:
            return Address()


def _of_case(event: CaseEvent) -> Iterable[str]:
    """The applicant, who may decide, and who administers the organisation.

    Whoever had the case until now is told, too, that it went to somebody else: it is on his list.
    """
    case = event.case
    yield person(case.account_id)
    yield administrators(case.organisation.id)
    yield users(case.validator.id)
    if case.superior is not None:
        yield users(case.superior.id)
    if isinstance(event, RequestReassigned):
        yield users(event.previous.id)


def _of_organisation(event: OrganisationEvent) -> Iterable[str]:
    """Its other users may not see the request that proposed it."""
    yield administrators(event.organisation_id)
    if isinstance(event, OperatorProposed | OrganisationProposed | OperatorAmended):
        yield person(event.account_id)


def _hint(request_id: str | None, keys: Iterable[str], *, stirs: Iterable[str] = ()) -> Address:
    if request_id is None:
        return Address(stirs=frozenset(stirs))
    return Address(request_id, frozenset({*keys, users(HELPDESK_ID)}), frozenset(stirs))
