"""Decider: registry's word on who may act for which organisation, mirrored to decide who may decide."""

from chassis.decider import Aggregate, Context, Index
from contracts.events.registry import AuthorisationEvent, AuthorisationStatus

HAS_BEEN_VALID = frozenset({AuthorisationStatus.VALID, AuthorisationStatus.SUSPENDED, AuthorisationStatus.REVOKED})
"""States that only a granted right reaches."""


class Decider(Aggregate):
    """One authorisation (`id` is its id). An ended one stays as a tombstone: `status` says that it ended."""

    collection = "deciders"
    indexes = (
        Index("by_account", (("account_id", 1),)),
        Index("by_organisation", (("organisation_id", 1),)),
    )

    account_id: str
    organisation_id: str
    status: AuthorisationStatus
    administrator: bool
    seen: int = 0

    @property
    def valid(self) -> bool:
        """Whether the person may act for the organisation now."""
        return self.status is AuthorisationStatus.VALID

    @property
    def has_been_valid(self) -> bool:
        """Whether the organisation had this user at some time."""
        return self.status in HAS_BEEN_VALID


def mirror_decider(row: Decider | None, event: AuthorisationEvent, ctx: Context) -> Decider:
    """The row as the event says; `seen` is kept by the mirror step."""
    return Decider(
        id=event.authorisation_id,
        account_id=event.account_id,
        organisation_id=event.organisation_id,
        status=event.authorisation.status,
        administrator=event.authorisation.administrator,
    )
