"""Gateway: what the routes work with, prepared before the service is ready."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from starlette.requests import Request

from chassis.auth import TokenVerifier
from chassis.clock import Clock
from chassis.runtime import Runtime
from contracts.topics import ACCOUNTS
from services.gateway.ended_sessions import REMEMBERED, EndedSessions, Hearing
from services.gateway.follower import Follower
from services.gateway.kept_answers import KeptAnswers
from services.gateway.live.updates import LiveUpdates
from services.gateway.openapi.documents import Documents
from services.gateway.owners import Owner
from services.gateway.rate_limits import RateLimits
from services.gateway.sessions import Renewals, Seal
from services.gateway.settings import GatewaySettings, secrets_in
from services.gateway.upstream import Upstream, pooled_client

STATE = "gateway"


@dataclass(frozen=True, slots=True)
class Gateway:
    """The parts of a running gateway."""

    settings: GatewaySettings
    clock: Clock
    verifier: TokenVerifier
    client: aiohttp.ClientSession
    upstreams: Mapping[Owner, Upstream]
    limits: RateLimits
    ended: EndedSessions
    follower: Follower
    live: LiveUpdates
    documents: Documents
    seal: Seal
    renewals: Renewals
    kept_answers: KeptAnswers


async def prepare(runtime: Runtime) -> None:
    """Put the parts together; nothing is asked of anybody yet. Not ready before the ended sessions are known."""
    settings: GatewaySettings = runtime.settings
    client = pooled_client()
    runtime.closers.append(client.close)
    upstreams = {
        owner: Upstream(owner, settings.addresses(owner), client, settings.upstream_seconds) for owner in Owner
    }
    ended = EndedSessions(runtime.clock)
    topics = [settings.topic_prefix + ACCOUNTS.name]
    hearing = Hearing(ended, runtime.clock)
    follower = Follower(settings.broker, topics, REMEMBERED, hearing, runtime.clock)
    runtime.state[STATE] = Gateway(
        settings=settings,
        clock=runtime.clock,
        verifier=runtime.verifier,
        client=client,
        upstreams=upstreams,
        limits=RateLimits(settings),
        ended=ended,
        follower=follower,
        live=LiveUpdates(settings, upstreams[Owner.REGISTRY], ended, runtime.clock),
        documents=Documents(upstreams, settings.public_url),
        seal=Seal(secrets_in(settings.cookie_keys)),
        renewals=Renewals(runtime.clock),
        kept_answers=KeptAnswers(runtime.clock),
    )
    runtime.ready_checks["ended-sessions"] = lambda: follower.caught_up


async def follow_ended_sessions(runtime: Runtime) -> None:
    """Background: hear of log-outs through other replicas and of sessions that identity ended."""
    gateway: Gateway = runtime.state[STATE]
    await gateway.follower.run()


async def follow_events(runtime: Runtime) -> None:
    """Background: hint at what happens, until this process stops; then all streams are ended."""
    gateway: Gateway = runtime.state[STATE]
    await gateway.live.run()


def gateway_of(request: Request) -> Gateway:
    """The gateway that answers this request."""
    runtime: Runtime = request.app.state.runtime
    gateway: Gateway = runtime.state[STATE]
    return gateway
