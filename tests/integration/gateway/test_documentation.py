"""One document of all services, and Swagger UI that needs nobody else."""

import re
from functools import partial

from openapi_spec_validator import validate
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running, Start
from tests.integration.gateway.serving import closed_address
from tests.integration.gateway.upstream import FakeService

Upstreams = dict[Owner, FakeService]


def part(path: str) -> JSONResponse:
    operation = {"responses": {"200": {"description": "OK"}}}
    info = {"title": "x", "version": "1"}
    return JSONResponse({"openapi": "3.1.0", "info": info, "paths": {path: {"get": operation}}})


def documented(upstreams: Upstreams) -> None:
    paths = {
        Owner.IDENTITY: "/api/v1/me",
        Owner.REGISTRY: "/api/v1/countries",
        Owner.VALIDATION: "/api/v1/routes",
        Owner.NOTIFY: "/api/v1/messages",
    }
    for owner, path in paths.items():
        upstreams[owner].answers["GET", "/openapi.json"] = partial(part, path)


async def test_the_document_has_the_paths_of_all_and_is_kept(running: Running, upstreams: Upstreams) -> None:
    documented(upstreams)
    document = (await running.http.get("/api/openapi.json")).json()
    validate(document)
    paths = ["/api/v1/countries", "/api/v1/events", "/api/v1/me", "/api/v1/messages", "/api/v1/routes"]
    assert list(document["paths"]) == paths
    assert list(document["paths"]["/api/v1/events"]["get"]["responses"]["200"]["content"]) == ["text/event-stream"]
    await running.http.get("/api/openapi.json")
    assert {len(upstream.asked) for upstream in upstreams.values()} == {1}


async def test_a_service_that_is_away_is_missing_and_nothing_else(start: Start, upstreams: Upstreams) -> None:
    documented(upstreams)
    async with start(notify_url=closed_address()) as running:
        document = (await running.http.get("/api/openapi.json")).json()
    assert list(document["paths"]) == ["/api/v1/countries", "/api/v1/events", "/api/v1/me", "/api/v1/routes"]


async def test_the_page_loads_its_parts_from_here_only(running: Running) -> None:
    page = await running.http.get("/api/docs")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert all(address.startswith(("/", "data:")) for address in loaded)
    assert "'unsafe-inline'" not in page.headers["content-security-policy"].split("style-src")[0]
    for address in loaded:
        if address.startswith("/api/docs/"):
            asset = await running.http.get(address)
            assert asset.status_code == 200, address
            assert asset.headers["content-type"].startswith(("text/css", "text/javascript"))
    assert "validatorUrl: null" in (await running.http.get("/api/docs/assets/start.js")).text


async def test_only_listed_files_are_given_out(running: Running) -> None:
    for path in ("/api/docs/assets/redoc.standalone.js", "/api/docs/assets/docs.html", "/static/..%2fconfirm.py"):
        assert (await running.http.get(path)).status_code == 404, path
