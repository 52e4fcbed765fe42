"""Routes: HTTP to a command or a query, nothing else. One module a resource."""

from fastapi import APIRouter

from chassis.web import refusals
from services.validation.api import audit, decisions, reassignment, routes, work_items

EVERYWHERE = refusals(
    s401="`unauthenticated`: log in first",
    s503="`unavailable`: nothing was done; `outcome-unknown`: look, or repeat with the same key",
)
WITH_BODY = refusals(s400="`unreadable`: no JSON", s413="`body-too-large`: at most 1 MiB")

router = APIRouter(prefix="/api/v1", tags=["validation"], responses=EVERYWHERE)
for asked in (routes, work_items, audit):
    router.include_router(asked.router)
for told in (decisions, reassignment):
    router.include_router(told.router, responses=WITH_BODY)
