"""Naming the organisation that has an identifier already, so that the caller can ask to join it."""

from chassis.errors import DomainError
from chassis.mongo import Store
from services.registry.api.answers import OrganisationName
from services.registry.domain.errors import EoriTaken
from services.registry.domain.identifiers import claimed_eori
from services.registry.domain.organisation import Organisation
from services.registry.domain.organisation_errors import CodeTaken
from services.registry.domain.profile import Profile
from services.registry.queries.organisations import bearer_of, bearer_of_code


async def naming_the_bearer(store: Store, refusal: EoriTaken | CodeTaken, profile: Profile) -> DomainError:
    """The same refusal with member `organisation`; as it was when the bearer has gone meanwhile."""
    if isinstance(refusal, CodeTaken):
        bearer, what = await bearer_of_code(store, profile.code), "code"
    else:
        bearer, what = await bearer_of(store, claimed_eori(profile.identifiers)), "EORI number"
    if bearer is None:
        return refusal
    detail = f"{bearer.name} ({_number_of(bearer)}) has this {what}."
    return type(refusal)(detail, organisation=OrganisationName.of(bearer).model_dump(mode="json"))


def _number_of(organisation: Organisation) -> str | None:
    return organisation.traces_number or organisation.code
