"""What a request to a service costs beside its network: it is written and read by compiled code."""

from aiohttp import http_parser, http_writer


def test_requests_are_written_and_answers_read_by_compiled_code() -> None:
    """aiohttp falls back to Python without a word."""
    for made in (http_parser.HttpResponseParser, http_writer._serialize_headers):
        assert made.__module__.startswith("aiohttp._http_"), made
