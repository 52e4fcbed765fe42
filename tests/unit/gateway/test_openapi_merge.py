"""One document out of several."""

from typing import Any

from fastapi import FastAPI
from openapi_spec_validator import validate
from pydantic import BaseModel

from chassis.web import Page, refusals
from services.gateway.openapi.merge import merge
from services.gateway.owners import Owner


def identity() -> dict[str, Any]:
    app = FastAPI()

    class Item(BaseModel):
        name: str

    class Same(BaseModel):
        yes: bool

    @app.post("/api/v1/accounts", responses=refusals(422))
    async def sign_up(item: Item) -> Same:
        raise NotImplementedError

    @app.get("/api/v1/me", operation_id="show")
    async def me() -> Page[Item]:
        raise NotImplementedError

    @app.get("/healthz/live")
    async def live() -> None:
        raise NotImplementedError

    return app.openapi()


def registry() -> dict[str, Any]:
    app = FastAPI()

    class Item(BaseModel):
        number: int

    class Same(BaseModel):
        yes: bool

    @app.get("/api/v1/organisations/{id}", operation_id="show")
    async def organisation(id: str) -> Page[Item]:
        raise NotImplementedError

    @app.get("/api/v1/me")
    async def not_its_own() -> Same:
        raise NotImplementedError

    @app.get("/api/v1/me/rights")
    async def rights() -> Same:
        raise NotImplementedError

    return app.openapi()


def gateway() -> dict[str, Any]:
    app = FastAPI()

    @app.get("/api/v1/events", operation_id="show")
    async def events() -> None:
        raise NotImplementedError

    return app.openapi()


def merged() -> dict[str, Any]:
    return merge({Owner.IDENTITY: identity(), Owner.REGISTRY: registry()}, "https://access.example", gateway())


def test_the_result_is_a_valid_document() -> None:
    validate(merged())


def test_each_path_comes_from_its_owner_and_nothing_else_is_shown() -> None:
    document = merged()
    assert list(document["paths"]) == [
        "/api/v1/accounts",
        "/api/v1/events",
        "/api/v1/me",
        "/api/v1/me/rights",
        "/api/v1/organisations/{id}",
    ]
    assert document["paths"]["/api/v1/me"]["get"]["tags"] == ["identity"]
    assert document["paths"]["/api/v1/me/rights"]["get"]["tags"] == ["registry"]
    assert [tag["name"] for tag in document["tags"]] == ["identity", "registry", "gateway"]
    assert document["servers"] == [{"url": "https://access.example"}]


def test_operations_say_whether_they_need_a_token() -> None:
    paths = merged()["paths"]
    assert paths["/api/v1/accounts"]["post"]["security"] == []
    assert "401" not in paths["/api/v1/accounts"]["post"]["responses"]
    assert paths["/api/v1/me"]["get"]["security"] == [{"bearer": []}]
    assert paths["/api/v1/events"]["get"]["security"] == [{"bearer": []}]
    assert paths["/api/v1/me"]["get"]["responses"]["401"] == {"$ref": "#/components/responses/Unauthenticated"}


def test_names_that_mean_different_things_are_told_apart_everywhere() -> None:
    document = merged()
    schemas = document["components"]["schemas"]
    assert {"IdentityItem", "RegistryItem", "IdentityPage_Item_", "RegistryPage_Item_", "Same"} <= schemas.keys()
    assert "Item" not in schemas
    assert schemas["RegistryPage_Item_"]["properties"]["items"]["items"] == {
        "$ref": "#/components/schemas/RegistryItem"
    }
    shown = document["paths"]["/api/v1/organisations/{id}"]["get"]["responses"]["200"]
    assert shown["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/RegistryPage_Item_"}


def test_operation_ids_are_unique() -> None:
    paths = merged()["paths"]
    assert paths["/api/v1/me"]["get"]["operationId"] == "show"
    assert paths["/api/v1/organisations/{id}"]["get"]["operationId"] == "registry_show"
    assert paths["/api/v1/events"]["get"]["operationId"] == "gateway_show"


def test_the_problem_schema_is_said_once() -> None:
    document = merged()
    refusal = document["paths"]["/api/v1/accounts"]["post"]["responses"]["422"]
    assert refusal["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_only_what_takes_a_body_refuses_what_is_not_json() -> None:
    paths = merged()["paths"]
    assert paths["/api/v1/accounts"]["post"]["responses"]["415"] == {"$ref": "#/components/responses/NotJson"}
    assert "415" not in paths["/api/v1/me"]["get"]["responses"]


def test_without_any_service_it_is_an_empty_valid_document() -> None:
    document = merge({}, "", {})
    validate(document)
    assert document["servers"] == [{"url": "/"}]
