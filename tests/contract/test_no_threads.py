"""Whatever answers a request runs in the event loop: FastAPI hands a plain function to a thread, which costs time."""

from collections.abc import Iterator
from importlib import import_module
from inspect import iscoroutinefunction

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from chassis.service import Service
from chassis.web import health

SERVICES = ("identity", "registry", "validation", "notify", "gateway")


def handed_to_threads(dependant: Dependant) -> Iterator[str]:
    """Names of plain functions among a handler and all that it depends on."""
    if dependant.call is not None and not iscoroutinefunction(dependant.call):
        yield dependant.call.__qualname__
    for each in dependant.dependencies:
        yield from handed_to_threads(each)


def handlers(router: APIRouter) -> Iterator[Dependant]:
    """Those of a router and of the routers in it."""
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if isinstance(route, APIRoute):
            yield route.dependant
        elif inner is not None:
            yield from handlers(inner)


@pytest.mark.parametrize("name", SERVICES)
def test_no_request_waits_for_a_thread(name: str) -> None:
    service: Service = import_module(f"services.{name}.service").service
    every = [each for router in (health.router, *service.routes) for each in handlers(router)]
    assert len(every) > 5
    assert [found for each in every for found in handed_to_threads(each)] == []
