"""PageRoute: what every page gets without asking for it.

A form is taken only from our own pages; whatever is refused becomes a friendly page; cookies and headers are set.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request

from chassis.errors import DomainError
from chassis.web.tracing import trace_id
from services.gateway.pages import csrf
from services.gateway.pages.farewell import leave
from services.gateway.pages.forms import read_form
from services.gateway.pages.login_page import to_log_in
from services.gateway.pages.problem import Problem
from services.gateway.pages.refusal import ForeignForm, refusal
from services.gateway.pages.visit import LogInFirst, Visit

Handler = Callable[[Request], Awaitable[Response]]

CODES = {413: "body-too-large"}
"""Machine codes of what the framework refuses while a form is read."""

log = structlog.get_logger(__name__)


class PageRoute(APIRoute):
    """A route that answers with a page, whatever happens. Who asks for a page may ask for its headers alone (HEAD)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.methods and "GET" in self.methods:
            self.methods.add("HEAD")

    def get_route_handler(self) -> Callable[[Request], Any]:
        """The handler of the page inside all of that."""
        show = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            visit = Visit.arriving(request)
            request.state.visit = visit
            return leave(visit, await _shown(visit, request, show))

        return guarded


async def _shown(visit: Visit, request: Request, show: Handler) -> Response:
    try:
        if request.method == "POST":
            visit.form = await read_form(request)
            if not csrf.is_from_our_page(request, visit.form[csrf.FIELD], visit.gateway.settings.public_url):
                raise ForeignForm
        return await show(request)
    except LogInFirst:
        return to_log_in(visit)
    except Problem as problem:
        return refusal(visit, problem)
    except DomainError as error:
        return refusal(visit, Problem.of(error))
    except HTTPException as error:
        return refusal(visit, Problem(error.status_code, CODES.get(error.status_code, "invalid")))
    except RequestValidationError:
        return refusal(visit, Problem(404, "not-found"))
    except Exception as error:
        log.error("defect", path=request.url.path, exc_info=error)
        return refusal(visit, Problem(500, "defect", trace_id=trace_id(request)))


def page_router() -> APIRouter:
    """A router for pages."""
    return APIRouter(route_class=PageRoute, include_in_schema=False)
