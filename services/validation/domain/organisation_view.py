"""OrganisationView: registry's word on organisations, mirrored to know what is decided on."""

from chassis.decider import Aggregate, Change, Context
from contracts.events.registry import (
    AuthorisationRequested,
    OrganisationEvent,
    OrganisationKind,
    OrganisationRef,
    OrganisationStatus,
)


class OrganisationView(Aggregate):
    """One organisation. `seen` is registry's sequence of it (`operator_version`), 0 while its events are awaited."""

    collection = "organisations"

    kind: OrganisationKind
    country: str
    code: str | None
    traces_number: str | None
    name: str
    status: OrganisationStatus
    seen: int = 0

    @property
    def known(self) -> bool:
        """Whether an event of the organisation itself has come."""
        return self.seen > 0

    @property
    def ref(self) -> OrganisationRef:
        """The organisation as others name it."""
        return OrganisationRef(**self.model_dump(include=set(OrganisationRef.model_fields)))


def mirror_organisation(row: OrganisationView | None, event: OrganisationEvent, ctx: Context) -> OrganisationView:
    """The row as the event says; `seen` is kept by the mirror step."""
    return _row(row, event.organisation)


def await_organisation(
    row: OrganisationView | None, event: AuthorisationRequested, ctx: Context
) -> Change[OrganisationView]:
    """Write the row that a proposal's case waits for, with the little that its request tells.

    Written each time while it is awaited: OperatorProposed then meets a conflict when it is handled at the same
    moment elsewhere, and one of the two runs again and sees the other (design section 6, Mails, the same device).
    """
    if row is not None and row.known:
        return Change(None)
    return Change(_row(row, event.authorisation.organisation))


def _row(row: OrganisationView | None, told: OrganisationRef) -> OrganisationView:
    return OrganisationView(
        id=told.id,
        kind=told.kind,
        country=told.country,
        code=told.code,
        traces_number=told.traces_number,
        name=told.name,
        status=told.status,
    )
