"""What the gateway makes of the records among which the ends of sessions are."""

from typing import Any

import pytest
from aiokafka import ConsumerRecord

from chassis.records import RecordHeaders
from chassis.testing import NOON
from contracts.events.identity import SessionEnded
from services.gateway.ended_sessions import EndedSessions, Hearing

ENDED = SessionEnded(session_id="one", account_id="anna", reason="logged-out")


def record(headers: RecordHeaders) -> "ConsumerRecord[Any, Any]":
    """An end of a session, with these headers."""
    at, value = int(NOON.timestamp() * 1000), ENDED.model_dump_json().encode()
    return ConsumerRecord("accounts", 0, 7, at, 0, b"key", value, None, 3, len(value), headers)


@pytest.mark.parametrize(
    ("headers", "heard"),
    [
        ([("ce_type", ENDED.type.encode())], True),
        ([("traceparent", None), ("CE_Type", ENDED.type.encode())], True),
        ([("ce_type", None)], False),
        ([("ce_type", b"\xff")], False),
        ([], False),
    ],
)
def test_only_what_says_that_it_is_one_ends_a_session(headers: RecordHeaders, heard: bool) -> None:
    ended = EndedSessions(lambda: NOON)
    Hearing(ended, lambda: NOON).hear(record(headers))
    assert ("one" in ended) is heard
