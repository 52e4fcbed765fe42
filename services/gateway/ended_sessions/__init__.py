"""Sessions that were ended while access tokens of them live on: these tokens are refused (design section 10)."""

from services.gateway.ended_sessions.answers import ended_by, without_ended
from services.gateway.ended_sessions.hearing import Hearing
from services.gateway.ended_sessions.register import REMEMBERED, EndedSessions

__all__ = ["REMEMBERED", "EndedSessions", "Hearing", "ended_by", "without_ended"]
