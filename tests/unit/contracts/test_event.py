"""What every event has: its place, its subject, its key; and frozen, forgiving records."""

import pytest
from pydantic import ValidationError

from contracts.event import REGISTERED
from contracts.events.identity import SessionEnded
from contracts.topics import ACCOUNTS

ENDED = SessionEnded(session_id="s", account_id="a", reason="logout")


def test_an_event_knows_its_type_topic_subject_and_key() -> None:
    assert ENDED.type == "eu.traces-access.identity.SessionEnded.v1"
    assert ENDED.topic is ACCOUNTS
    assert (ENDED.subject, ENDED.key) == ("s", "a")


def test_events_are_registered_by_type_and_intermediate_classes_are_not() -> None:
    assert REGISTERED[ENDED.type] is SessionEnded
    assert not any(event.__name__.endswith("Event") for event in REGISTERED.values())


def test_events_do_not_change() -> None:
    with pytest.raises(ValidationError):
        ENDED.reason = "other"  # type: ignore[misc]


def test_fields_of_a_newer_producer_are_ignored() -> None:
    newer = {**ENDED.model_dump(), "device": "phone"}
    assert SessionEnded.model_validate(newer) == ENDED
