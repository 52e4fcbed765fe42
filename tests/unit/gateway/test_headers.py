"""Which headers pass the gateway."""

import re

from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from services.gateway.headers import HOP_BY_HOP, TO_SERVICES, RawHeaders, to_caller, to_service

TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
CLIENT = "192.0.2.7"


def request(headers: RawHeaders) -> Request:
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers, "state": {}})


def sent(headers: RawHeaders) -> dict[bytes, bytes]:
    return dict(to_service(request(headers), CLIENT))


def test_what_a_service_needs_passes_unchanged() -> None:
    headers = [(name, b"value of " + name) for name in TO_SERVICES]
    assert [pair for pair in to_service(request(headers), CLIENT) if pair[0] in TO_SERVICES] == headers


def test_everything_else_stays_here() -> None:
    headers = [(b"cookie", b"a=b"), (b"host", b"evil"), (b"x-forwarded-host", b"evil"), (b"connection", b"close")]
    assert set(sent(headers)) == {b"traceparent", b"x-correlation-id", b"x-forwarded-for"}


def test_what_the_caller_says_about_his_address_is_replaced() -> None:
    assert sent([(b"x-forwarded-for", b"10.0.0.1")])[b"x-forwarded-for"] == CLIENT.encode()


def test_the_trace_of_the_caller_is_kept() -> None:
    headers = sent([(b"traceparent", TRACE), (b"x-correlation-id", b"0193a1c2-0000")])
    assert headers[b"traceparent"] == TRACE
    assert headers[b"x-correlation-id"] == b"0193a1c2-0000"


def test_a_trace_is_made_where_there_is_none_or_a_broken_one() -> None:
    for headers in ([], [(b"traceparent", b"zz"), (b"x-correlation-id", b"{}")]):
        made = sent(headers)
        assert re.fullmatch(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-01", made[b"traceparent"])
        assert re.fullmatch(rb"[0-9a-f-]{36}", made[b"x-correlation-id"])


def test_a_header_that_the_caller_declares_to_be_of_one_hop_does_not_pass() -> None:
    assert b"if-match" not in sent([(b"connection", b"close, If-Match"), (b"if-match", b'"1"')])


names = st.sampled_from(
    [
        *sorted(HOP_BY_HOP),
        b"Content-Type",
        b"ETag",
        b"Retry-After",
        b"Set-Cookie",
        b"X-One",
        b"Server",
        b"Content-Length",
    ]
)


@given(st.lists(st.tuples(names, st.sampled_from([b"a", b"b", b"x-one", b"etag, te"]))))
def test_of_an_answer_all_passes_that_is_not_of_one_hop(headers: RawHeaders) -> None:
    listed = {part.strip() for name, value in headers if name == b"connection" for part in value.split(b",")}
    kept = [name for name, _ in to_caller(headers)]
    expected = [
        name.lower()
        for name, _ in headers
        if name.lower() not in HOP_BY_HOP | listed | {b"server", b"content-length", b"date"}
    ]
    assert kept == expected
