"""What a service's OpenAPI document says that its routes refuse, to be held against the table of refusals."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import APIRouter

from chassis.web.documented import Documented
from chassis.web.problems import MEDIA_TYPE
from tests.support.refusal import Refusal

API = "/api/v1"
Refused = tuple[str, str, int]
"""Method, path and status."""


class Document:
    """The document of these routes."""

    def __init__(self, routes: Iterable[APIRouter]) -> None:
        app = Documented()
        for router in routes:
            app.include_router(router)
        paths = app.openapi()["paths"]
        self._paths = {path.removeprefix(API): item for path, item in paths.items() if path.startswith(API)}

    def refused(self) -> set[Refused]:
        """Everything that it says is refused."""
        return {(method, path, int(status)) for method, path, status, _ in self._refused()}

    def own(self) -> set[Refused]:
        """The same without what is alike in every service: 413, 503, and 422 where only the path can break a rule."""
        return {
            (method, path, int(status))
            for method, path, status, operation in self._refused()
            if status not in ({"413", "503"} if _asks(operation) else {"413", "503", "422"})
        }

    def shown(self, refusals: Iterable[Refusal]) -> set[Refused]:
        """What a table shows, with its paths as the document writes them."""
        return {(refusal.method, self._written(refusal.path), refusal.status) for refusal in refusals}

    def takes(self, header: str) -> set[tuple[str, str]]:
        """Method and path of everything that looks at this header."""
        return {
            (method.upper(), path)
            for path, item in self._paths.items()
            for method, operation in item.items()
            if any((each["in"], each["name"]) == ("header", header) for each in operation.get("parameters", ()))
        }

    def _refused(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        for path, item in self._paths.items():
            for method, operation in item.items():
                for status, answer in operation["responses"].items():
                    if MEDIA_TYPE in answer.get("content", {}):
                        yield method.upper(), path, status, operation

    def _written(self, path: str) -> str:
        """The path with the names of its parameters; a path without any goes before."""
        asked = re.sub(r"\{[^}]+\}", "x", path.partition("?")[0])
        same = [each for each in self._paths if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each), asked)]
        return min(same, key=lambda each: each.count("{"), default=path)


def _asks(operation: dict[str, Any]) -> bool:
    """Whether there is more to it than its path."""
    return "requestBody" in operation or any(each["in"] == "query" for each in operation.get("parameters", ()))
