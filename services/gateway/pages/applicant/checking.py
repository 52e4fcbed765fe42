"""What somebody sees before a proposal is sent: who decides until when, and what is alike (rules D1, D9)."""

import asyncio

from fastapi.responses import Response

from services.gateway.pages import reference
from services.gateway.pages.applicant.addresses import country_of
from services.gateway.pages.applicant.alike import BECAUSE, alike, is_taken
from services.gateway.pages.applicant.draft import body_of, fields_of
from services.gateway.pages.applicant.expecting import expected_route
from services.gateway.pages.rendering import page
from services.gateway.pages.visit import Visit


async def check_page(visit: Visit, kind: str) -> Response:
    """Nothing is sent yet. Raises Problem, LogInFirst."""
    await visit.api()
    expected, found, names = await asyncio.gather(
        expected_route(visit, kind=kind, country=country_of(visit.form)),
        alike(visit, kind),
        reference.activity_names(visit),
    )
    return page(
        visit,
        "applicant/checking.html",
        kind=kind,
        draft=body_of(visit.form, kind),
        expected=expected,
        alike=found,
        taken=is_taken(found),
        because={code: visit.say(text) for code, text in BECAUSE.items()},
        names=names,
        values=[
            (field, value) for field in dict.fromkeys(fields_of(visit.form, kind)) for value in visit.form.every(field)
        ],
    )
