"""The comparison with the API's document sees each way in which an answer can differ from it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.e2e.fuzzing import DOCUMENT, Fuzzer

JSON, TEXT = "application/json", "text/plain"
PROMISED = {
    "200": {
        "description": "a name",
        "content": {
            JSON: {"schema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}
        },
    }
}
GIVEN: dict[str, tuple[int, str, Any]] = {
    "/as-said": (200, JSON, {"name": "Anna"}),
    "/another-status": (404, JSON, {}),
    "/another-type": (200, TEXT, "Anna"),
    "/another-shape": (200, JSON, {"name": 7}),
    "/defect": (500, JSON, {}),
}
WORDS = {
    "openapi": "3.1.0",
    "info": {"title": "words", "version": "1"},
    "paths": {path: {"get": {"responses": PROMISED}} for path in GIVEN},
}


class Liar(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, body = (200, JSON, WORDS) if self.path == DOCUMENT else GIVEN[self.path.partition("?")[0]]
        sent = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def liar() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Liar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def fuzzer(liar: str) -> Fuzzer:
    fuzzer = Fuzzer(liar)
    for operation in fuzzer.operations():
        fuzzer.ask(operation, lambda: "", {})
    return fuzzer


def test_each_difference_is_found(fuzzer: Fuzzer) -> None:
    assert set(fuzzer.findings) == {
        "GET /another-status: 404 UndefinedStatusCode",
        "GET /another-type: 200 UndefinedContentType",
        "GET /another-shape: 200 JsonSchemaError",
        "GET /defect: 500 ServerError",
        "GET /defect: 500 UndefinedStatusCode",
    }


def test_what_takes_nothing_cannot_be_asked_wrongly(fuzzer: Fuzzer) -> None:
    assert fuzzer.unbreakable == {f"GET {path}" for path in GIVEN}
    assert fuzzer.statuses["GET /as-said"] == {200}
