"""What is plainly missing in a proposal: said before it is checked, so that nobody checks half a form.

Everything else registry judges when it is sent (rules D2 to D6).
"""

from services.gateway.pages.applicant.addresses import PARTS, name_of, rows_of
from services.gateway.pages.applicant.draft import control_body_field
from services.gateway.pages.errors import Errors
from services.gateway.pages.forms import Form
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import Visit

IMPORTER = "organic-importer"


def gaps(visit: Visit, *, operator: bool) -> Errors:
    """An error for each field that has to be filled in and is not."""
    form, errors = visit.form, Errors()
    for field, code in _needed(form, operator=operator).items():
        if not form.text(field):
            errors = errors.plus(field, sentence(visit, code))
    return errors


def _needed(form: Form, *, operator: bool) -> dict[str, str]:
    """The fields, in the order of the form, and what is said when one is empty."""
    address = {
        name_of(row, part): "country" if part == "country" else "required"
        for row in range(rows_of(form))
        for part in PARTS
    }
    if not operator:
        return {"name": "name-missing", "code": "required", **address, "phone": "required"}
    activities = form.every("activities")
    return {
        "name": "name-missing",
        **address,
        "phone": "required",
        "activities": "activity-required",
        **{control_body_field(type): "control-body" for type in activities},
        **({"eori": "eori-required"} if IMPORTER in activities else {}),
    }
