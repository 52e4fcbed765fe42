"""What stands on the topics is readable by tools that are not ours."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from cloudevents.kafka import KafkaMessage, from_binary
from jsonschema import Draft202012Validator

from demo.play import Report
from tests.e2e.invariants import OURS
from tests.e2e.records import Record, read_all
from tests.e2e.running import PROJECT, RunningStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

BACKBONE = (
    "eu.traces-access.identity.AccountCreated.v1",
    "eu.traces-access.registry.OperatorProposed.v1",
    "eu.traces-access.registry.AuthorisationRequested.v1",
    "eu.traces-access.validation.RequestValidated.v1",
)
SCHEMAS: Path = PROJECT / "contracts" / "schemas"


@pytest.fixture(scope="module")
def records(running: RunningStack, undisturbed: Report) -> list[Record]:
    assert undisturbed.ok
    return [record for record in read_all(running.about()["kafka"]) if OURS.match(record.topic)]


@pytest.mark.parametrize("type", BACKBONE)
def test_the_official_sdk_reads_the_backbone(records: list[Record], type: str) -> None:
    found = [record for record in records if record.headers.get("ce_type") == type.encode()]
    assert found
    for record in found:
        event = from_binary(KafkaMessage(record.headers, record.key.decode(), record.value))
        assert event["specversion"] == "1.0"
        assert event["type"] == type
        assert event["source"] == f"/services/{type.split('.')[2]}"
        assert event["subject"]
        assert event["datacontenttype"] == "application/json"
        assert event["dataschema"] == f"urn:traces-access:schema:{type}"
        assert datetime.fromisoformat(event["time"]).tzinfo is not None
        assert int(event["sequence"]) >= 1
        assert event["correlationid"]
        assert event["causationid"]
        assert event["actor"]
        assert event["partitionkey"] == record.key.decode()
        assert event.data == json.loads(record.value)


def test_every_event_follows_its_published_schema(records: list[Record]) -> None:
    types = set()
    for record in records:
        type = record.header("ce_type")
        schema = json.loads((SCHEMAS / f"{type.removeprefix('eu.traces-access.')}.json").read_text())
        Draft202012Validator(schema).validate(record.json)
        types.add(type)
    assert types >= set(BACKBONE)


def test_one_request_is_followed_from_click_to_mail_by_its_correlation_id(
    records: list[Record], undisturbed: Report
) -> None:
    routed = next(event for event in undisturbed.events if event.name == "RequestRouted")
    same = {
        record.header("ce_type").split(".")[-2]
        for record in records
        if record.header("ce_correlationid") == routed.correlation_id
    }
    assert {"AuthorisationRequested", "RequestRouted", "MessageSent"} <= same
