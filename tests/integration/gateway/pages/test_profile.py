"""One's own account: what is mine, changing it, and where I am logged in."""

import pytest
from starlette.responses import JSONResponse, Response

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.conftest import Running
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

ALPRO = {
    "id": "o1",
    "kind": "operator",
    "name": "ALPRO",
    "code": None,
    "traces_number": "BE-ORG-OP-5",
    "status": "VALID",
}
RIGHT = {
    "organisation": ALPRO,
    "status": "VALID",
    "effective": True,
    "administrator": True,
    "since": "2026-11-01T09:00:00Z",
}
REQUEST = {
    "request_id": "r1",
    "status": "INFO_REQUIRED",
    "organisation": ALPRO,
    "validator": {"id": "v", "code": "BE-CA", "name": "The Belgian authority", "country": "BE"},
    "due_at": "2026-11-26T23:30:00Z",
    "next_step": {"code": "give-information", "text": "Répondez."},
}


@pytest.fixture
async def member(browser: Browser, anna: Anna, upstreams: Upstreams) -> Browser:
    """Anna, logged in, with a right and a request."""
    anna.rights = [RIGHT]
    upstreams[Owner.REGISTRY].answers["GET", "/api/v1/requests"] = lambda: JSONResponse(
        {"items": [REQUEST], "next_cursor": None}
    )
    upstreams[Owner.NOTIFY].answers["GET", "/api/v1/notifications"] = lambda: JSONResponse({"items": []})
    upstreams[Owner.VALIDATION].answers["GET", "/api/v1/work-items"] = lambda: JSONResponse({"items": []})
    await log_in(browser)
    return browser


async def test_the_profile_shows_what_is_mine_in_my_time_zone(member: Browser) -> None:
    page = await member.open("/profile")
    for said in ("Anna Aubry", "anna@alpro.example", "ALPRO", "BE-ORG-OP-5", "The Belgian authority", "Administrateur"):
        assert said in page.seen.text
    assert "vendredi 27 novembre 2026" in page.seen.text  # half past midnight in Paris
    assert {"/requests/r1", "/organisations/o1", "/profile/edit#timezone", "/profile/password"} <= set(page.seen.links)
    assert page.headers["cache-control"] == "no-store"


async def test_a_page_that_tells_nothing_new_brings_no_cookie_that_could_be_older(member: Browser, anna: Anna) -> None:
    cookies = (await member.open("/profile")).headers.get_list("set-cookie")
    assert [cookie for cookie in cookies if cookie.startswith("session=")] == []
    anna.me["first_name"] = "Annabelle"
    cookies = (await member.open("/profile")).headers.get_list("set-cookie")
    assert [cookie for cookie in cookies if cookie.startswith("session=")]


async def test_preferences_are_saved_over_the_version_that_was_seen(member: Browser, anna: Anna) -> None:
    changed = {**anna.me, "first_name": "Annabelle", "language": "en", "timezone": "Pacific/Auckland"}
    anna.identity.answers["PATCH", "/api/v1/me"] = lambda: JSONResponse(changed, headers={"ETag": '"8"'})
    page = await member.open("/profile/edit")
    answer = await member.send(
        page, "/profile/edit", first_name="Annabelle", language="en", timezone="Pacific/Auckland", information=[]
    )
    assert anna.identity.last.header(b"if-match") == b'"7"'
    assert anna.identity.last_json() == {
        "first_name": "Annabelle",
        "last_name": "Aubry",
        "language": "en",
        "timezone": "Pacific/Auckland",
        "notifications": {"muted": ["information"]},
    }
    anna.me = changed
    page = await member.follow(answer)
    assert page.seen.language == "en"
    assert "Your changes are saved" in page.seen.text
    assert "Annabelle Aubry" in page.seen.text
    assert "Saturday" not in page.seen.text
    assert "Friday 27 November 2026" in page.seen.text


async def test_a_change_by_somebody_else_is_not_overwritten(member: Browser, anna: Anna) -> None:
    stale = {"code": "version-mismatch"}
    anna.identity.answers["PATCH", "/api/v1/me"] = lambda: JSONResponse(stale, 412)
    page = await member.open("/profile/edit")
    anna.identity.answers["GET", "/api/v1/me"] = lambda: JSONResponse(anna.me, headers={"ETag": '"9"'})
    answer = await member.send(page, "/profile/edit", first_name="Annabelle")
    assert answer.status == 412
    assert "Quelqu’un a modifié cela entre-temps." in answer.seen.text
    form = answer.form("/profile/edit").fields
    assert (form["first_name"], form["version"]) == ("Annabelle", '"9"')


async def test_what_is_wrong_with_preferences_stands_beside_the_field(member: Browser, anna: Anna) -> None:
    errors = [{"pointer": "/timezone", "code": "timezone-unknown", "detail": ""}]
    wrong = {"code": "preferences-refused", "errors": errors}
    anna.identity.answers["PATCH", "/api/v1/me"] = lambda: JSONResponse(wrong, 422)
    answer = await member.send(await member.open("/profile/edit"), "/profile/edit", timezone="Nowhere")
    assert "Choisissez l’un des fuseaux horaires." in answer.seen.text
    assert "#timezone" in answer.seen.links


async def test_the_password_is_changed_and_never_shown(member: Browser, anna: Anna) -> None:
    anna.identity.answers["PUT", "/api/v1/me/password"] = lambda: Response(status_code=204)
    page = await member.open("/profile/password")
    old, new = new_id(), new_id()
    answer = await member.send(page, "/profile/password", current_password=old, password=new, repeated=new)
    assert anna.identity.last_json() == {"current_password": old, "password": new}
    assert "Votre mot de passe est changé" in (await member.follow(answer)).seen.text
    wrong = {"code": "current-password-wrong"}
    anna.identity.answers["PUT", "/api/v1/me/password"] = lambda: JSONResponse(wrong, 422)
    refused = await member.send(page, "/profile/password", current_password=old, password=new, repeated=new)
    assert "Ce n’est pas votre mot de passe actuel." in refused.seen.text
    assert old not in refused.html
    assert new not in refused.html
    different = await member.send(page, "/profile/password", current_password=old, password=new, repeated="x")
    assert "Les deux mots de passe sont différents." in different.seen.text


async def test_sessions_are_listed_and_ended(member: Browser, anna: Anna, running: Running) -> None:
    row = {"started_at": "2026-11-24T10:00:00Z", "last_used_at": "2026-11-24T11:00:00Z"}
    items = [{**row, "session_id": "here", "current": True}, {**row, "session_id": "there", "current": False}]
    anna.identity.answers["GET", "/api/v1/sessions"] = lambda: JSONResponse({"items": items})
    anna.identity.answers["DELETE", "/api/v1/sessions/there"] = lambda: Response(status_code=204)
    anna.identity.answers["DELETE", "/api/v1/sessions"] = lambda: Response(status_code=204)
    page = await member.open("/profile/sessions")
    answer = await member.send(page, "/profile/sessions", session_id="there")
    assert "there" in running.gateway.ended
    assert "Cette session est terminée" in (await member.follow(answer)).seen.text
    everywhere = await member.send(page, "/profile/sessions", session_id="")
    assert everywhere.headers["location"] == "/?out="
    assert "session" not in member.http.cookies
