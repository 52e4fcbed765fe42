"""Gateway: one door for people and programs. It knows who calls and which service answers, and nothing else."""

from chassis.runtime import Runtime
from chassis.service import Service
from services.gateway import api, pages
from services.gateway.gateway import follow_ended_sessions, follow_events, prepare
from services.gateway.live import routes as live
from services.gateway.openapi import routes as documentation
from services.gateway.pages import missing
from services.gateway.pages.rendering import load
from services.gateway.settings import GatewaySettings


async def start(runtime: Runtime) -> None:
    """Everything that requests need, before there are any."""
    load()
    await prepare(runtime)


service = Service(
    name="gateway",
    settings=GatewaySettings,
    start=start,
    background={"ended-sessions": follow_ended_sessions, "live": follow_events},
    routes=[documentation.router, *pages.routers, live.router, api.router, *missing.routers],
    behind_gateway=False,
)
