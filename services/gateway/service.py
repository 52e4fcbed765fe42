"""Gateway: one door for people and programs. It knows who calls and which service answers, and nothing else."""

from chassis.service import Service
from services.gateway import api, pages
from services.gateway.gateway import follow_ended_sessions, prepare
from services.gateway.openapi import routes as documentation
from services.gateway.settings import GatewaySettings

service = Service(
    name="gateway",
    settings=GatewaySettings,
    start=prepare,
    background={"ended-sessions": follow_ended_sessions},
    routes=[documentation.router, *pages.routers, api.router],
    behind_gateway=False,
)
