"""The health check of a container asks where health is served."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from deploy import healthy

READY, NOT_READY = 200, 503


class Answers(BaseHTTPRequestHandler):
    """Health on this port, and nothing else."""

    status = READY

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz/ready" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(params=[READY, NOT_READY])
def server(request: pytest.FixtureRequest) -> Iterator[HTTPServer]:
    handler = type("Answering", (Answers,), {"status": request.param})
    with HTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.01,)).start()
        yield listening
        listening.shutdown()


@pytest.mark.parametrize("setting", ["OPERATIONS_PORT", "HTTP_PORT"])
def test_it_is_healthy_when_the_service_is_ready(
    server: HTTPServer, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PORT", "1")
    monkeypatch.delenv("OPERATIONS_PORT", raising=False)
    monkeypatch.setenv(setting, str(server.server_port))
    ready = server.RequestHandlerClass.status == READY  # type: ignore[attr-defined]
    assert healthy.main() == (0 if ready else 1)


def test_it_is_not_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPERATIONS_PORT", "1")
    assert healthy.main() == 1
