"""Answers of what ends sessions."""

from chassis.unit_of_work import Answer, Staged
from contracts.ended_sessions import ENDED_SESSIONS, named
from services.identity.domain.session import Session


def ended(staged: Staged) -> Answer:
    """204, which names the sessions that ended to the gateway, so that their tokens are dead at once."""
    return Answer(204, headers={ENDED_SESSIONS: named(session.id for session in staged.all(Session))})
