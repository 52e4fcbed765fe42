"""Passing a request that was admitted on to its owner, for programs and for our own pages alike."""

from chassis.auth import Actor
from services.gateway.ended_sessions import ended_by, without_ended
from services.gateway.gateway import Gateway
from services.gateway.owners import ONCE, Destination, Owner
from services.gateway.upstream import Incoming, Outgoing


async def pass_on(gateway: Gateway, to: Destination, outgoing: Outgoing, actor: Actor | None) -> Incoming:
    """Ask the owner. The end of a session is known here before it is answered (design section 10).

    Raises Unavailable, OutcomeUnknown, UpstreamTimeout.
    """
    answered = await gateway.upstreams[to.owner].send(outgoing, once=(outgoing.method, to.path) in ONCE)
    if to.owner is not Owner.IDENTITY:
        return answered
    for session_id in ended_by(outgoing.method, to.path, answered, actor):
        gateway.ended.add(session_id)
    return without_ended(answered)
