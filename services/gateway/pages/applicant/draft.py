"""A proposed organisation as its form has it, and as the API takes it: an operator, or a body known by a code."""

from collections.abc import Mapping
from typing import Any

from services.gateway.pages.applicant.addresses import MAIN, PARTS, main_row, name_of, rows_of
from services.gateway.pages.forms import Form

OPERATOR = "operator"
CONTACT = ("message", "contact_email", "contact_phone")
IDENTIFIERS = {"eori": "EORI", "vat": "VAT", "national": "NATIONAL"}
"""The field of each type of number."""


def fields_of(form: Form, kind: str) -> tuple[str, ...]:
    """The names of the fields that the form of this kind has, in its order."""
    operator = kind == OPERATOR
    activities = ("activities", *(control_body_field(type) for type in form.every("activities")))
    return (
        *(("name",) if operator else ("name", "code")),
        *(name_of(row, part) for row in range(rows_of(form)) for part in PARTS),
        *(MAIN, "phone"),
        *((*activities, *IDENTIFIERS) if operator else ()),
        *(f"authorisation.{name}" for name in CONTACT),
    )


def body_of(form: Form, kind: str) -> dict[str, Any]:
    """What is sent to `POST /operators` or `POST /organisations`."""
    contact = {name: form.text(f"authorisation.{name}") for name in CONTACT if form.text(f"authorisation.{name}")}
    return {**profile_of(form, kind), "authorisation": contact, **({} if kind == OPERATOR else {"kind": kind})}


def profile_of(form: Form, kind: str) -> dict[str, Any]:
    """The organisation itself, as `PATCH /operators/{id}` takes it as well."""
    main = main_row(form)
    common = {
        "name": form.text("name"),
        "phone": form.text("phone"),
        "addresses": [
            {**{part: form.text(name_of(row, part)) for part in PARTS}, "main": row == main}
            for row in range(rows_of(form))
        ],
    }
    if kind != OPERATOR:
        return {**common, "code": form.text("code")}
    return {
        **common,
        "identifiers": [{"type": IDENTIFIERS[name], "value": form.text(name)} for name in given(form)],
        "activities": [{"type": type, "control_body": control_body(form, type)} for type in form.every("activities")],
    }


def places_of(form: Form) -> Mapping[str, str]:
    """Which field an error of the API is shown beside, where its pointer is not the field's name."""
    types = form.every("activities")
    activities = {f"activities.{row}.control_body": control_body_field(type) for row, type in enumerate(types)}
    activities |= {f"activities.{row}.type": "activities" for row in range(len(types))}
    identifiers = {f"identifiers.{row}.value": name for row, name in enumerate(given(form))}
    addresses = {"addresses": MAIN if rows_of(form) > 1 else name_of(0, PARTS[0])}
    return {"identifiers": "eori", **addresses, **activities, **identifiers}


def given(form: Form) -> list[str]:
    """The numbers that are filled in."""
    return [name for name in IDENTIFIERS if form.text(name)]


def control_body_field(activity: str) -> str:
    """The field for who controls an activity: each has its own (rule D5)."""
    return f"control_body.{activity}"


def control_body(form: Form, activity: str) -> str:
    """The code, also when the name was taken over from the list behind it (`BE-BIO-01 Certisys`)."""
    return form.text(control_body_field(activity)).partition(" ")[0]
