"""Which event changes which aggregate, by which decision.

Events of one case come in order (their subject is the request), yet nothing here depends on it: every one of them
carries the case whole, and what is late adds what only it knows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.steps import One, Step, mirror, on
from contracts.event import Event
from contracts.events import identity
from contracts.events.validation import (
    InformationRequested,
    RequestEscalated,
    RequestOverdue,
    RequestReassigned,
    RequestRejected,
    RequestReminded,
    RequestReopened,
    RequestRouted,
    RequestValidated,
    RequestWithdrawn,
)
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.case import ask, follow
from services.registry.domain.deciding import grant, reject, reject_operator, validate_operator
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person, know
from services.registry.domain.requesting import close_with_operator


def _authorisation(event: Any) -> str:
    return str(event.case.authorisation_id)


def _organisation(event: Any) -> str:
    return str(event.organisation_id)


ITS_ORGANISATION = {"organisation": One(Organisation, key=lambda event, _: _organisation(event))}
ITS_AUTHORISATION = {"authorisation": One(Authorisation, key=lambda event, _: _authorisation(event))}
FOLLOW = [on(Authorisation, key=_authorisation, do=follow)]
KNOW = [mirror(Person, key=lambda event: event.account_id, do=know)]

HANDLES: Mapping[type[Event], Sequence[Step]] = {
    RequestRouted: FOLLOW,
    RequestReassigned: FOLLOW,
    InformationRequested: [on(Authorisation, key=_authorisation, do=ask)],
    RequestReopened: FOLLOW,
    RequestReminded: FOLLOW,
    RequestOverdue: FOLLOW,
    RequestEscalated: FOLLOW,
    RequestValidated: [
        on(Organisation, key=_organisation, do=validate_operator, reads=ITS_AUTHORISATION),
        on(Authorisation, key=_authorisation, do=grant, reads=ITS_ORGANISATION),
    ],
    RequestRejected: [
        on(Organisation, key=_organisation, do=reject_operator, reads=ITS_AUTHORISATION),
        on(Authorisation, key=_authorisation, do=reject, reads=ITS_ORGANISATION),
        on(
            Authorisation,
            each=("organisation_id", lambda event: _organisation(event) if event.case.proposal else None),
            do=close_with_operator,
            reads=ITS_ORGANISATION,
        ),
    ],
    RequestWithdrawn: FOLLOW,
    identity.AccountCreated: KNOW,
    identity.ConfirmationRenewed: KNOW,
    identity.RegistrationRepeated: KNOW,
    identity.AccountActivated: KNOW,
    identity.AccountExpired: KNOW,
    identity.AccountLocked: KNOW,
    identity.AccountSuspended: KNOW,
    identity.AccountReinstated: KNOW,
    identity.PreferencesChanged: KNOW,
}
