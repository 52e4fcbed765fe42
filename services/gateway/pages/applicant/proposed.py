"""A proposed organisation back in its form, and what the form then changes of it."""

from collections.abc import Mapping
from typing import Any

from services.gateway.pages.applicant.addresses import MAIN, PARTS, name_of
from services.gateway.pages.applicant.draft import IDENTIFIERS, control_body_field, profile_of
from services.gateway.pages.forms import Form

Organisation = Mapping[str, Any]


def filled(organisation: Organisation, version: str) -> Form:
    """The form as it was when this was proposed."""
    fields = {"name": organisation["name"], "phone": organisation["phone"] or "", "code": organisation["code"] or ""}
    for row, address in enumerate(organisation["addresses"]):
        fields |= {name_of(row, part): address[part] for part in PARTS}
        fields |= {MAIN: str(row)} if address["main"] else {}
    fields |= {control_body_field(each["type"]): each["control_body"] for each in organisation["activities"]}
    fields |= {name: number["value"] for name, number in _shown(organisation).items()}
    activities = [each["type"] for each in organisation["activities"]]
    return Form({**{name: [value] for name, value in fields.items()}, "activities": activities, "version": [version]})


def amendment_of(form: Form, organisation: Organisation) -> dict[str, Any]:
    """The parts that the form has otherwise. Numbers that it does not show stay, and so does which is the main one."""
    profile = profile_of(form, organisation["kind"])
    if "identifiers" in profile:
        shown = list(_shown(organisation).values())
        profile["identifiers"] += [_plain(each) for each in organisation["identifiers"] if each not in shown]
    return {part: value for part, value in profile.items() if value != _comparable(organisation, part)}


def _shown(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """The first number of each type, by its field: there is a field for one of each."""
    numbers = {
        name: [n for n in organisation["identifiers"] if n["type"] == type] for name, type in IDENTIFIERS.items()
    }
    return {name: found[0] for name, found in numbers.items() if found}


def _comparable(organisation: Organisation, part: str) -> Any:
    value = organisation[part]
    if part != "identifiers":
        return value
    shown = list(_shown(organisation).values())
    return [_plain(each) for each in (*shown, *(each for each in value if each not in shown))]


def _plain(number: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": number["type"], "value": number["value"]}
