"""Health and metrics, as orchestrators and scrapers ask for them."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from chassis.runtime import Runtime

router = APIRouter(include_in_schema=False)


@router.get("/healthz/live")
async def live(request: Request) -> JSONResponse:
    """The loop ticks and what should move, moves: 503 (or no answer) when only a restart helps."""
    runtime: Runtime = request.app.state.runtime
    checks = {name: check() for name, check in runtime.live_checks.items()}
    moves = all(checks.values())
    return JSONResponse({"status": "live" if moves else "stuck", "checks": checks}, 200 if moves else 503)


@router.get("/healthz/ready")
async def ready(request: Request) -> JSONResponse:
    """Whether traffic should come here: every check by name, 503 when one fails."""
    runtime: Runtime = request.app.state.runtime
    checks = {name: check() for name, check in runtime.ready_checks.items()}
    if runtime.service.aggregates:
        checks["store"] = await runtime.store.ping()
    return JSONResponse({"ready": all(checks.values()), "checks": checks}, 200 if all(checks.values()) else 503)


@router.get("/metrics")
async def metrics() -> Response:
    """Prometheus exposition."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
