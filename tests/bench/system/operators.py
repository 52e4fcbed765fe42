"""A register full of operators: made up, always the same, put straight into the store of registry."""

import itertools
import random
from collections.abc import Iterator
from uuid import UUID

from chassis.mongo import Store, to_document
from contracts.events.registry import (
    Activity,
    ActivityType,
    Address,
    Identifier,
    IdentifierType,
    OrganisationKind,
    OrganisationStatus,
)
from services.registry.domain.organisation import Organisation

SEED = 20261124
AT_ONCE = 50
"""An operator has dozens of index entries, and the embedded store's cache takes only so many in one transaction."""
COUNTRIES = ("BE", "DE", "ES", "FR", "IT", "NL", "PL", "PT")
FIRST = (
    "Agri", "Alp", "Bel", "Bio", "Bon", "Camp", "Ceres", "Cocoa", "Coffee", "Dattel", "Eco", "Euro", "Fair", "Flor",
    "Fruit", "Gold", "Grain", "Green", "Herb", "Horti", "Mar", "Mill", "Nature", "Nut", "Olea", "Oryza", "Pure", "Rice",
    "Sesam", "Soja", "Sol", "Spice", "Tea", "Terra", "Veg", "Vita",
)  # fmt: skip
SECOND = (
    "agro", "bona", "cert", "compagnie", "dis", "expo", "farm", "fields", "food", "garden", "group", "handel", "import",
    "land", "line", "market", "mond", "nova", "pack", "port", "prima", "seeds", "trade", "world",
)  # fmt: skip
ACTIVITIES = (ActivityType.IMPORTER, ActivityType.IMPORTER, ActivityType.OPERATOR)
FORMS = ("", " BV", " GmbH", " NV", " SA", " SARL", " SL", " SpA", " Sp. z o.o.")


def operators(count: int) -> Iterator[Organisation]:
    """`count` VALID operators with names that share words, as names do, an EORI number each, and one activity."""
    draw = random.Random(SEED)
    for number in range(1, count + 1):
        country = draw.choice(COUNTRIES)
        name = f"{draw.choice(FIRST)}{draw.choice(SECOND)} {draw.choice(FIRST)}{draw.choice(FORMS)}"
        yield Organisation(
            id=str(UUID(int=draw.getrandbits(128), version=4)),
            kind=OrganisationKind.OPERATOR,
            country=country,
            traces_number=f"{country}-ORG-OP-{1_000_000 + number}",
            name=name,
            status=OrganisationStatus.VALID,
            addresses=(Address(street=f"Street {number}", postcode="1000", city="Town", country=country, main=True),),
            identifiers=(
                Identifier(
                    type=IdentifierType.EORI, value=f"{country}{draw.randrange(10**6):06}{number:06}", main=True
                ),
            ),
            activities=(Activity(type=draw.choice(ACTIVITIES), control_body=f"{country}-BIO-001"),),
        ).changed()


async def fill(store: Store, count: int) -> None:
    """Insert so many."""
    collection = store[Organisation.collection]
    made = operators(count)
    while portion := list(itertools.islice(made, AT_ONCE)):
        await collection.insert_many([to_document(each) for each in portion], ordered=False)
