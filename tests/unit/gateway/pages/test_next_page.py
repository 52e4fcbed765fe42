"""After the log-in one comes to a page of ours, wherever a link says."""

import pytest

from services.gateway.pages.next_page import HOME, safe_next


@pytest.mark.parametrize("path", ["/requests/0199", "/work?status=OPEN&due=today", "/search?q=caf%C3%A9", "/"])
def test_pages_of_ours_are_kept(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example",
        "/x\\..\\evil",
        "javascript:alert(1)",
        "/\tevil",
        "/\n/evil.example",
        "requests",
        "/login?next=/",
        "/logout",
        "/confirm?token=x",
        "/api/v1/me",
    ],
)
def test_everything_else_leads_home(wanted: str) -> None:
    assert safe_next(wanted) == HOME
