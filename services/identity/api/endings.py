"""Answers of what ends sessions."""

from fastapi import Request
from fastapi.responses import Response

from chassis.unit_of_work import Answer, Staged
from chassis.web.problems import on_domain_error
from contracts.ended_sessions import ENDED_SESSIONS, named
from services.identity.domain.session import Session, SessionOver


def ended(staged: Staged) -> Answer:
    """204, which names the sessions that ended to the gateway, so that their tokens are dead at once."""
    return Answer(204, headers={ENDED_SESSIONS: named(session.id for session in staged.all(Session))})


async def over(request: Request, session_id: str) -> Response:
    """SessionOver as a problem, which names the session: whoever copied its tokens cannot use another one of them."""
    answer = await on_domain_error(request, SessionOver())
    answer.headers[ENDED_SESSIONS] = named([session_id])
    return answer
