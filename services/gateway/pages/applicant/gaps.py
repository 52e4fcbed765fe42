"""What is plainly missing in a proposal: said before it is checked, so that nobody checks half a form.

Everything else registry judges when it is sent (rules D2 to D6).
"""

from services.gateway.pages.applicant.addresses import name_of, rows_of
from services.gateway.pages.applicant.draft import control_body_field
from services.gateway.pages.errors import Errors
from services.gateway.pages.field_names import name_of_field
from services.gateway.pages.forms import Form
from services.gateway.pages.sentences import SENTENCES
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

IMPORTER = "organic-importer"
ADDRESS = {
    "country": SENTENCES["country"],
    "street": N_("Enter the street and number."),
    "postcode": N_("Enter the postcode."),
    "city": N_("Enter the city."),
}
PHONE, CODE = N_("Enter the phone number."), N_("Enter the code.")


def gaps(visit: Visit, *, operator: bool) -> Errors:
    """An error for each field that has to be filled in and is not."""
    errors = Errors()
    for field, text in _needed(visit.form, operator=operator).items():
        if not visit.form.text(field):
            errors = errors.plus(field, visit.say(text), name_of_field(visit, field))
    return errors


def _needed(form: Form, *, operator: bool) -> dict[str, str]:
    """The fields, in the order of the form, and what is said when one is empty."""
    address = {name_of(row, part): text for row in range(rows_of(form)) for part, text in ADDRESS.items()}
    common = {"name": SENTENCES["name-missing"], **({} if operator else {"code": CODE}), **address, "phone": PHONE}
    if not operator:
        return common
    activities = form.every("activities")
    return {
        **common,
        "activities": SENTENCES["activity-required"],
        **{control_body_field(type): SENTENCES["control-body"] for type in activities},
        **({"eori": SENTENCES["eori-required"]} if IMPORTER in activities else {}),
    }
