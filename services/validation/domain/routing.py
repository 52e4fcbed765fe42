"""Who decides a request, and by when: the authority that the table names, and its superior in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from contracts.events.registry import OrganisationKind
from contracts.events.validation import Validator
from contracts.reference import organisation_id
from services.validation.domain.due_date import due_date

ANY = "*"


@dataclass(frozen=True, slots=True)
class Authority:
    """A deciding organisation. `superior` is a code, `calendar` the country whose holidays its staff has.

    `decides` is false for one whose people only read (the helpdesk).
    """

    code: str
    name: str
    country: str
    superior: str | None
    zone: ZoneInfo
    calendar: str
    duty_mailbox: str
    decides: bool = True

    @property
    def id(self) -> str:
        """The id that registry knows it by."""
        return organisation_id(self.code)

    @property
    def validator(self) -> Validator:
        """As events name it."""
        return Validator(
            id=self.id, code=self.code, name=self.name, country=self.country, duty_mailbox=self.duty_mailbox
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for one kind of organisation in one country, for its first or its further users.

    `authority` is a code. `delegated`: the organisation's own administrators decide further users as well (rule E5).
    Reminder, due date and escalation are counted in working days (domain section 3).
    """

    authority: str
    sla_working_days: int
    delegated: bool
    reminder_working_days: int = 1
    escalation_working_days: int = 3


PolicyKey = tuple[str, str, str]
"""(kind, country, `first` | `further`), each of them possibly `*`."""


@dataclass(frozen=True, slots=True)
class RoutingTable:
    """The authorities by code, and the policies. The row (`*`, `*`, `*`) is the answer when there is no other."""

    authorities: Mapping[str, Authority]
    policies: Mapping[PolicyKey, Policy]

    def policy(self, kind: OrganisationKind, country: str, first_user: bool) -> Policy:
        """The narrowest row that fits."""
        user = "first" if first_user else "further"
        for key in ((kind, country, user), (kind, country, ANY), (kind, ANY, user), (kind, ANY, ANY)):
            if key in self.policies:
                return self.policies[key]
        return self.policies[ANY, ANY, ANY]

    def superior_of(self, authority: Authority) -> Authority | None:
        """The authority above, None for the Commission (rule E10)."""
        return None if authority.superior is None else self.authorities[authority.superior]

    def decides(self, name: str) -> Authority | None:
        """The deciding authority that has this code or organisation id, if the table has it."""
        found = self.authorities.get(name) or self.with_id(name)
        return found if found is not None and found.decides else None

    def with_id(self, id: str | None) -> Authority | None:
        """The authority that has this organisation id, if the table has it."""
        return next((authority for authority in self.authorities.values() if authority.id == id), None)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last seconds of the working days after which the validator is reminded, late, and passed over."""

    remind_at: datetime
    due_at: datetime
    escalate_at: datetime


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes. `delegated` never holds for a first user: there is nobody yet to delegate to."""

    authority: Authority
    superior: Authority | None
    policy: Policy
    delegated: bool

    def deadlines(self, since: datetime) -> Deadlines:
        """The deadlines of a request made, answered or handed over at `since`."""
        policy, zone, calendar = self.policy, self.authority.zone, self.authority.calendar
        days = policy.reminder_working_days, policy.sla_working_days, policy.escalation_working_days
        return Deadlines(*(due_date(since, count, zone, calendar) for count in days))


def route(
    table: RoutingTable, kind: OrganisationKind, country: str, first_user: bool, organisation: str | None = None
) -> Route:
    """Who decides on a user of an organisation (id `organisation`) of this kind in this country.

    From the table alone, never from an event that may be late. An authority of the table is decided on by its superior
    (rules E10, E11), so nobody decides on himself; only the Commission, which has none, decides on its own users.
    """
    policy = table.policy(kind, country, first_user)
    concerned = table.with_id(organisation)
    authority = table.authorities[policy.authority]
    if concerned is not None:
        authority = table.superior_of(concerned) or concerned
    return Route(
        authority=authority,
        superior=table.superior_of(authority),
        policy=policy,
        delegated=policy.delegated and not first_user,
    )
