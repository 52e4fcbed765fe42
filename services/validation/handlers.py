"""Which message changes which aggregate, by which decision."""

from collections.abc import Mapping, Sequence
from functools import partial

from chassis.steps import Many, One, Step, mirror, on
from contracts.event import Event
from contracts.events import identity, registry
from services.validation.domain.commands import Decide
from services.validation.domain.decider import Decider, mirror_decider
from services.validation.domain.deciding import decide
from services.validation.domain.first_user import FirstUser, claim, release
from services.validation.domain.following import close, complete, open_request, withdraw
from services.validation.domain.organisation_view import OrganisationView, await_organisation, mirror_organisation
from services.validation.domain.person import Person, mirror_person
from services.validation.domain.request import Request
from services.validation.reference import TABLE

person = mirror(Person, key=lambda e: e.account_id, do=mirror_person)
organisation = mirror(OrganisationView, key=lambda e: e.organisation_id, do=mirror_organisation)
decider = mirror(Decider, key=lambda e: e.authorisation_id, do=mirror_decider)
first_user_released = on(FirstUser, key=lambda e: e.organisation_id, do=release)

HANDLES: Mapping[type[Event], Sequence[Step]] = {
    identity.AccountCreated: [person],
    identity.ConfirmationRenewed: [person],
    identity.RegistrationRepeated: [person],
    identity.AccountActivated: [person],
    identity.AccountExpired: [person],
    identity.AccountLocked: [person],
    identity.PreferencesChanged: [person],
    registry.OrganisationRegistered: [organisation],
    registry.OperatorProposed: [organisation, on(Request, key=lambda e: e.request_id, do=complete)],
    registry.OperatorValidated: [organisation],
    registry.OperatorRejected: [organisation],
    registry.OperatorDeleted: [organisation],
    registry.AuthorisationRequested: [
        decider,
        on(
            OrganisationView,
            key=lambda e: e.organisation_id if e.authorisation.proposal else None,
            do=await_organisation,
        ),
        on(
            Request,
            key=lambda e: e.request_id,
            do=partial(open_request, table=TABLE),
            reads={
                "right": One(Decider, key=lambda e, _: e.authorisation_id),
                "organisation": One(OrganisationView, key=lambda e, _: e.organisation_id),
            },
        ),
    ],
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
}

COMMANDS: Mapping[type[object], Sequence[Step]] = {
    Decide: [
        on(
            Request,
            key=lambda c: c.request_id,
            do=decide,
            reads={
                "rights": Many(Decider, field="account_id", value=lambda c, _: c.account_id),
                "users": Many(Decider, field="organisation_id", value=lambda c, _: c.organisation_id),
                "organisation": One(OrganisationView, key=lambda c, _: c.organisation_id),
                "first_user": One(FirstUser, key=lambda c, _: c.organisation_id),
            },
        ),
        on(
            FirstUser,
            key=lambda c: c.organisation_id,
            do=claim,
            reads={"request": One(Request, key=lambda c, _: c.request_id)},
        ),
    ],
}
