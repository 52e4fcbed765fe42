"""Which command runs which decisions, in order. One command, one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.steps import Many, One, Step, on
from services.registry.domain.administering import change_right, hold_users
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.bootstrapping import bootstrap, open_to_bootstrap
from services.registry.domain.commands import (
    ChangeRight,
    GrantByBootstrap,
    NudgeDecision,
    ProposeOperator,
    ProvideInformation,
    RegisterOrganisation,
    RequestAuthorisation,
    WithdrawRequest,
)
from services.registry.domain.conversing import hold_proposed, nudge, provide_information
from services.registry.domain.organisation import Organisation
from services.registry.domain.registering import propose, register
from services.registry.domain.requesting import close_with_operator, delete_proposed, join, request, withdraw
from services.registry.domain.standing import COMMISSION_ID
from services.registry.organisation_steps import ORGANISATION_COMMANDS

ITS_ORGANISATION = {"organisation": One(Organisation, key=lambda message, _: message.organisation_id)}

COMMANDS: Mapping[type[Any], Sequence[Step]] = {
    **ORGANISATION_COMMANDS,
    RegisterOrganisation: [on(Organisation, key=lambda c: c.organisation_id, do=register)],
    ProposeOperator: [
        on(Organisation, key=lambda c: c.organisation_id, do=propose),
        on(Authorisation, key=lambda c: c.authorisation_id, do=request, reads=ITS_ORGANISATION),
    ],
    RequestAuthorisation: [
        on(Organisation, key=lambda c: c.organisation_id, do=join),
        on(Authorisation, key=lambda c: c.authorisation_id, do=request, reads=ITS_ORGANISATION),
    ],
    WithdrawRequest: [
        on(Authorisation, key=lambda c: c.authorisation_id, do=withdraw, reads=ITS_ORGANISATION),
        on(Organisation, key=lambda c: c.organisation_id if c.proposal else None, do=delete_proposed),
        on(
            Authorisation,
            each=("organisation_id", lambda c: c.organisation_id if c.proposal else None),
            do=close_with_operator,
            reads=ITS_ORGANISATION,
        ),
    ],
    ProvideInformation: [
        on(Organisation, key=lambda c: c.organisation_id, do=hold_proposed),
        on(Authorisation, key=lambda c: c.authorisation_id, do=provide_information, reads=ITS_ORGANISATION),
    ],
    NudgeDecision: [on(Authorisation, key=lambda c: c.authorisation_id, do=nudge, reads=ITS_ORGANISATION)],
    ChangeRight: [
        on(Organisation, key=lambda c: c.organisation_id, do=hold_users),
        on(
            Authorisation,
            key=lambda c: c.authorisation_id,
            do=change_right,
            reads={
                **ITS_ORGANISATION,
                "colleagues": Many(Authorisation, "organisation_id", lambda c, _: c.organisation_id),
                "held": Many(Authorisation, "account_id", lambda c, _: c.account_id),
                "commission": One(Organisation, key=lambda _, __: COMMISSION_ID),
            },
        ),
    ],
    GrantByBootstrap: [
        on(
            Organisation,
            key=lambda c: c.organisation_id,
            do=open_to_bootstrap,
            reads={"rights": Many(Authorisation, "organisation_id", lambda c, _: c.organisation_id)},
        ),
        on(Authorisation, key=lambda c: c.authorisation_id, do=bootstrap, reads=ITS_ORGANISATION),
    ],
}
