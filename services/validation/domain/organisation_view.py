"""OrganisationView: registry's word on organisations, mirrored to know what is decided on."""

from typing import Any

from pydantic import field_serializer

from chassis.decider import Aggregate, Change, Context
from contracts.events.registry import (
    Activity,
    AuthorisationRequested,
    OrganisationEvent,
    OrganisationKind,
    OrganisationRef,
    OrganisationStatus,
)


class OrganisationView(Aggregate):
    """One organisation. `seen` is registry's sequence of it (`operator_version`), 0 while its events are awaited.

    `activities` with their control bodies are shown to who decides: "certified organic" rests on them (rule E1).
    """

    collection = "organisations"

    kind: OrganisationKind
    country: str
    code: str | None
    traces_number: str | None
    name: str
    status: OrganisationStatus
    activities: tuple[Activity, ...] = ()
    seen: int = 0

    @field_serializer("activities")
    def _kept(self, activities: tuple[Activity, ...]) -> list[dict[str, Any]]:
        """The store knows moments, but no days: the dates of certificates are kept as text."""
        return [activity.model_dump(mode="json") for activity in activities]

    @property
    def known(self) -> bool:
        """Whether an event of the organisation itself has come."""
        return self.seen > 0

    @property
    def stopped(self) -> bool:
        """Whether its users cannot act for it now, whatever their rights (domain section 2)."""
        return self.known and self.status is not OrganisationStatus.VALID

    @property
    def ref(self) -> OrganisationRef:
        """The organisation as others name it."""
        return OrganisationRef(**self.model_dump(include=set(OrganisationRef.model_fields)))


def mirror_organisation(row: OrganisationView | None, event: OrganisationEvent, ctx: Context) -> OrganisationView:
    """The row as the event says; `seen` is kept by the mirror step."""
    row_of_it: OrganisationView = _row(row, event.organisation).changed(activities=event.organisation.activities)
    return row_of_it


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
