"""No page can do without the guard, and the version that pages show is the project's."""

import tomllib
from collections.abc import Iterator

from fastapi.routing import APIRoute

from services.gateway.pages import missing, routers
from services.gateway.pages.assets import router as assets
from services.gateway.pages.route import PageRoute
from services.gateway.version import VERSION
from tests.support.source import PROJECT


def routes() -> Iterator[APIRoute]:
    for router in (*routers, missing.router):
        if router is not assets:
            yield from (route for route in router.routes if isinstance(route, APIRoute))


def test_every_page_is_guarded_and_in_no_api_document() -> None:
    found = list(routes())
    assert {"/", "/login", "/profile", "/{path:path}"} <= {route.path for route in found}
    assert [route.path for route in found if not isinstance(route, PageRoute) or route.include_in_schema] == []


def test_every_form_has_a_page_at_its_address() -> None:
    """So that the log-in, or another language, can lead back to where a form was sent to; logging out has no page."""
    by_method = {
        method: {route.path for route in routes() if method in (route.methods or ())} for method in ("GET", "POST")
    }
    assert by_method["POST"] - by_method["GET"] == {"/logout"}


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION
