"""The document of a service says what its problem handlers answer."""

from typing import Any

import pytest
from fastapi import APIRouter
from pydantic import BaseModel

from chassis.web.documented import PROBLEM_SCHEMA, Documented, refusals

router = APIRouter()


class Body(BaseModel):
    name: str


@router.post("/things", responses={422: {"description": "said by the route"}})
async def make(body: Body) -> None: ...


@router.put("/things")
async def change(body: Body) -> None: ...


@router.get("/things", responses=refusals(401))
async def listed(limit: int = 20) -> None: ...


@router.get("/health")
async def health() -> None: ...


@pytest.fixture
def document() -> dict[str, Any]:
    app = Documented(title="things", version="1")
    app.include_router(router)
    assert app.openapi() == app.openapi()
    return app.openapi()


def statuses(document: dict[str, Any], method: str, path: str = "/things") -> set[str]:
    return set(document["paths"][path][method]["responses"])


def test_what_cannot_be_read_or_breaks_the_shape_is_refused(document: dict[str, Any]) -> None:
    assert statuses(document, "put") == {"200", "400", "413", "422"}
    assert statuses(document, "get") == {"200", "401", "422"}
    assert statuses(document, "get", "/health") == {"200"}


def test_refusals_are_problems_not_what_fastapi_would_answer(document: dict[str, Any]) -> None:
    for method, status in (("put", "422"), ("put", "400"), ("get", "422")):
        content = document["paths"]["/things"][method]["responses"][status]["content"]
        assert content == {"application/problem+json": {"schema": PROBLEM_SCHEMA}}
    assert document["components"]["schemas"].keys() == {"Body"}


def test_what_a_route_says_itself_stays(document: dict[str, Any]) -> None:
    assert document["paths"]["/things"]["post"]["responses"]["422"] == {"description": "said by the route"}
