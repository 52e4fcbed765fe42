"""What validation can be asked. Reads only, by indexed fields."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.errors import NotFound
from chassis.mongo import Store
from contracts.envelope import format_time
from contracts.events.registry import OrganisationKind
from contracts.events.validation import CaseStatus
from contracts.reference import HELPDESK_ID
from services.validation.answers import RequestKind, WorkCounts, WorkItem
from services.validation.domain.decider import Decider
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.person import Person
from services.validation.domain.refusals import RouteUnclear
from services.validation.domain.request import UNDECIDED, Request
from services.validation.domain.rights import scopes_of_person
from services.validation.domain.routing import Route, route
from services.validation.reference import TABLE

MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which work items: of one status (None: all not settled), due before a moment, after a place in the list.

    `country` and `organisation_kind` are those of the organisation; None: does not matter.
    """

    status: CaseStatus | None
    due_before: datetime | None
    after: str | None
    limit: int
    kind: RequestKind | None = None
    country: str | None = None
    organisation_kind: OrganisationKind | None = None

    @property
    def filters(self) -> dict[str, object]:
        """What the cases themselves have to be like."""
        found: dict[str, object] = {}
        if self.kind is not None:
            found["proposal"] = self.kind is RequestKind.PROPOSAL
        if self.country is not None:
            found["organisation.country"] = self.country
        if self.organisation_kind is not None:
            found["organisation.kind"] = self.organisation_kind.value
        return found


@dataclass(frozen=True, slots=True)
class Desk:
    """A case, with the applicant and the organisation as far as they are known."""

    request: Request
    applicant: Person | None
    organisation: OrganisationView | None

    def item(self, request: Request) -> WorkItem:
        """The case as it is, or as a decision left it, as a work item."""
        return WorkItem.of(request, self.applicant, self.organisation)


async def work_list(store: Store, account_id: str, wanted: Wanted) -> tuple[list[WorkItem], str | None]:
    """What this person may decide, most urgent first, and the place of the last one when there are more."""
    scopes = await _scopes(store, account_id)
    if not scopes:
        return [], None
    place = {"$gt": wanted.after or ""}
    if wanted.due_before is not None:
        place["$lt"] = format_time(wanted.due_before)
    statuses = [wanted.status] if wanted.status else list(UNDECIDED)
    query = {**_on_desk(scopes, account_id, statuses), "urgency": place, **wanted.filters}
    found = await store.find(Request, query, sort=[("urgency", 1)], limit=wanted.limit + 1)
    page = found[: wanted.limit]
    return await work_items(store, page), page[-1].urgency if len(found) > wanted.limit else None


async def work_counts(store: Store, account_id: str, now: datetime) -> WorkCounts:
    """How much this person may decide, all in all: the most urgent MOST_COUNTED cases are counted."""
    scopes = await _scopes(store, account_id)
    counts = WorkCounts()
    if not scopes:
        return counts
    query = _on_desk(scopes, account_id, list(UNDECIDED))
    found = store[Request.collection].find(query, {"status": 1, "due_at": 1, "proposal": 1, "organisation": 1})
    async for row in found.sort([("urgency", 1)]).limit(MOST_COUNTED + 1):
        if counts.total == MOST_COUNTED:
            counts.more = True
            break
        counts.add(CaseStatus(row["status"]), row["due_at"] < now, row["proposal"], row["organisation"])
    return counts


async def work_item(store: Store, account_id: str, request_id: str) -> Desk:
    """One case that this person may decide. Raises NotFound for any other."""
    found, scopes = await asyncio.gather(desk(store, request_id), _scopes(store, account_id))
    if not _has_standing(found.request, account_id, scopes):
        raise NotFound
    return found


async def may_decide(store: Store, request: Request, account_id: str) -> bool:
    """Whether this person has the standing to decide this case, whatever its state."""
    return _has_standing(request, account_id, await _scopes(store, account_id))


async def audited(store: Store, account_id: str, request_id: str) -> None:
    """Whether this person may read the trail of a case: who may decide it, and the helpdesk (domain section 5).

    Raises NotFound.
    """
    request = await store.get(Request, request_id)
    scopes = await _scopes(store, account_id)
    if request is None or not (HELPDESK_ID in scopes or _has_standing(request, account_id, scopes)):
        raise NotFound


async def desk(store: Store, request_id: str) -> Desk:
    """A case with its surroundings, whoever asks. Raises NotFound."""
    request = await store.get(Request, request_id)
    if request is None:
        raise NotFound
    applicant, view = await asyncio.gather(
        store.get(Person, request.account_id), store.get(OrganisationView, request.organisation.id)
    )
    return Desk(request, applicant, view)


async def work_items(store: Store, requests: Sequence[Request]) -> list[WorkItem]:
    """Cases with what is known of their applicants and organisations, in two reads for all of them."""
    asking = sorted({request.account_id for request in requests})
    concerned = sorted({request.organisation.id for request in requests})
    applicants, views = await asyncio.gather(
        store.find(Person, {"_id": {"$in": asking}}), store.find(OrganisationView, {"_id": {"$in": concerned}})
    )
    person, view = {row.id: row for row in applicants}, {row.id: row for row in views}
    return [WorkItem.of(each, person.get(each.account_id), view.get(each.organisation.id)) for each in requests]


async def route_now(
    store: Store, kind: OrganisationKind | None, country: str | None, organisation_id: str | None
) -> Route:
    """Where a request sent now would go; what is known of the organisation counts more than what is said of it.

    Raises RouteUnclear when neither tells kind and country.
    """
    view = await store.get(OrganisationView, organisation_id) if organisation_id else None
    if view is not None:
        kind, country = view.kind, view.country
    if kind is None or country is None:
        raise RouteUnclear
    users = await store.find(Decider, {"organisation_id": organisation_id}) if organisation_id else []
    return route(TABLE, kind, country, not any(user.has_been_valid for user in users), organisation_id)


def _on_desk(scopes: frozenset[str], account_id: str, statuses: Sequence[CaseStatus]) -> dict[str, object]:
    return {
        "scopes": _one_of(sorted(scopes)),
        "status": _one_of(statuses),
        "complete": True,
        "account_id": {"$ne": account_id},
    }


def _has_standing(request: Request, account_id: str, scopes: frozenset[str]) -> bool:
    return request.account_id != account_id and not scopes.isdisjoint(request.scopes)


async def _scopes(store: Store, account_id: str) -> frozenset[str]:
    rights = await store.find(Decider, {"account_id": account_id})
    views = await store.find(OrganisationView, {"_id": {"$in": [right.organisation_id for right in rights]}})
    return scopes_of_person(rights, [view.id for view in views if view.stopped])


def _one_of(values: Sequence[str]) -> str | dict[str, Sequence[str]]:
    return values[0] if len(values) == 1 else {"$in": values}
