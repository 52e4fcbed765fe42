"""Which event, and which deadline, changes which aggregate, by which decision."""

from collections.abc import Mapping, Sequence
from functools import partial

from chassis.steps import One, Step, mirror, on
from contracts.event import Event
from contracts.events import identity, registry
from services.validation.domain.decider import Decider, mirror_decider
from services.validation.domain.first_user import FirstUser, release
from services.validation.domain.following import close, complete, open_request, withdraw
from services.validation.domain.organisation_view import OrganisationView, await_organisation, mirror_organisation
from services.validation.domain.person import Person, mirror_person
from services.validation.domain.request import Request
from services.validation.domain.routing import RoutingTable
from services.validation.domain.timers import ESCALATION, OVERDUE, REMINDER, escalate, remind, report_overdue
from services.validation.domain.waiting import reopen

person = mirror(Person, key=lambda e: e.account_id, do=mirror_person)
organisation = mirror(OrganisationView, key=lambda e: e.organisation_id, do=mirror_organisation)
decider = mirror(Decider, key=lambda e: e.authorisation_id, do=mirror_decider)
first_user_released = on(FirstUser, key=lambda e: e.organisation_id, do=release)
completed = on(Request, key=lambda e: e.request_id, do=complete)
proposal_awaited = on(
    OrganisationView, key=lambda e: e.organisation_id if e.authorisation.proposal else None, do=await_organisation
)

TIMERS: Mapping[str, Sequence[Step]] = {
    name: [on(Request, key=lambda fired: fired.subject, do=do)]
    for name, do in ((REMINDER, remind), (OVERDUE, report_overdue), (ESCALATION, escalate))
}


def handles(table: RoutingTable) -> Mapping[type[Event], Sequence[Step]]:
    """What validation listens to; cases are routed by `table`."""
    opened = on(
        Request,
        key=lambda e: e.request_id,
        do=partial(open_request, table=table),
        reads={
            "right": One(Decider, key=lambda e, _: e.authorisation_id),
            "organisation": One(OrganisationView, key=lambda e, _: e.organisation_id),
        },
    )
    return {
        identity.AccountCreated: [person],
        identity.ConfirmationRenewed: [person],
        identity.RegistrationRepeated: [person],
        identity.AccountActivated: [person],
        identity.AccountExpired: [person],
        identity.AccountLocked: [person],
        identity.AccountSuspended: [person],
        identity.AccountReinstated: [person],
        identity.PasswordResetRequested: [person],
        identity.PasswordChanged: [person],
        identity.PreferencesChanged: [person],
        registry.OrganisationRegistered: [organisation],
        registry.OperatorProposed: [organisation, completed],
        registry.OrganisationProposed: [organisation, completed],
        registry.OperatorAmended: [organisation],
        registry.OperatorValidated: [organisation],
        registry.OrganisationValidated: [organisation],
        registry.OperatorRejected: [organisation],
        registry.OrganisationRejected: [organisation],
        registry.OperatorSuspended: [organisation],
        registry.OperatorReinstated: [organisation],
        registry.OperatorDeleted: [organisation],
        registry.ActivityExpiring: [organisation],
        registry.ActivityExpired: [organisation],
        registry.AuthorisationRequested: [decider, proposal_awaited, opened],
        registry.InformationProvided: [
            decider,
            on(Request, key=lambda e: e.request_id, do=partial(reopen, table=table)),
        ],
        registry.DecisionNudged: [decider],
        registry.AuthorisationGranted: [decider],
        registry.AuthorisationWithdrawn: [
            decider,
            on(Request, key=lambda e: e.request_id, do=withdraw),
            first_user_released,
        ],
        registry.AuthorisationRejected: [
            decider,
            on(Request, key=lambda e: e.request_id, do=close),
            first_user_released,
        ],
        registry.AuthorisationSuspended: [decider],
        registry.AuthorisationReinstated: [decider],
        registry.AuthorisationRevoked: [decider, first_user_released],
        registry.AdministratorAppointed: [decider],
        registry.AdministratorRemoved: [decider],
    }
