"""A proposed organisation as its form has it, and as the API takes it: an operator, or a body known by a code."""

from collections.abc import Mapping
from typing import Any

from services.gateway.pages.forms import Form

ADDRESS = ("street", "postcode", "city", "country")
CONTACT = ("message", "contact_email", "contact_phone")
IDENTIFIERS = {"eori": "EORI", "vat": "VAT"}

FIELDS = (
    *("name", "code", "phone", *(f"addresses.0.{name}" for name in ADDRESS)),
    *("activities", "control_body", *IDENTIFIERS, *(f"authorisation.{name}" for name in CONTACT)),
)
"""In the order of the form."""


def body_of(form: Form, kind: str) -> dict[str, Any]:
    """What is sent to `POST /operators` or `POST /organisations`."""
    contact = {name: form.text(f"authorisation.{name}") for name in CONTACT if form.text(f"authorisation.{name}")}
    address = {name: form.text(f"addresses.0.{name}") for name in ADDRESS}
    common = {
        "name": form.text("name"),
        "phone": form.text("phone"),
        "addresses": [{**address, "main": True}],
        "authorisation": contact,
    }
    if kind != "operator":
        return {**common, "kind": kind, "code": form.text("code")}
    body = control_body(form)
    return {
        **common,
        "identifiers": [{"type": IDENTIFIERS[name], "value": form.text(name)} for name in given(form)],
        "activities": [{"type": type, "control_body": body} for type in form.every("activities")],
    }


def places_of(form: Form) -> Mapping[str, str]:
    """Which field an error of the API is shown beside, where its pointer is not the field's name."""
    activities = {f"activities.{row}.control_body": "control_body" for row in range(len(form.every("activities")))}
    identifiers = {f"identifiers.{row}.value": name for row, name in enumerate(given(form))}
    return {"identifiers": "eori", **activities, **identifiers}


def given(form: Form) -> list[str]:
    """The numbers that are filled in."""
    return [name for name in IDENTIFIERS if form.text(name)]


def control_body(form: Form) -> str:
    """The code, also when the name was taken over from the list behind it (`BE-BIO-01 Certisys`)."""
    return form.text("control_body").partition(" ")[0]
