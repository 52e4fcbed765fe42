"""Buttons that stand alone, with nothing typed: what is refused of them is said in the visitor's language."""

from functools import partial
from typing import Any

import pytest
from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from services.gateway.pages.sentences import SENTENCES
from services.gateway.pages.texts import translations
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import tell
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

ROW = {"started_at": "2026-11-24T10:00:00Z", "last_used_at": "2026-11-24T11:00:00Z"}
SESSIONS = [{**ROW, "session_id": "s1", "current": True}, {**ROW, "session_id": "s2", "current": False}]
NOTICE = {"id": "n1", "at": "2026-11-24T10:00:00Z", "title": "Reçue", "text": "Bonjour.", "read": False}
NOTHING: dict[str, Any] = {"items": [], "next_cursor": None}
BUTTONS = [
    ("/profile/sessions", "/profile/sessions", {"session_id": "s2"}, Owner.IDENTITY, "DELETE", "/sessions/s2"),
    ("/profile/sessions", "/profile/sessions", {"session_id": ""}, Owner.IDENTITY, "DELETE", "/sessions"),
    ("/", "/", {"notice": "n1"}, Owner.NOTIFY, "POST", "/notifications/n1/read"),
    ("/guide", "/logout", {}, Owner.IDENTITY, "DELETE", "/sessions/current"),
]
REFUSED = [(429, "too-many-requests"), (503, "unavailable"), (503, "outcome-unknown"), (504, "time-out")]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("page", "action", "filled", "owner", "method", "path"), BUTTONS)
async def test_a_button_that_is_refused_says_why(
    browser: Browser,
    anna: Anna,
    upstreams: Upstreams,
    page: str,
    action: str,
    filled: dict[str, Any],
    owner: Owner,
    method: str,
    path: str,
    language: str,
) -> None:
    anna.me["language"] = language
    tell(upstreams, Owner.IDENTITY, "GET", "/sessions", {"items": SESSIONS})
    tell(upstreams, Owner.NOTIFY, "GET", "/notifications", {**NOTHING, "items": [NOTICE]})
    tell(upstreams, Owner.REGISTRY, "GET", "/requests", NOTHING)
    await log_in(browser)
    before = await browser.open(page)
    for status, code in REFUSED:
        refusal = partial(JSONResponse, {"code": code}, status, headers={"Retry-After": "7"})
        upstreams[owner].answers[method, f"/api/v1{path}"] = refusal
        answer = await browser.send(before, action, **filled)
        wanted = translations(language).ugettext(SENTENCES[code])
        assert (answer.status, answer.seen.language) == (status, language)
        assert wanted in answer.seen.text
        assert answer.headers["retry-after"] == "7"
