"""The FastAPI application of a service."""

from fastapi import FastAPI

from chassis.runtime import Runtime
from chassis.web import health, problems
from chassis.web.documented import Documented
from chassis.web.limits import Limits


def create_app(runtime: Runtime, *, routes: bool = True) -> FastAPI:
    """Health, metrics, problem details and limits; the service's own routes unless it is a worker only.

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
    app.include_router(health.router)
    if routes:
        for router in service.routes:
            app.include_router(router)
    app.add_middleware(Limits)
    return app
