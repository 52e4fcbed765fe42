"""The FastAPI application of a service."""

from fastapi import FastAPI

from chassis.runtime import Runtime
from chassis.web import health, problems
from chassis.web.documented import Documented
from chassis.web.limits import Limits


def create_app(runtime: Runtime, *, routes: bool = True, operations: bool = True) -> FastAPI:
    """Problem details and limits around the service's own routes (a worker has none) and health and metrics.

    Without `operations` neither health nor metrics are to be had here: they have a port of their own (ADR 21).
    The OpenAPI document is served at `/openapi.json`; the gateway merges and shows it.
    """
    service = runtime.service
    app = Documented(
        title=service.name,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if routes else None,
    )
    app.state.runtime = runtime
    problems.install(app)
    if operations:
        app.include_router(health.router)
    if routes:
        for router in service.routes:
            app.include_router(router)
    app.add_middleware(Limits)
    return app
