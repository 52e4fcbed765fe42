"""Who may ask, and how often: judged before any work is done for the request."""

from starlette.requests import Request

from chassis.auth import Actor
from chassis.errors import Unauthenticated
from services.gateway.client_address import client_address, limit_key
from services.gateway.errors import SessionHasEnded
from services.gateway.gateway import Gateway
from services.gateway.owners import Destination

LIMITED: dict[tuple[str, str] | None, str] = {
    ("POST", "/accounts"): "sign_up",
    ("POST", "/sessions"): "login",
    ("GET", "/captchas/{id}/audio"): "recording",
}
"""Open requests with a limit of their own, a client address."""


def caller_address(request: Request, gateway: Gateway) -> str:
    """The address of the caller, as far as proxies can be believed."""
    peer = request.client.host if request.client else ""
    return client_address(peer, ",".join(request.headers.getlist("x-forwarded-for")), gateway.settings.proxies)


async def admit(gateway: Gateway, destination: Destination, authorization: str, address: str) -> Actor | None:
    """The caller, by the value of `Authorization`; None where none need be known.

    Raises TooManyRequests, Unauthenticated, SessionHasEnded; Unavailable while no key of identity is known.
    Requests without a valid token count for their address.
    """
    own_limit = LIMITED.get(destination.opening)
    if own_limit is not None:
        gateway.limits.count(own_limit, limit_key(address))
    if destination.open:
        gateway.limits.count("api", limit_key(address))
        return None
    return await admit_known(gateway, authorization, address)


async def admit_known(gateway: Gateway, authorization: str, address: str) -> Actor:
    """The caller, who has to be known. Raises what `admit` raises."""
    try:
        actor = await _authenticated(gateway, authorization)
    except Unauthenticated:
        gateway.limits.count("api", limit_key(address))
        raise
    gateway.limits.count("api", actor.account_id)
    return actor


async def _authenticated(gateway: Gateway, authorization: str) -> Actor:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    actor = await gateway.verifier.verify(token.strip())
    if actor.session_id in gateway.ended:
        raise SessionHasEnded
    return actor
