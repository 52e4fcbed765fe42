"""What a validator may ask for, and which decisions answer."""

from collections.abc import Mapping, Sequence
from functools import partial

from chassis.steps import Many, One, Step, on
from services.validation.domain.commands import Decide, Reassign
from services.validation.domain.decider import Decider
from services.validation.domain.deciding import decide
from services.validation.domain.first_user import FirstUser, claim
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.reassigning import reassign
from services.validation.domain.request import Request
from services.validation.domain.routing import RoutingTable

RIGHTS = Many(Decider, field="account_id", value=lambda c, _: c.account_id)
ORGANISATION = One(OrganisationView, key=lambda c, _: c.organisation_id)


def commands(table: RoutingTable) -> Mapping[type[object], Sequence[Step]]:
    """Cases are handed over within `table`."""
    return {
        Decide: [
            on(
                Request,
                key=lambda c: c.request_id,
                do=decide,
                reads={
                    "rights": RIGHTS,
                    "users": Many(Decider, field="organisation_id", value=lambda c, _: c.organisation_id),
                    "organisation": ORGANISATION,
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
        Reassign: [
            on(
                Request,
                key=lambda c: c.request_id,
                do=partial(reassign, table=table),
                reads={"rights": RIGHTS, "organisation": ORGANISATION},
            ),
        ],
    }
