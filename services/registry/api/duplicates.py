"""What is like an operator that somebody is about to propose: asked before sending, and told with the answer."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from chassis.mongo import Store
from chassis.web import AuthenticatedCall
from chassis.web.documented import refusals
from contracts.events.registry import Identifier, IdentifierType
from services.registry.api.answers import DuplicateAnswer, OrganisationName, Warning
from services.registry.api.organisations import Country
from services.registry.domain.eori import eori_key, read_eori
from services.registry.domain.identifiers import vat_keys
from services.registry.domain.profile import Profile
from services.registry.domain.vat import read_vat, vat_key
from services.registry.queries.duplicates import Because, Duplicate, duplicates

router = APIRouter(prefix="/api/v1", tags=["operators"])

Name = Annotated[str | None, Query(max_length=200, description="Name as it would be proposed.")]
Number = Annotated[str | None, Query(max_length=50, description="As it would be proposed, whatever its punctuation.")]


class Duplicates(BaseModel):
    """The likeliest first, five at most. An `eori` among the reasons means that a proposal will be refused."""

    items: list[DuplicateAnswer]


@router.get("/operators/duplicates", response_model=Duplicates, responses=refusals(401, 422))
async def find_duplicates(
    call: AuthenticatedCall, name: Name = None, country: Country = None, eori: Number = None, vat: Number = None
) -> Duplicates:
    """Living operators with the same EORI or VAT number, or a name much like it in the same country."""
    found = await duplicates(
        call.runtime.store,
        name=name,
        country=country,
        eori=eori_key(read_eori(eori).value) if eori else None,
        vats=[read_vat(vat).value] if vat else [],
    )
    return Duplicates(items=[DuplicateAnswer.of(each) for each in found])


async def duplicate_warnings(store: Store, profile: Profile, but: str = "") -> list[Warning]:
    """A warning for each operator that a proposal is much like; the EORI number is not warned about but refused."""
    found = await duplicates(
        store, name=profile.name, country=profile.country, eori=None, vats=vat_keys(profile.identifiers), but=but
    )
    return [_warning(each, profile) for each in found]


def _warning(duplicate: Duplicate, profile: Profile) -> Warning:
    there = duplicate.organisation
    named = f"{there.name} ({there.traces_number})"
    pointer, code, detail = "/name", "duplicate-name", f"{named} has a name much like this"
    if Because.VAT in duplicate.because:
        pointer = _vat_pointer(there.identifiers, profile)
        code, detail = "duplicate-vat", f"{named} has this VAT number"
    return Warning(
        pointer=pointer,
        code=code,
        detail=f"{detail}: you can ask to join it instead.",
        organisation=OrganisationName.of(there),
    )


def _vat_pointer(theirs: Sequence[Identifier], profile: Profile) -> str:
    keys = vat_keys(theirs)
    for n, each in enumerate(profile.identifiers):
        if each.type is IdentifierType.VAT and vat_key(each.value) in keys:
            return f"/identifiers/{n}/value"
    return "/identifiers"
