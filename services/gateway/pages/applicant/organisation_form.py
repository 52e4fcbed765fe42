"""The form of an organisation, for proposing one and for correcting a proposal."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages import reference
from services.gateway.pages.applicant.addresses import country_of, main_row, rows_of, with_one_more, without
from services.gateway.pages.applicant.draft import OPERATOR
from services.gateway.pages.applicant.eori_help import ANYWHERE, EORI_HELP
from services.gateway.pages.errors import Errors
from services.gateway.pages.forms import Form, whole_number
from services.gateway.pages.rendering import page
from services.gateway.pages.visit import Visit

ADD, DROP, EDIT = "add", "drop-", "edit"
"""What the buttons of the form send as `step` that only change the form."""


def edited(form: Form) -> Form | None:
    """The form after its own buttons (an address more or less); None when something else is to be done with it."""
    step = form["step"]
    if step == ADD:
        return with_one_more(form)
    row = whole_number(step.removeprefix(DROP)) if step.startswith(DROP) else None
    if row is not None:
        return without(form, row)
    return form if step == EDIT else None


async def form_page(
    visit: Visit, template: str, kind: str, errors: Errors, *, status: int = 200, **more: Any
) -> Response:
    """The form as far as it is filled in. Raises Problem, LogInFirst."""
    await visit.api()
    countries, types, bodies = await asyncio.gather(
        reference.countries(visit), reference.activity_types(visit), visit.get("/control-bodies")
    )
    named = [(each["code"], f"{each['name']} ({each['code']})", each["establishment"]) for each in countries]
    return page(
        visit,
        template,
        status=status,
        errors=errors,
        kind=kind,
        rows=rows_of(visit.form),
        main=main_row(visit.form),
        fresh=rows_of(visit.form) - 1 if visit.form["step"] == ADD else None,
        countries=[(code, name) for code, name, _ in named],
        established=[(code, name) for code, name, where in named if where != "none"] if kind == OPERATOR else None,
        activity_types=types,
        control_bodies=bodies["items"],
        eori_anywhere=ANYWHERE,
        eori_help=EORI_HELP,
        eori_country=country_of(visit.form),
        **more,
    )
