"""What is plainly missing in a proposal: said before it is checked, so that nobody checks half a form.

Everything else registry judges when it is sent (rules D2 to D6).
"""

from services.gateway.pages.applicant.draft import ADDRESS
from services.gateway.pages.errors import Errors
from services.gateway.pages.forms import Form
from services.gateway.pages.sentences import sentence
from services.gateway.pages.visit import Visit

IMPORTER = "organic-importer"
NEEDED = {"name": "name-missing", **{f"addresses.0.{name}": "required" for name in ADDRESS}, "phone": "required"}
OF_OPERATORS = {"activities": "activity-required", "control_body": "control-body"}


def gaps(visit: Visit, *, operator: bool) -> Errors:
    """An error for each field that has to be filled in and is not."""
    form, errors = visit.form, Errors()
    needed = {**NEEDED, **(OF_OPERATORS if operator else {"code": "required"})}
    if operator and _imports(form):
        needed["eori"] = "eori-required"
    for field, code in needed.items():
        if not form.text(field):
            errors = errors.plus(field, sentence(visit, "country" if field.endswith("country") else code))
    return errors


def _imports(form: Form) -> bool:
    return IMPORTER in form.every("activities")
