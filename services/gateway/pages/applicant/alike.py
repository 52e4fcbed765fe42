"""What may be the same as the organisation that somebody is about to propose (rule D1)."""

import asyncio
import unicodedata
from typing import Any

from services.gateway.pages.applicant.addresses import country_of
from services.gateway.pages.applicant.draft import OPERATOR
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

BECAUSE = {
    "eori": N_("the same EORI number"),
    "vat": N_("the same VAT number"),
    "code": N_("the same code"),
    "name": N_("a similar name"),
}
TAKEN = frozenset({"eori", "code"})
"""The reasons that make registry refuse the proposal."""

ALIKE = 5
MOST = 100
"""Bodies that are looked at for one code: of a code without digits registry finds others that have its parts."""

Alike = list[dict[str, Any]]


async def alike(visit: Visit, kind: str) -> Alike:
    """Organisations, each with the codes of what is alike. Raises Problem, LogInFirst."""
    form, country = visit.form, country_of(visit.form)
    name = form.text("name")
    if kind == OPERATOR:
        numbers = {field: form.text(field) for field in ("eori", "vat")}
        found: Alike = (await visit.get("/operators/duplicates", name=name, country=country, **numbers))["items"]
        return found
    code = form.text("code")
    by_code, by_name = await asyncio.gather(
        visit.get("/organisations", kind=kind, q=code, limit=MOST),
        visit.get("/organisations", kind=kind, country=country, q=name, limit=ALIKE),
    )
    bearers = {each["id"]: each for each in by_code["items"] if _bare(each["code"] or "") == _bare(code)}
    named = {each["id"]: each for each in by_name["items"]}
    return [
        {"organisation": each, "because": [why for why, some in (("code", bearers), ("name", named)) if id in some]}
        for id, each in {**bearers, **named}.items()
    ]


def is_taken(found: Alike) -> bool:
    """Whether one of them has what only one can have."""
    return any(TAKEN.intersection(each["because"]) for each in found)


def _bare(code: str) -> str:
    """A code without case, accents and spaces; registry's own comparison has the last word."""
    apart = unicodedata.normalize("NFKD", code).upper().replace("Ø", "O")
    return "".join(sign for sign in apart if not (sign.isspace() or unicodedata.combining(sign)))
