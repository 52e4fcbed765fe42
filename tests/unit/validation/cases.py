"""Cases and rights as the decisions' tests begin with them."""

from typing import Any

from chassis.testing import given
from contracts.events.registry import AuthorisationStatus, OrganisationRef, OrganisationStatus
from services.validation.domain.decider import Decider
from services.validation.domain.following import open_request
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.request import Request
from services.validation.domain.routing import RoutingTable
from services.validation.reference import TABLE
from tests.unit.validation.world import WEDNESDAY, ref, requested


def opened(*, table: RoutingTable = TABLE, complete: bool = True, **about: Any) -> Request:
    """A case that was just routed: by default Anna's, for a French operator, on a Wednesday."""
    then = given(None, right=None, organisation=None, table=table).when(
        open_request, requested(**about), time=WEDNESDAY
    )
    request: Request = then.state.changed(complete=complete)
    return request


def right(
    organisation: str,
    *,
    account: str = "somebody",
    status: AuthorisationStatus = AuthorisationStatus.VALID,
    administrator: bool = False,
) -> Decider:
    """A right on an organisation."""
    return Decider(
        id=f"right-of-{account}-on-{organisation}",
        account_id=account,
        organisation_id=organisation,
        status=status,
        administrator=administrator,
        seen=2,
    )


def seen(
    status: OrganisationStatus = OrganisationStatus.VALID, *, about: OrganisationRef | None = None, sequence: int = 2
) -> OrganisationView:
    """What registry said of an organisation; `sequence` 0: nothing yet."""
    told = {**(about or ref()).model_dump(), "status": status}
    return OrganisationView(**told, seen=sequence)
