"""Organisation: an operator, a control body or an authority.

```mermaid
stateDiagram-v2
    [*] --> VALID: register
    [*] --> NEW: propose
    NEW --> VALID: validate
    NEW --> REJECTED: reject
    NEW --> DELETED: withdraw
    VALID --> SUSPENDED: suspend
    SUSPENDED --> VALID: reinstate
    VALID --> DELETED: delete
    SUSPENDED --> DELETED: delete
    REJECTED --> DELETED: delete
```
"""

from typing import Any, ClassVar

from pydantic import field_serializer

from chassis.decider import ANY_TEXT, Aggregate, Index
from contracts.events import registry as events
from contracts.events.registry import Activity, Address, Identifier, OrganisationKind, OrganisationStatus
from services.registry.domain.beginnings import beginnings, folded_together
from services.registry.domain.control_body_code import code_key
from services.registry.domain.errors import EoriTaken
from services.registry.domain.identifiers import claimed_eori
from services.registry.domain.machine import Machine
from services.registry.domain.organisation_errors import CodeTaken
from services.registry.domain.shelves import place

NEW, VALID, REJECTED, SUSPENDED, DELETED = OrganisationStatus
LIVING = frozenset({NEW, VALID, SUSPENDED})

MACHINE = Machine(
    initial={"register": VALID, "propose": NEW},
    table={
        (NEW, "validate"): VALID,
        (NEW, "reject"): REJECTED,
        (NEW, "withdraw"): DELETED,
        (VALID, "suspend"): SUSPENDED,
        (SUSPENDED, "reinstate"): VALID,
        (VALID, "delete"): DELETED,
        (SUSPENDED, "delete"): DELETED,
        (REJECTED, "delete"): DELETED,
    },
)


class Organisation(Aggregate):
    """One organisation.

    `had_user`: somebody has been VALID on it, so further users are not first ones (rule E4).
    `claimed_eori` and `code_key` (the code as it is compared) are held while it lives and are unique then (rule D3).
    `certified_by`: the decision that the dates of its activities are from, by time (rule E15).
    `living`, `shelves`, `haystack` and `sort_key` are derived, for the search; `place_words` and `place_beginnings`
    from all its addresses, for the helpdesk's (nobody else finds by an address).
    """

    collection: ClassVar[str] = "organisations"
    indexes: ClassVar[tuple[Index, ...]] = (
        Index("by_shelf", (("shelves", 1), ("sort_key", 1))),
        Index("by_place", (("place_beginnings", 1),)),
        Index("held_eori", (("claimed_eori", 1),), unique=True, partial={"claimed_eori": ANY_TEXT}, error=EoriTaken),
        Index("held_traces_number", (("traces_number", 1),), unique=True, partial={"traces_number": ANY_TEXT}),
        Index("held_code", (("code_key", 1),), unique=True, partial={"code_key": ANY_TEXT}, error=CodeTaken),
    )

    kind: OrganisationKind
    country: str
    code: str | None = None
    traces_number: str | None = None
    name: str
    phone: str | None = None
    status: OrganisationStatus
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    activities: tuple[Activity, ...] = ()
    had_user: bool = False
    certified_by: str | None = None

    code_key: str | None = None
    claimed_eori: str | None = None
    living: bool = True
    shelves: tuple[str, ...] = ()
    haystack: str = ""
    sort_key: str = ""
    place_words: str = ""
    place_beginnings: tuple[str, ...] = ()

    @field_serializer("activities")
    def _kept(self, activities: tuple[Activity, ...]) -> list[dict[str, Any]]:
        """The store knows moments, but no days: dates are kept as text."""
        return [activity.model_dump(mode="json") for activity in activities]

    def changed(self, **fields: Any) -> "Organisation":
        """A copy with these fields replaced and everything derived from them made anew."""
        copy: Organisation = super().changed(**fields)
        living = copy.status in LIVING
        numbers = [number for number in (copy.traces_number, copy.code, *(i.value for i in copy.identifiers)) if number]
        placing = place(
            id=copy.id, kind=copy.kind, country=copy.country, name=copy.name, numbers=numbers, living=living
        )
        places = folded_together(*(f"{each.street} {each.postcode} {each.city}" for each in copy.addresses))
        derived = {
            "living": living,
            "place_words": places,
            "place_beginnings": beginnings(places),
            "claimed_eori": claimed_eori(copy.identifiers) if living else None,
            "code_key": code_key(copy.code) if copy.code and living else None,
            "shelves": placing.shelves,
            "haystack": placing.haystack,
            "sort_key": placing.sort_key,
        }
        return copy.model_copy(update=derived)

    def after(self, word: str) -> "Organisation":
        """The organisation after a transition. Raises WrongState."""
        return self.changed(status=MACHINE.after(self.status, word))

    def allows(self, word: str) -> bool:
        """Whether the transition is possible now."""
        return MACHINE.allows(self.status, word)

    def published(self) -> events.Organisation:
        """What events say of it: its public state, whole."""
        return events.Organisation(
            **self.ref().model_dump(),
            addresses=self.addresses,
            identifiers=self.identifiers,
            activities=self.activities,
        )

    def ref(self) -> events.OrganisationRef:
        """How others name it."""
        return events.OrganisationRef(
            id=self.id,
            kind=self.kind,
            country=self.country,
            code=self.code,
            traces_number=self.traces_number,
            name=self.name,
            status=self.status,
        )
