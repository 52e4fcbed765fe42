"""Which command or timer about organisations runs which decisions, in order."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.steps import One, Step, on
from services.registry.domain.amending import amend
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.organisation_commands import (
    AmendOrganisation,
    DeleteOperator,
    ProposeOrganisation,
    ReinstateOperator,
    SuspendOperator,
)
from services.registry.domain.registering import propose_organisation
from services.registry.domain.requesting import request
from services.registry.domain.stopping import delete, end_with_operator, reinstate, suspend
from services.registry.domain.validity import VALIDITY_TIMER, look

ITS_ORGANISATION = {"organisation": One(Organisation, key=lambda message, _: message.organisation_id)}
ITS_REQUEST = {"authorisation": One(Authorisation, key=lambda message, _: message.authorisation_id)}

ORGANISATION_COMMANDS: Mapping[type[Any], Sequence[Step]] = {
    ProposeOrganisation: [
        on(Organisation, key=lambda c: c.organisation_id, do=propose_organisation),
        on(Authorisation, key=lambda c: c.authorisation_id, do=request, reads=ITS_ORGANISATION),
    ],
    AmendOrganisation: [on(Organisation, key=lambda c: c.organisation_id, do=amend, reads=ITS_REQUEST)],
    SuspendOperator: [on(Organisation, key=lambda c: c.organisation_id, do=suspend)],
    ReinstateOperator: [on(Organisation, key=lambda c: c.organisation_id, do=reinstate)],
    DeleteOperator: [
        on(Organisation, key=lambda c: c.organisation_id, do=delete),
        on(
            Authorisation,
            each=("organisation_id", lambda c: c.organisation_id),
            do=end_with_operator,
            reads=ITS_ORGANISATION,
        ),
    ],
}

ORGANISATION_TIMERS: Mapping[str, Sequence[Step]] = {
    VALIDITY_TIMER: [on(Organisation, key=lambda fired: fired.subject, do=look)],
}
