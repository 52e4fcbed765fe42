"""What is at none of our addresses: a problem document below `/api`, a page for people everywhere else."""

from fastapi import APIRouter
from fastapi.responses import Response

from chassis.errors import NotFound
from services.gateway.pages.problem import Problem
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody

programs = APIRouter(include_in_schema=False)
router = page_router()


@programs.get("/api")
@programs.get("/api/{path:path}")
async def nothing() -> Response:
    """404 for programs."""
    raise NotFound("There is nothing at this path.")


@router.get("/{path:path}")
async def missing(path: str, visit: Anybody) -> Response:
    """404 for people."""
    raise Problem(404, "not-found")


routers = [programs, router]
