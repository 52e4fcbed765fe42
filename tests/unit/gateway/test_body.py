"""What counts as a body of JSON."""

import pytest
from starlette.requests import Request

from services.gateway.body import has_body, require_json
from services.gateway.errors import UnsupportedMediaType


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON; charset=UTF-8",
        'application/json;charset="utf-8"',
        "application/merge-patch+json",
    ],
)
def test_json_is_taken(content_type: str) -> None:
    require_json(content_type)


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "text/json", "application/json; charset=latin-1", "json"],
)
def test_anything_else_is_not(content_type: str) -> None:
    with pytest.raises(UnsupportedMediaType):
        require_json(content_type)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], False),
        ([(b"content-length", b"0")], False),
        ([(b"content-length", b"2")], True),
        ([(b"transfer-encoding", b"chunked")], True),
    ],
)
def test_a_body_is_announced_by_its_framing(headers: list[tuple[bytes, bytes]], expected: bool) -> None:
    assert has_body(Request({"type": "http", "headers": headers})) is expected
