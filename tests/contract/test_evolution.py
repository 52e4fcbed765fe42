"""Within a version an event may only grow: checked against what was released last, and against made-up changes."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from contracts.generate.published import published
from contracts.generate.release import released_schemas
from contracts.generate.schemas import schema_of, schema_path
from tests.contract.compatibility import problems

Schema = dict[str, Any]
PRESENT = {schema_path(event).name: schema_of(event) for event in published()}
ROUTED = PRESENT["validation.RequestRouted.v1.json"]


def test_no_released_event_is_gone() -> None:
    assert set(released_schemas()) <= set(PRESENT)


def test_every_event_may_follow_its_released_form() -> None:
    broken = {name: problems(json.loads(text), PRESENT[name]) for name, text in released_schemas().items()}
    assert {name: found for name, found in broken.items() if found} == {}


@pytest.mark.parametrize("name", PRESENT)
def test_every_event_may_stay_as_it_is(name: str) -> None:
    assert problems(PRESENT[name], PRESENT[name]) == []


def add_optional(schema: Schema) -> None:
    schema["$defs"]["Case"]["properties"]["remark"] = {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None}


def add_optional_record(schema: Schema) -> None:
    schema["$defs"]["Remark"] = {"type": "object", "properties": {}, "additionalProperties": True}
    schema["properties"]["remark"] = {"$ref": "#/$defs/Remark"}


def reword(schema: Schema) -> None:
    schema["description"] = schema["$defs"]["Case"]["description"] = "In other words."


@pytest.mark.parametrize("change", [add_optional, add_optional_record, reword])
def test_additions_are_allowed(change: Callable[[Schema], None]) -> None:
    grown = copy.deepcopy(ROUTED)
    change(grown)
    assert grown != ROUTED
    assert problems(ROUTED, grown) == []


def add_required(schema: Schema) -> None:
    schema["properties"]["remark"] = {"type": "string"}
    schema["required"].append("remark")


def remove(schema: Schema) -> None:
    del schema["$defs"]["Case"]["properties"]["due_at"]
    schema["$defs"]["Case"]["required"].remove("due_at")


def make_optional(schema: Schema) -> None:
    schema["$defs"]["Case"]["required"].remove("due_at")


def make_nullable(schema: Schema) -> None:
    schema["properties"]["request_id"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def make_not_nullable(schema: Schema) -> None:
    schema["$defs"]["Case"]["properties"]["reason"] = {"type": "string"}


def retype(schema: Schema) -> None:
    schema["$defs"]["Case"]["properties"]["proposal"] = {"type": "string"}


def grow_enumeration(schema: Schema) -> None:
    schema["$defs"]["CaseStatus"]["enum"].append("PARKED")


def shrink_enumeration(schema: Schema) -> None:
    schema["$defs"]["CaseStatus"]["enum"].remove("OPEN")


def rename_deep_inside(schema: Schema) -> None:
    validator = schema["$defs"]["Validator"]
    validator["properties"]["mailbox"] = validator["properties"].pop("duty_mailbox")
    validator["required"] = [name.replace("duty_mailbox", "mailbox") for name in validator["required"]]


def forget_that_it_is_a_time(schema: Schema) -> None:
    del schema["$defs"]["Case"]["properties"]["due_at"]["format"]


def claim_that_it_is_a_time(schema: Schema) -> None:
    schema["$defs"]["Case"]["properties"]["account_id"]["format"] = "date-time"


@pytest.mark.parametrize(
    "change",
    [
        add_required,
        remove,
        make_optional,
        make_nullable,
        make_not_nullable,
        retype,
        grow_enumeration,
        shrink_enumeration,
        rename_deep_inside,
        forget_that_it_is_a_time,
        claim_that_it_is_a_time,
    ],
)
def test_anything_else_is_refused(change: Callable[[Schema], None]) -> None:
    broken = copy.deepcopy(ROUTED)
    change(broken)
    assert broken != ROUTED
    assert problems(ROUTED, broken)


def test_a_lost_mark_of_personal_data_is_refused() -> None:
    created = PRESENT["identity.AccountCreated.v1.json"]
    unmarked = copy.deepcopy(created)
    del unmarked["$defs"]["Account"]["properties"]["email"]["x-personal-data"]
    assert problems(created, unmarked) == ["account.email: x-personal-data was True, is None"]
