"""Hears the ends of sessions from their topic."""

from typing import Any

import structlog
from aiokafka import ConsumerRecord
from pydantic import ValidationError

from chassis.clock import Clock
from chassis.records import texts
from contracts.events.identity import SessionEnded
from services.gateway.ended_sessions.register import REMEMBERED, EndedSessions

log = structlog.get_logger(__name__)


class Hearing:
    """Keeps `ended` up to date; a Listener."""

    def __init__(self, ended: EndedSessions, clock: Clock) -> None:
        self._ended = ended
        self._clock = clock

    def hear(self, record: "ConsumerRecord[Any, Any]") -> None:
        """Take over an end that still matters; what cannot be read is logged and passed, it has no other home here."""
        since = (self._clock() - REMEMBERED).timestamp() * 1000
        if record.timestamp < since or texts(record.headers).get("ce_type") != SessionEnded.type:
            return
        try:
            self._ended.add(SessionEnded.read(record.value).session_id)
        except ValidationError:
            log.error("ended-sessions.unreadable", partition=record.partition, offset=record.offset)

    def catch_up(self) -> None:
        """Nothing waits for this: readiness asks the follower."""
