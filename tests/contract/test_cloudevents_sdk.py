"""The official CloudEvents SDK reads what we write, and we read what it writes."""

import json
from datetime import datetime

import pytest
from cloudevents.kafka import KafkaMessage, from_binary, to_binary

from contracts.envelope import Envelope
from tests.contract.golden import GOLDEN, Golden

SAMPLES = [pytest.param(golden, id=str(golden)) for golden in GOLDEN]


def message(golden: Golden) -> KafkaMessage:
    return KafkaMessage(dict(Envelope.from_headers(golden.headers).to_headers()), golden.key.decode(), golden.value)


@pytest.mark.parametrize("golden", SAMPLES)
def test_the_sdk_reads_attributes_and_data(golden: Golden) -> None:
    envelope = Envelope.from_headers(golden.headers)
    event = from_binary(message(golden))
    assert event["specversion"] == "1.0"
    assert event["id"] == envelope.id
    assert event["source"] == envelope.source
    assert event["type"] == envelope.type
    assert datetime.fromisoformat(event["time"]) == envelope.time
    assert event["subject"] == envelope.subject
    assert event["dataschema"] == envelope.dataschema
    assert event["partitionkey"] == envelope.key == golden.key.decode()
    assert event["sequence"] == str(envelope.sequence)
    assert event["correlationid"] == envelope.correlation_id
    assert event["causationid"] == envelope.causation_id
    assert event["actor"] == envelope.actor
    assert event["datacontenttype"] == "application/json"
    assert event.data == golden.data


@pytest.mark.parametrize("golden", SAMPLES)
def test_what_the_sdk_writes_again_is_the_same_record(golden: Golden) -> None:
    written = to_binary(from_binary(message(golden)))
    ours = {name: value for name, value in message(golden).headers.items() if name != "traceparent"}
    del ours["ce_partitionkey"]  # the SDK writes it as the record's key instead
    assert written.headers == ours
    assert written.key == golden.key.decode()
    assert json.loads(written.value) == golden.data
