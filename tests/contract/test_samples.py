"""Golden samples: records as once published. Whatever was ever committed is understood for ever."""

import copy
import json
import re
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from contracts.envelope import Envelope
from contracts.event import REGISTERED
from contracts.generate.release import changed_samples
from contracts.generate.schemas import schema_of
from tests.contract.golden import BY_NAME, GOLDEN, Golden

SAMPLES = [pytest.param(golden, id=str(golden)) for golden in GOLDEN]
CHECKER = Draft202012Validator.FORMAT_CHECKER
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def values(data: Any, path: str = "") -> list[tuple[str, Any]]:
    if isinstance(data, dict):
        return [found for name, item in data.items() for found in values(item, f"{path}.{name}" if path else name)]
    if isinstance(data, list):
        return [found for item in data for found in values(item, f"{path}[]")]
    return [(path, data)]


def said_again(data: Any, again: Any) -> Any:
    """What the newer model says of what the older sample said: later optional additions are left aside."""
    if isinstance(data, dict):
        return {name: said_again(item, again[name]) for name, item in data.items()}
    if isinstance(data, list) and len(data) == len(again):
        return [said_again(item, other) for item, other in zip(data, again, strict=True)]
    return again


def test_every_event_has_a_sample() -> None:
    assert {golden.folder for golden in GOLDEN} == set(BY_NAME)


@pytest.mark.parametrize("golden", SAMPLES)
def test_sample_parses_and_says_the_same_again(golden: Golden) -> None:
    event = golden.event_class.read(golden.value)
    again = event.model_dump(mode="json")
    assert said_again(golden.data, again) == golden.data


@pytest.mark.parametrize("golden", SAMPLES)
def test_sample_satisfies_its_schema(golden: Golden) -> None:
    Draft202012Validator(schema_of(golden.event_class), format_checker=CHECKER).validate(golden.data)


@pytest.mark.parametrize("golden", SAMPLES)
def test_envelope_agrees_with_the_data(golden: Golden) -> None:
    envelope = Envelope.from_headers(golden.headers)
    event = golden.event_class.read(golden.value)
    assert REGISTERED[envelope.type] is golden.event_class
    assert envelope.source == f"/services/{event.topic.producer}"
    assert (envelope.subject, envelope.key) == (event.subject, event.key)
    assert golden.key.decode() == event.key
    assert UUID(envelope.id).version == 7
    assert envelope.to_headers() == golden.headers


@pytest.mark.parametrize("golden", SAMPLES)
def test_ids_are_ids_and_times_are_utc(golden: Golden) -> None:
    for path, value in values(golden.data):
        if path.endswith(("_at", "_until")) and value is not None:
            assert TIME.fullmatch(value), path
        if path.endswith(("account_id", "organisation_id", "request_id", "authorisation_id")) and value is not None:
            assert str(UUID(value)) == value, path


@pytest.mark.parametrize("golden", SAMPLES)
def test_parts_name_the_same_things_as_the_whole(golden: Golden) -> None:
    data = golden.data
    for part in (value for value in data.values() if isinstance(value, dict)):
        for name in ("account_id", "authorisation_id", "request_id"):
            if name in part and name in data:
                assert part[name] == data[name]


def test_no_two_samples_share_an_event_id() -> None:
    ids = [golden.header_texts["ce_id"] for golden in GOLDEN]
    assert len(ids) == len(set(ids))


@given(golden=st.sampled_from(GOLDEN), name=st.from_regex(r"new_[a-z]{1,8}", fullmatch=True), value=st.integers())
def test_unknown_fields_are_ignored_everywhere(golden: Golden, name: str, value: int) -> None:
    grown = copy.deepcopy(golden.data)
    nested = [grown, *(part for part in grown.values() if isinstance(part, dict))]
    for part in nested:
        part[name] = value
    read = golden.event_class.read(json.dumps(grown).encode())
    assert read.model_dump() == golden.event_class.read(golden.value).model_dump()
    Draft202012Validator(schema_of(golden.event_class)).validate(grown)


@pytest.mark.parametrize("golden", SAMPLES)
def test_schema_and_model_both_refuse_a_sample_without_its_subject(golden: Golden) -> None:
    broken = {name: value for name, value in golden.data.items() if name != golden.event_class.subject_field}
    with pytest.raises(ValidationError):
        Draft202012Validator(schema_of(golden.event_class)).validate(broken)
    with pytest.raises(ValueError, match="validation error"):
        golden.event_class.model_validate(broken)


def test_released_samples_are_as_they_were() -> None:
    assert changed_samples() == [], "released samples stay: add new ones instead"
