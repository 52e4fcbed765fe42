"""Links of mails, followed by who is logged out, or logged in as somebody else."""

import pytest
from starlette.responses import JSONResponse, Response

from chassis.ids import new_id
from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import SAME_ORIGIN, Browser
from tests.integration.gateway.pages.cases import tell
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

CHOOSING = {"/confirm": "/accounts/confirmations", "/reset": "/password-resets/confirmations"}


@pytest.mark.parametrize("path", ["/requests/r1", "/work/r1", "/profile"])
async def test_who_is_logged_out_logs_in_and_is_there(browser: Browser, anna: Anna, path: str) -> None:
    asked = await browser.follow(await browser.open(path))
    answer = await browser.send(asked, "/login", email="anna@alpro.example", password=new_id())
    assert answer.headers["location"] == path


@pytest.mark.parametrize(
    ("path", "owner", "target", "status", "code"),
    [
        ("/requests/r1", Owner.REGISTRY, "/requests/r1", 404, "unknown-request"),
        ("/work/r1", Owner.VALIDATION, "/work-items/r1", 404, "not-found"),
        ("/work/r1", Owner.VALIDATION, "/work-items/r1", 403, "not-your-case"),
    ],
)
async def test_who_is_somebody_else_can_change_accounts(
    browser: Browser, anna: Anna, upstreams: Upstreams, path: str, owner: Owner, target: str, status: int, code: str
) -> None:
    anna.me["language"] = "en"
    tell(upstreams, owner, "GET", target, {"code": code}, status)
    await log_in(browser)
    page = await browser.open(path)
    assert page.status == status
    assert "You are logged in as anna@alpro.example." in page.seen.text
    form = next(form for form in page.seen.forms if form.action == "/logout" and "next" in form.fields)
    answer = await browser.http.post("/logout", data=form.fields, headers=SAME_ORIGIN)
    assert answer.headers["location"] == f"/login?next={path.replace('/', '%2F')}"
    assert "session" not in browser.http.cookies


async def test_other_pages_that_are_not_there_say_nothing_of_accounts(browser: Browser, anna: Anna) -> None:
    await log_in(browser)
    assert "anna@alpro.example" not in (await browser.open("/nowhere")).seen.text


@pytest.mark.parametrize("path", CHOOSING)
async def test_a_password_for_one_account_logs_the_other_out(
    browser: Browser, anna: Anna, upstreams: Upstreams, path: str
) -> None:
    anna.me["language"] = "en"
    upstreams[Owner.IDENTITY].answers["POST", f"/api/v1{CHOOSING[path]}"] = lambda: Response(status_code=204)
    await log_in(browser)
    page = await browser.open(f"{path}?token=t")
    assert "You are logged in as anna@alpro.example here" in page.seen.text
    answer = await browser.send(page, path, password="x", repeated="x")
    assert answer.headers["location"] == f"{path}/done"
    assert anna.asked("DELETE", "/api/v1/sessions/current") == 1
    assert "session" not in browser.http.cookies


async def test_an_account_stays_logged_in_when_the_password_is_refused(
    browser: Browser, anna: Anna, upstreams: Upstreams
) -> None:
    weak = {"code": "password-weak"}
    upstreams[Owner.IDENTITY].answers["POST", "/api/v1/accounts/confirmations"] = lambda: JSONResponse(weak, 422)
    await log_in(browser)
    page = await browser.open("/confirm?token=t")
    await browser.send(page, "/confirm", password="x", repeated="x")
    assert "session" in browser.http.cookies
