"""Passing a request that was admitted on to its owner, for programs and for our own pages alike."""

from http import HTTPStatus

from chassis.auth import Actor
from services.gateway.gateway import Gateway
from services.gateway.owners import ONCE, Destination
from services.gateway.upstream import Incoming, Outgoing

SESSIONS = "/sessions/"
CURRENT = "current"


async def pass_on(gateway: Gateway, to: Destination, outgoing: Outgoing, actor: Actor | None) -> Incoming:
    """Ask the owner. The end of a session is known here before it is answered (design section 10).

    Raises Unavailable, OutcomeUnknown, UpstreamTimeout.
    """
    answered = await gateway.upstreams[to.owner].send(outgoing, once=(outgoing.method, to.path) in ONCE)
    if actor is not None and outgoing.method == "DELETE" and answered.status == HTTPStatus.NO_CONTENT:
        for session_id in ended_by(to.path, actor):
            gateway.ended.add(session_id)
    return answered


def ended_by(path: str, actor: Actor) -> list[str]:
    """The session that a successful DELETE of this path has ended: the caller's own, or another of the same account."""
    name = path.removeprefix(SESSIONS)
    if name == path:
        return []
    return [actor.session_id if name == CURRENT else name]
