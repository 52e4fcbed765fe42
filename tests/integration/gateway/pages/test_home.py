"""The welcome page of who is logged in: what there is to do, how things stand, and what is new."""

from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import asked_what, tell
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.test_profile import ALPRO, REQUEST, RIGHT

NOTHING: dict[str, Any] = {"items": [], "next_cursor": None}
NOTICE = {"id": "n1", "at": "2026-11-24T10:00:00Z", "title": "Reçue", "text": "Bonjour,\n\nc’est là.", "read": False}


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    """Anna, logged in, with a right and a request."""
    anna.rights = [RIGHT]
    tell(upstreams, Owner.REGISTRY, "GET", "/requests", {**NOTHING, "items": [REQUEST]})
    tell(upstreams, Owner.NOTIFY, "GET", "/notifications", NOTHING)
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items", NOTHING)
    await log_in(browser)
    return browser


async def test_home_says_first_what_there_is_to_do(member: Browser, anna: Anna, upstreams: Upstreams) -> None:
    page = await member.open("/")
    assert "ALPRO : votre réponse est attendue" in page.seen.text.replace("\u00a0", " ")
    assert "Aucune demande n’attend votre décision." not in page.seen.text
    urgent = {"items": [{"request_id": "w1", "due_at": "2026-11-26T10:00:00Z"}]}
    upstreams[Owner.VALIDATION].answers["GET", "/api/v1/work-items"] = lambda: JSONResponse(urgent)
    page = await member.open("/")
    assert "La première échéance est le jeudi 26 novembre 2026." in page.seen.text


async def test_who_acts_for_an_authority_reads_that_nothing_waits(member: Browser, anna: Anna) -> None:
    anna.rights = [RIGHT, {**RIGHT, "organisation": {**ALPRO, "id": "v", "kind": "authority"}}]
    await member.open("/profile")
    assert "Aucune demande n’attend votre décision." in (await member.open("/")).seen.text


async def test_somebody_new_is_led_to_the_choice_of_a_role(browser: Browser, anna: Anna, upstreams: Upstreams) -> None:
    nothing: dict[str, object] = {"items": [], "next_cursor": None}
    for owner, path in ((Owner.REGISTRY, "requests"), (Owner.NOTIFY, "notifications")):
        upstreams[owner].answers["GET", f"/api/v1/{path}"] = lambda: JSONResponse(nothing)
    await log_in(browser)
    page = await browser.open("/")
    assert "choisissez d’abord votre rôle" in page.seen.text
    assert page.seen.links.count("/role") == 2
    assert "/work" not in page.seen.links
    assert not upstreams[Owner.VALIDATION].asked


async def test_a_notice_is_shown_until_it_was_read(member: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.NOTIFY, "GET", "/notifications", {**NOTHING, "items": [NOTICE]})
    upstreams[Owner.NOTIFY].answers["POST", "/api/v1/notifications/n1/read"] = lambda: Response(status_code=204)
    page = await member.open("/")
    assert page.seen.text.count("Reçue") == 1
    assert "Il y a d’autres nouveautés" not in page.seen.text
    answer = await member.send(page, "/", notice="n1")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert upstreams[Owner.NOTIFY].last.target == b"/api/v1/notifications/n1/read"


async def test_what_is_read_makes_room_for_older_notices(member: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.NOTIFY, "GET", "/notifications", {"items": [NOTICE], "next_cursor": "more"})
    page = await member.open("/")
    assert "Il y a d’autres nouveautés" in page.seen.text
    assert asked_what(upstreams, Owner.NOTIFY, "/api/v1/notifications") == ["/api/v1/notifications?unread=true&limit=5"]


@pytest.mark.parametrize(
    ("owner", "path", "said"),
    [
        (Owner.NOTIFY, "/notifications", "Les nouveautés vous concernant ne peuvent pas être affichées"),
        (Owner.VALIDATION, "/work-items", "Impossible de dire pour le moment si des demandes attendent votre décision"),
    ],
)
@pytest.mark.parametrize("status", [500, 503, 504])
async def test_a_service_that_is_away_spoils_its_own_part_of_home_only(
    member: Browser, upstreams: Upstreams, owner: Owner, path: str, said: str, status: int
) -> None:
    assert said not in (await member.open("/")).seen.text
    tell(upstreams, owner, "GET", path, {"code": "unavailable"}, status)
    page = await member.open("/")
    assert page.status == 200
    assert said in page.seen.text
    assert "/requests/r1" in page.seen.links


async def test_what_a_service_refuses_home_is_refused(member: Browser, upstreams: Upstreams) -> None:
    tell(upstreams, Owner.NOTIFY, "GET", "/notifications", {"code": "too-many-requests"}, 429)
    assert (await member.open("/")).status == 429
