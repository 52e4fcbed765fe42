"""A request as a page gets it, without any server."""

from starlette.requests import Request


def request(query: str = "", *, method: str = "POST", path: str = "/", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {
            "type": "http",
            "method": method,
            "scheme": "http",
            "server": ("access.example", 80),
            "path": path,
            "query_string": query.encode(),
            "headers": raw,
        }
    )
