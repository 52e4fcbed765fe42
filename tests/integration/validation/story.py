"""What has happened before a validator opens his desk: authorities, their people, an operator, applicants."""

from contracts.events.registry import OrganisationKind, OrganisationStatus
from contracts.reference import organisation_id
from tests.support.interleaving import Delivery, history
from tests.unit.validation.world import (
    ANNA,
    BELA,
    BELGIUM,
    BERT,
    CORA,
    INAO,
    INES,
    activated,
    granted,
    proposed,
    ref,
    registered,
    requested,
)

KNOWN = ref("alpro", country="BE", status=OrganisationStatus.VALID)
NEW = ref("new")


def authority(id: str, country: str) -> list[Delivery]:
    """A central authority."""
    about = ref(id, kind=OrganisationKind.AUTHORITY, country=country, status=OrganisationStatus.VALID)
    return history(registered(about))


def belongs(account: str, id: str) -> list[Delivery]:
    """A person's right on an authority."""
    about = ref(id, kind=OrganisationKind.AUTHORITY, status=OrganisationStatus.VALID)
    return history(granted(account, account=account, organisation=about))


OFFICE: list[Delivery] = [
    *authority(INAO, "FR"),
    *authority(BELGIUM, "BE"),
    *history(registered(KNOWN)),
    *belongs(INES, INAO),
    *belongs(BELA, BELGIUM),
    *belongs(CORA, organisation_id("EU-COM")),
    *history(activated(ANNA)),
    *history(activated(BERT)),
]
PROPOSAL: list[Delivery] = [
    *history(proposed("a", organisation=NEW)),
    *history(requested("a", organisation=NEW, proposal=True)),
]
ATTACHMENT: list[Delivery] = history(requested("b", account=BERT, organisation=KNOWN))
